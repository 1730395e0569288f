import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE = 60_000;

/** Waits until the API says that it and everything it needs are ready; throws with what it said last. */
export async function waitUntilReady({ port, host, visitorOrigin }, services) {
  let last = 'no answer yet';
  for (let waited = 0; waited < PATIENCE; waited += 100) {
    const dead = services.find((service) => service.exited);
    if (dead) throw new Error(`The ${dead.name} process ended while starting: its log says why.`);
    const answer = await get(port, host, visitorOrigin).catch((error) => ({ status: 0, body: error.message }));
    if (answer.status === 200) return;
    last = answer.body;
    await sleep(100);
  }
  throw new Error(`The API did not become ready within ${PATIENCE / 1000} s: ${last}`);
}

/** By address, with the visitors' host name: behind a proxy the public name may not lead back here. */
function get(port, host, visitorOrigin) {
  const address = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return new Promise((resolve, reject) => {
    const options = { host: address, port, path: '/health/ready', headers: { host: new URL(visitorOrigin).host } };
    const call = request(options, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode, body: body.slice(0, 2000) }));
    });
    call.setTimeout(5000, () => call.destroy(new Error('no answer within 5 s')));
    call.on('error', reject);
    call.end();
  });
}
