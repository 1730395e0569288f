import type { INestApplication } from '@nestjs/common';

/** Everything is under /api/v1 but what probes, scrapers and players ask for. */
export function inApiPrefix(app: INestApplication): void {
  app.setGlobalPrefix('api/v1', { exclude: ['health/{*path}', 'media/{*path}'] });
}
