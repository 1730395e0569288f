/** @jest-environment node */
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { EventStream, type StreamOptions, pauseBefore } from './event-stream';

let server: Server;
let handler: (request: IncomingMessage, response: ServerResponse) => void;
let url: string;
let stream: EventStream | undefined;

beforeAll(async () => {
  server = createServer((request, response) => handler(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  url = `http://127.0.0.1:${address.port}/events`;
});
afterEach(() => stream?.close());
afterAll(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

function open(options: Partial<StreamOptions> = {}) {
  const heard: [string, unknown][] = [];
  stream = new EventStream({
    url: () => url,
    token: async () => 'secret',
    renew: async () => true,
    onEvent: (topic, data) => heard.push([topic, data]),
    firstPauseMs: 10,
    longestPauseMs: 40,
    ...options,
  });
  stream.open();
  return heard;
}

function begin(response: ServerResponse, text = ''): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(`: open\n\n${text}`);
}

async function until(fact: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !fact(); tries++) await new Promise((resolve) => setTimeout(resolve, 10));
  if (!fact()) throw new Error('it did not happen');
}

describe('EventStream', () => {
  it('hands on events by their topic, with the token in a header', async () => {
    let authorization: string | undefined;
    handler = (request, response) => {
      authorization = request.headers.authorization;
      begin(response, 'id: 1\nevent: content\ndata: {"id":"m1","progress":0.5}\n\n');
    };
    const heard = open();
    await until(() => heard.length === 1);
    expect(heard).toEqual([['content', { id: 'm1', progress: 0.5 }]]);
    expect(authorization).toBe('Bearer secret');
  });

  it('comes back after a cut, from the last event it had', async () => {
    const asked: (string | undefined)[] = [];
    let returns = 0;
    handler = (request, response) => {
      asked.push(request.headers['last-event-id']?.toString());
      if (asked.length === 1) {
        begin(response, 'id: 41\nevent: flows\ndata: {}\n\n');
        setTimeout(() => response.destroy(), 20);
      } else begin(response, 'id: 42\nevent: flows\ndata: {}\n\n');
    };
    const heard = open({ onReturn: () => returns++ });
    await until(() => heard.length === 2);
    expect(asked).toEqual([undefined, '41']);
    expect(returns).toBe(1);
  });

  it('takes a stream that falls silent for a lost one', async () => {
    let connections = 0;
    handler = (_request, response) => {
      connections++;
      begin(response);
    };
    open({ silenceMs: 50 });
    await until(() => connections >= 2);
  });

  it('renews a refused token, then reads on', async () => {
    let token = 'old';
    handler = (request, response) => {
      if (request.headers.authorization === 'Bearer new')
        return begin(response, 'event: sessions\ndata: {"id":"s1"}\n\n');
      response.writeHead(401).end();
    };
    const heard = open({
      token: async () => token,
      renew: async () => {
        token = 'new';
        return true;
      },
    });
    await until(() => heard.length === 1);
  });

  it('stops for good when the sign-in has ended', async () => {
    let connections = 0;
    handler = (_request, response) => {
      connections++;
      response.writeHead(401).end();
    };
    const states: string[] = [];
    open({ renew: async () => false, onStatus: (status) => states.push(status) });
    await until(() => states.at(-1) === 'closed');
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(connections).toBe(1);
  });

  it('closes its connection when told to', async () => {
    let closed = false;
    handler = (request, response) => {
      request.on('close', () => (closed = true));
      begin(response);
    };
    const states: string[] = [];
    open({ onStatus: (status) => states.push(status) });
    await until(() => states.includes('open'));
    stream?.close();
    await until(() => closed);
  });
});

describe('pauseBefore', () => {
  it('doubles up to the longest', () => {
    const full = [0, 1, 2, 3, 9].map((failures) => pauseBefore(failures, 500, 30_000, 1));
    expect(full).toEqual([500, 1000, 2000, 4000, 30_000]);
  });

  it('leaves half of it to chance', () => {
    expect(pauseBefore(1, 500, 30_000, 0)).toBe(500);
  });
});
