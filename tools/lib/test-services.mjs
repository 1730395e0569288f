import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NOT_DURABLE, removeCluster, startPostgres } from './postgres.mjs';
import { killEverything } from './processes.mjs';
import { findPrograms } from './programs.mjs';
import { startRedis } from './redis.mjs';

/** A PostgreSQL cluster and a Redis for one test run: empty at first, gone afterwards, however the run ends. */
export async function startTestServices({ durable = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'calldocker-test-'));
  chmodSync(folder, 0o711); // root's PostgreSQL runs as another user, who must get in
  const dataDir = join(folder, 'postgres');
  const remove = () => {
    removeCluster(dataDir);
    rmSync(folder, { recursive: true, force: true });
  };
  const clean = () => {
    killEverything();
    remove();
  };
  process.once('exit', clean);
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    if (process.listenerCount(name) === 0) process.once(name, () => process.exit(130));
  }

  const settings = durable ? { max_connections: '200' } : NOT_DURABLE;
  const [postgres, redis] = await Promise.all([
    startPostgres({ dataDir, password: 'test', settings }),
    startRedis({ password: 'test' }),
  ]);
  return {
    env: {
      ...findPrograms(),
      TEST_ADMIN_DATABASE_URL: postgres.urlFor('postgres', 'test', 'postgres'),
      TEST_REDIS_URL: redis.url,
    },
    async stop() {
      await Promise.all([postgres.service.stop(), redis.service.stop()]);
      process.off('exit', clean);
      // Others may still be at work.
      remove();
    },
  };
}
