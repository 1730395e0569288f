import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, run, Service, Tail } from './processes.mjs';

const node = (script, options) => new Service('child', process.execPath, ['-e', script], options);

it('gives the end of the output with the result', async () => {
  const done = await run(process.execPath, ['-e', 'console.log("first"); console.error("why"); process.exit(3)']);
  expect(done).toMatchObject({ ok: false, code: 3 });
  expect(done.output).toContain('why');
});

it('answers for a program that is not there', async () => {
  const done = await run('/no/such/program', []);
  expect(done).toMatchObject({ ok: false });
  expect(done.output).toContain('ENOENT');
});

it('ends what takes too long', async () => {
  const done = await run(process.execPath, ['-e', 'setInterval(() => 0, 100)'], { timeout: 300 });
  expect(done).toMatchObject({ ok: false, signal: 'SIGKILL' });
});

it('takes a child’s own children with it', async () => {
  const grandchild = `const { spawn } = require('node:child_process');
    console.log(spawn(process.execPath, ['-e', 'setInterval(() => 0, 100)']).pid); setInterval(() => 0, 100);`;
  const found = Promise.withResolvers();
  const service = node(grandchild, { onLine: found.resolve });
  const pid = Number(await found.promise);
  expect(isAlive(pid)).toBe(true);
  await service.stop();
  await sleep(50);
  expect(isAlive(service.pid)).toBe(false);
  expect(isAlive(pid)).toBe(false);
});

it('kills a child that will not listen', async () => {
  const found = Promise.withResolvers();
  const service = node(`process.on('SIGTERM', () => 0); setInterval(() => 0, 100); console.log('up')`, {
    onLine: found.resolve,
  });
  await found.promise;
  await service.stop(200);
  expect(service.end).toMatchObject({ signal: 'SIGKILL' });
});

it('remembers only the last lines', () => {
  const tail = new Tail(2);
  for (const line of ['a', 'b', 'c']) tail.push(line);
  expect(String(tail)).toBe('b\nc');
});
