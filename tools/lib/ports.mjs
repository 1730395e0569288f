import { createServer } from 'node:net';

// Linux hands out ports from 32768 up to outgoing connections: a server there may find its port taken by a client.
const LOWEST = 15_000;
const HIGHEST = 32_767;

/** Why `port` cannot be listened on (EADDRINUSE, EACCES ...), or null when it can. */
export function portTrouble(port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(error.code));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

/** `preferred` when it is free, else any free port below the ephemeral range. */
export async function freePort(preferred) {
  if (preferred && !(await portTrouble(preferred))) return preferred;
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    if (!(await portTrouble(port))) return port;
  }
  throw new Error(`no free port found between ${LOWEST} and ${HIGHEST}`);
}
