import { createServer } from 'node:net';
import { Complaint } from './complaint.mjs';
import { freePort } from './ports.mjs';
import { checkPort, readPlan } from './settings.mjs';

describe('readPlan', () => {
  it('is the demo on loopback when nothing is set', () => {
    expect(readPlan({}, [])).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      embedded: true,
      reset: false,
      consoleOrigin: 'http://localhost:3000',
      visitorOrigin: 'http://127.0.0.1:3000',
    });
  });

  it('moves both origins with the port', () => {
    expect(readPlan({ PORT: '4100' }, ['--reset'])).toMatchObject({
      reset: true,
      consoleOrigin: 'http://localhost:4100',
      visitorOrigin: 'http://127.0.0.1:4100',
    });
  });

  const refused = [
    [{ PORT: 'http' }, [], /PORT is http/],
    [{ PORT: '70000' }, [], /PORT is 70000/],
    [{}, ['--rest'], /does not know --rest/],
    [{ HOST: '0.0.0.0' }, [], /set DEMO_PASSWORD/],
    [{ HOST: '0.0.0.0', DEMO_PASSWORD: 'calldocker-demo' }, [], /set DEMO_PASSWORD/],
    [{ DATABASE_URL: 'postgres://db/x' }, [], /SYSTEM_DATABASE_URL and SECRET must be set/],
    [{ DATABASE_URL: 'postgres://db/x', SYSTEM_DATABASE_URL: 'x', SECRET: 'x' }, ['--reset'], /--reset empties/],
  ];

  it.each(refused)('%j %j is refused in a sentence', (env, args, sentence) => {
    expect(() => readPlan(env, args)).toThrow(Complaint);
    expect(() => readPlan(env, args)).toThrow(sentence);
  });

  it('listens beyond loopback once the demo password is somebody’s own', () => {
    expect(readPlan({ HOST: '0.0.0.0', DEMO_PASSWORD: 'mine alone' }, []).host).toBe('0.0.0.0');
  });
});

it('says which port to try when the wanted one is busy', async () => {
  const port = await freePort();
  const other = createServer();
  await new Promise((resolve) => other.listen(port, '127.0.0.1', resolve));
  await expect(checkPort({ port, host: '127.0.0.1' })).rejects.toThrow(`PORT=${port + 1}`);
  await new Promise((resolve) => other.close(resolve));
  await expect(checkPort({ port, host: '127.0.0.1' })).resolves.toBeUndefined();
});
