import { connect } from 'node:net';
import { io } from 'socket.io-client';

// Visitors in a process of their own, who listen. `{ open: { kind, port, visitors } }` connects them, `{ expect }` begins a
// round: the answer is when each heard of a change first, on the clock that all processes of a machine share.

let listeners = [];
let round = null;

process.on('message', async ({ open, expect }) => {
  try {
    if (open) process.send({ opened: await openAll(open) });
    if (expect) process.send({ heard: await heardByAll(expect) });
  } catch (error) {
    process.send({ error: error.message });
  }
});

async function openAll({ kind, port, visitors }) {
  const began = performance.now();
  listeners = visitors.map((visitor) => ({ ...visitor, heard: 0n }));
  const waiting = [...listeners];
  const open = kind === 'socket.io' ? openSocket : openStream;
  // As many at a time as a server accepts without refusing any.
  await Promise.all(
    Array.from({ length: 64 }, async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) await open(next, port);
    }),
  );
  return performance.now() - began;
}

/** Server-Sent Events over a bare socket: the machine's time goes to the servers. */
function openStream(listener, port) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(
        `GET ${listener.path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\naccept: text/event-stream\r\n` +
          `authorization: Bearer ${listener.token}\r\n\r\n`,
      ),
    );
    let head = '';
    socket.on('data', (chunk) => {
      if (head !== null) {
        head += chunk.latin1Slice();
        if (!head.includes('\r\n\r\n')) return;
        if (!head.startsWith('HTTP/1.1 200')) return reject(new Error(head.slice(0, 300)));
        head = null;
        return resolve();
      }
      if (chunk.includes('event: place\n')) hear(listener);
    });
    socket.on('error', reject).on('close', () => reject(new Error('the server closed a stream')));
  });
}

function openSocket(listener, port) {
  return new Promise((resolve, reject) => {
    const socket = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], forceNew: true, reconnection: false });
    socket.on('connect', resolve).on('connect_error', reject);
    socket.on('place', () => hear(listener));
  });
}

function hear(listener) {
  if (!round || listener.heard !== 0n) return;
  listener.heard = process.hrtime.bigint();
  round.left -= 1;
  if (round.left === 0) round.done();
}

/** In milliseconds of the shared clock, in order; fails when somebody is not told within half a minute. */
function heardByAll({ count }) {
  for (const listener of listeners) listener.heard = 0n;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${round.left} were not told`)), 30_000);
    round = {
      left: count,
      done() {
        clearTimeout(timer);
        round = null;
        const heard = listeners.filter((listener) => listener.heard !== 0n).map(({ heard: at }) => Number(at / 1000n));
        resolve(heard.sort((a, b) => a - b).map((microseconds) => microseconds / 1000));
      },
    };
    process.send({ ready: true });
  });
}
