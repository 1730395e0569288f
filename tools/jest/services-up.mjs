import { startTestServices } from '../lib/test-services.mjs';

/** Jest global set-up: `npm test` has started the services already; a single run of one spec starts its own. */
export default async function servicesUp() {
  if (process.env.TEST_ADMIN_DATABASE_URL && process.env.TEST_REDIS_URL) return;
  const services = await startTestServices();
  Object.assign(process.env, services.env);
  globalThis.stopTestServices = services.stop;
}
