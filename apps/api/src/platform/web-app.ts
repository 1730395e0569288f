import type { FastifyInstance } from 'fastify';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { policy } from './origins.js';
import { Problem } from './problem.js';
import { sendProblem } from './problem.filter.js';

/** What of a widget's brand its installed page wears. */
export interface AppBrand {
  companyName: string;
  lamp: string;
  language: string | null;
  variables: Record<string, string>;
}

/** A picture's bytes, for an icon. */
export interface IconPicture {
  type: string;
  bytes: Buffer;
}

const FLOOR = '#0b1a1e';
const SIZE = 512;

/** The manifest by which a browser installs a widget's page: one app for each widget. */
export function manifestOf(key: string, { companyName, language }: AppBrand): object {
  const scope = `/ivr-experience/${key}`;
  const icon = { src: `${scope}/icon.svg`, sizes: 'any', type: 'image/svg+xml' };
  return {
    id: scope,
    name: companyName,
    short_name: companyName,
    ...(language && { lang: language }),
    start_url: scope,
    scope,
    display: 'standalone',
    background_color: FLOOR,
    theme_color: FLOOR,
    icons: [
      { ...icon, purpose: 'any' },
      { ...icon, src: `${scope}/icon-maskable.svg`, purpose: 'maskable' },
    ],
  };
}

/** The company's logo on its own ground, or its initial on its colour; a maskable one leaves the edge free. */
export function iconOf(
  { companyName, lamp, variables }: AppBrand,
  picture: IconPicture | null,
  maskable: boolean,
): string {
  const [initial = ''] = companyName.trim().toUpperCase();
  const round = maskable ? 0 : SIZE / 5;
  const side = maskable ? SIZE * 0.6 : picture ? SIZE : SIZE * 0.8;
  const at = (SIZE - side) / 2;
  const ground = picture ? '#ffffff' : lamp;
  const drawn = picture
    ? `<image href="data:${picture.type};base64,${picture.bytes.toString('base64')}" x="${at}" y="${at}" width="${side}" height="${side}" preserveAspectRatio="xMidYMid ${maskable ? 'meet' : 'slice'}" clip-path="url(#r)"/>`
    : `<text x="50%" y="50%" dy="0.36em" text-anchor="middle" font-family="system-ui, sans-serif" font-weight="700" font-size="${side * 0.7}" fill="${variables['--on-lamp'] ?? '#000000'}">${escaped(initial)}</text>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}" width="${SIZE}" height="${SIZE}">` +
    `<clipPath id="r"><rect width="${SIZE}" height="${SIZE}" rx="${round}"/></clipPath>` +
    `<rect width="${SIZE}" height="${SIZE}" rx="${round}" fill="${ground}"/>${drawn}</svg>`
  );
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** What a browser needs to install a widget's page, and to show something without a network. */
export function serveApp(
  server: FastifyInstance,
  root: string,
  brandOf: (key: string) => Promise<(AppBrand & { logoUrl: string | null }) | undefined>,
  pictureAt: (url: string) => Promise<IconPicture | null>,
): void {
  const open = { config: { access: 'public' as const } };
  // Browsers look for a new one with each visit; what it fetches is told by its own policy, not by its pages'.
  server.get('/ivr-experience/sw.js', open, async (_request, reply) =>
    reply
      .header('cache-control', 'no-cache')
      .header('content-security-policy', "default-src 'none'; connect-src 'self'")
      .type('text/javascript')
      .send(await readFile(path.join(root, 'sw.js'))),
  );
  server.get('/ivr-experience/offline', open, async (_request, reply) =>
    reply
      .header('cache-control', 'no-cache')
      .header('content-security-policy', policy({}))
      .type('text/html; charset=utf-8')
      .send(await readFile(path.join(root, 'offline.html'))),
  );
  const served = (file: string, make: (brand: AppBrand & { logoUrl: string | null }, key: string) => Promise<Made>) =>
    server.get<{ Params: { widgetKey: string } }>(
      `/ivr-experience/:widgetKey/${file}`,
      open,
      async (request, reply) => {
        const { widgetKey } = request.params;
        const brand = await brandOf(widgetKey);
        if (!brand) return sendProblem(reply, request, new Problem('not-found'));
        const { type, body } = await make(brand, widgetKey);
        return reply.header('cache-control', 'public, max-age=300').type(type).send(body);
      },
    );
  served('app.webmanifest', (brand, key) =>
    Promise.resolve({ type: 'application/manifest+json', body: JSON.stringify(manifestOf(key, brand)) }),
  );
  for (const [file, maskable] of Object.entries({ 'icon.svg': false, 'icon-maskable.svg': true }))
    served(file, async (brand) => {
      const picture = brand.logoUrl === null ? null : await pictureAt(brand.logoUrl);
      return { type: 'image/svg+xml', body: iconOf(brand, picture, maskable) };
    });
}

interface Made {
  type: string;
  body: string;
}
