import { createServer } from 'node:http';
import { Server } from 'socket.io';

// The least that can be called a live server: it keeps streams, and at `POST /change` tells each its place. In place of what
// the product sends goes a text of the same length.
const { KIND, PORT, LENGTH } = process.env;
const padding = 'x'.repeat(Math.max(0, Number(LENGTH) - 60));
const place = (n) => ({ place: n, waiting: streams.size, padding });

const streams = new Set();
const server = createServer((request, response) => {
  if (request.method === 'POST') {
    tellAll();
    return response.end();
  }
  if (request.url !== '/events') return response.end();
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
  response.write(': open\n\n');
  streams.add(response);
  response.on('close', () => streams.delete(response));
});
if (KIND === 'socket.io')
  new Server(server, { transports: ['websocket'], serveClient: false }).on('connection', (socket) => {
    streams.add(socket);
    socket.on('disconnect', () => streams.delete(socket));
  });

function tellAll() {
  let n = 0;
  for (const stream of streams) {
    n += 1;
    if (KIND === 'socket.io') stream.emit('place', place(n));
    else stream.write(`event: place\ndata: ${JSON.stringify(place(n))}\n\n`);
  }
}

server.listen(Number(PORT), '127.0.0.1');
