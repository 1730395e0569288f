import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';

// 64 visitors in a process of their own. They speak HTTP over bare sockets, so that the machine's time goes to the server.
// A message {port, ms, sessions} is one run, `sessions` being a list for each connection; the answer is what came of it.

/** Below the 1,000 inputs that a session takes. */
const WALK = 900;

process.on('message', async ({ port, ms, sessions }) => {
  try {
    process.send(await run(port, ms, sessions));
  } catch (error) {
    process.send({ error: error.message });
  }
});

async function run(port, ms, sessions) {
  const visitors = await Promise.all(sessions.map((walks) => Visitor.connect(port, walks)));
  const began = performance.now();
  const latencies = (await Promise.all(visitors.map((visitor) => visitor.walk(began + ms)))).flat();
  const seconds = (performance.now() - began) / 1000;
  for (const visitor of visitors) visitor.socket.destroy();
  latencies.sort((a, b) => a - b);
  const at = (share) => latencies[Math.floor(latencies.length * share)];
  return {
    steps: latencies.length,
    perSecond: latencies.length / seconds,
    p50: at(0.5),
    p99: at(0.99),
    responseBytes: visitors[0].bytes,
  };
}

class Visitor {
  static connect(port, sessions) {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new Visitor(port, socket, sessions)));
      socket.setNoDelay(true).on('error', reject);
    });
  }

  constructor(port, socket, sessions) {
    this.port = port;
    this.socket = socket;
    this.sessions = sessions;
    this.begin();
  }

  begin() {
    const session = this.sessions.shift();
    if (!session) return false;
    const { id, token, seq } = session;
    this.seq = seq;
    this.head =
      `POST /api/v1/visitor/sessions/${id}/inputs HTTP/1.1\r\nhost: 127.0.0.1:${this.port}\r\n` +
      `authorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: `;
    return true;
  }

  /** Answers each step as soon as it is shown, until the time is up. */
  walk(until) {
    const latencies = [];
    return new Promise((resolve, reject) => {
      let asked = 0;
      let text = '';
      const ask = () => {
        const body = `{"inputId":"${randomUUID()}","seq":${this.seq},"input":{"type":"key","key":"1"}}`;
        asked = performance.now();
        this.socket.write(`${this.head}${body.length}\r\n\r\n${body}`);
      };
      this.socket.on('data', (chunk) => {
        text += chunk.latin1Slice();
        const end = text.indexOf('\r\n\r\n');
        if (end < 0) return;
        const length = Number(/content-length: (\d+)/i.exec(text)?.[1]);
        if (text.length < end + 4 + length) return;
        if (!text.startsWith('HTTP/1.1 200')) return reject(new Error(text.slice(0, 600)));
        this.bytes = length;
        this.seq = Number(/"seq":(\d+)/.exec(text.slice(end))[1]);
        if (this.seq > WALK && !this.begin()) return reject(new Error('the sessions ran out: make rounds shorter'));
        text = '';
        const now = performance.now();
        latencies.push(now - asked);
        if (now < until) ask();
        else resolve(latencies);
      });
      this.socket.on('close', () => reject(new Error('the server closed the connection')));
      ask();
    });
  }
}
