import type { FastifyInstance, FastifyReply } from 'fastify';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { acceptedLanguages } from './accepted-languages.js';
import type { Config } from './config.js';
import { policy } from './origins.js';
import { Problem } from './problem.js';
import { sendProblem } from './problem.filter.js';
import { serveFiles } from './static-files.js';

/** What a widget's page needs to know of its widget before it asks; undefined when there is no such widget. */
export type WidgetFaces = (key: string) => Promise<{ origins: string[]; brand: object } | undefined>;

/** The address of the picture that a widget's page opens with, for who reads these languages. */
export type FirstPictures = (key: string, languages: string[]) => Promise<string | null>;

/**
 * Serves the built console, the visitor's page, the widget's loader and the demo page.
 * @param media origins beside our own that media come from
 */
export async function serveWeb(
  server: FastifyInstance,
  config: Config,
  faces: WidgetFaces,
  pictures: FirstPictures,
  media: string[],
): Promise<void> {
  const open = { config: { access: 'public' as const } };
  const adminRoot = path.join(config.webRoot, 'admin/browser');
  const experienceRoot = path.join(config.webRoot, 'experience');
  const widgetRoot = path.join(config.webRoot, 'widget');

  server.get('/', open, (_request, reply) => reply.redirect('/ivr-dashboard'));

  await serveFiles(server, adminRoot, '/ivr-dashboard/');
  const consolePage = async (reply: FastifyReply): Promise<FastifyReply> => {
    const nonce = randomBytes(16).toString('base64');
    const html = (await readFile(path.join(adminRoot, 'index.html'), 'utf8')).replaceAll('CSP_NONCE', nonce);
    return page(reply, html, {
      'style-src': ["'self'", `'nonce-${nonce}'`],
      'script-src': ["'self'", `'nonce-${nonce}'`],
      'img-src': ["'self'", 'data:', 'blob:', config.visitorOrigin, ...media],
      'media-src': ["'self'", 'blob:', config.visitorOrigin, ...media],
      'connect-src': ["'self'", config.visitorOrigin, ...media],
      'frame-src': [config.visitorOrigin],
      'worker-src': ["'self'", 'blob:'],
    });
  };
  server.get('/ivr-dashboard', open, (_request, reply) => consolePage(reply));
  server.get('/ivr-dashboard/*', open, (request, reply) => {
    // A file that is not there is a 404; any other address is one of the console's own pages.
    if (/\.\w{2,5}$/.test(request.url.split('?')[0] ?? ''))
      return sendProblem(reply, request, new Problem('not-found'));
    return consolePage(reply);
  });

  // The service worker has a policy of its own (web-app.ts).
  await serveFiles(server, experienceRoot, '/ivr-experience/', { globIgnore: ['sw.js'] });
  server.get<{ Params: { widgetKey: string } }>('/ivr-experience/:widgetKey', open, async (request, reply) => {
    const preview = request.params.widgetKey === 'preview';
    const face = preview ? PREVIEW(config) : await faces(request.params.widgetKey);
    if (!face) return sendProblem(reply, request, new Problem('not-found'));
    const { origins } = face;
    const { 'accept-language': languages, 'save-data': saving } = request.headers;
    const picture =
      preview || saving === 'on' ? null : await pictures(request.params.widgetKey, acceptedLanguages(languages));
    const html = (await readFile(path.join(experienceRoot, 'index.html'), 'utf8'))
      .replaceAll('CONSOLE_ORIGIN', preview ? config.consoleOrigin : '')
      .replaceAll('HOST_ORIGINS', preview ? '' : origins.join(' '))
      .replaceAll('WIDGET_BRAND', () => attribute(JSON.stringify(face.brand)))
      .replace('</head>', preview ? '</head>' : `${manifestLink(request.params.widgetKey)}</head>`)
      .replace('<body>', () => (picture === null ? '<body>' : `<body>${firstPicture(picture)}`));
    return page(reply, html, {
      'frame-ancestors': origins.length > 0 ? origins : ["'none'"],
      'media-src': ["'self'", 'blob:', ...media],
      'img-src': ["'self'", 'data:', 'blob:', 'https:', ...media],
      'connect-src': ["'self'", ...media],
      'worker-src': ["'self'"],
      'manifest-src': ["'self'"],
    });
  });

  // Whose callback it is stands behind the #, which browsers do not send.
  server.get('/callback', open, async (_request, reply) => {
    const html = await readFile(path.join(experienceRoot, 'callback.html'), 'utf8');
    return page(reply, html, { 'connect-src': ["'self'"] });
  });

  await serveFiles(server, widgetRoot, '/', {
    globIgnore: ['*.d.ts'],
    headers: {
      'cache-control': 'public, max-age=300',
      'cross-origin-resource-policy': 'cross-origin',
      // A module is fetched as by a stranger, which it is.
      'access-control-allow-origin': '*',
    },
  });

  server.get('/widget.d.ts', open, async (_request, reply) => {
    reply.header('cache-control', 'public, max-age=300');
    return reply.type('text/plain; charset=utf-8').send(await readFile(path.join(widgetRoot, 'widget.d.ts')));
  });

  server.get('/demo', open, async (_request, reply) => {
    const html = await readFile(path.join(experienceRoot, 'demo.html'), 'utf8');
    // The demo company is made in the embedded database alone; elsewhere the page says how to name a widget.
    return page(reply, html.replaceAll('DEMO_WIDGET_KEY', config.embedded ? 'demo' : ''), { 'frame-src': ["'self'"] });
  });
}

const PREVIEW = ({ consoleOrigin }: Config) => ({ origins: [consoleOrigin], brand: {} });

/** A known widget's key: it needs no escaping. */
const manifestLink = (key: string): string => `<link rel="manifest" href="/ivr-experience/${key}/app.webmanifest" />`;

/** It stands until the page has drawn its own stage. */
const firstPicture = (url: string): string =>
  `<div id="first-picture" class="backdrop pictured"><img class="scene" src="${attribute(url)}" alt="" fetchpriority="high" /></div>`;

/** Within a quoted attribute. */
const attribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function page(reply: FastifyReply, html: string, directives: Record<string, string[]>): FastifyReply {
  return reply
    .header('content-security-policy', policy(directives))
    .header('cache-control', 'no-cache')
    .type('text/html; charset=utf-8')
    .send(html);
}
