/**
 * The service worker of the visitors' pages: a page for when there is no network, and what is pushed. It keeps nothing
 * else: no session, no answer of the API, no page of a company's. A new one takes over at once, since no page depends on
 * what an older one has kept.
 */
// The compiler takes a worker to be one of a page.
const worker = self as unknown as ServiceWorkerGlobalScope;

const CACHE = 'calldocker.offline';
const OFFLINE = '/ivr-experience/offline';
const ITS_FILES = /\/ivr-experience\/assets\/offline-[\w-]+\.(?:js|css)/g;

/** What the server pushes; it says nothing that is the visitor's alone. */
interface Pushed {
  title: string;
  body: string;
  url: string;
  icon: string;
}

worker.addEventListener('install', (event) => event.waitUntil(keepOfflinePage().then(() => worker.skipWaiting())));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  // A page in a frame is somebody else's page: its host says what is to be seen there.
  const page = request.mode === 'navigate' && request.destination === 'document';
  const path = new URL(request.url).pathname;
  if (page) event.respondWith(fetch(request).catch(() => kept(OFFLINE)));
  else if (path.match(ITS_FILES)?.[0] === path) event.respondWith(fetch(request).catch(() => kept(path)));
});

worker.addEventListener('push', (event) => {
  const pushed: Pushed | undefined = event.data?.json();
  if (pushed) event.waitUntil(show(pushed));
});

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { url } = event.notification.data as { url: string };
  event.waitUntil(bring(url));
});

async function keepOfflinePage(): Promise<void> {
  const page = await fetch(OFFLINE, { cache: 'reload' });
  if (!page.ok) throw new Error('The offline page cannot be had');
  const files = (await page.clone().text()).match(ITS_FILES) ?? [];
  await caches.delete(CACHE);
  const cache = await caches.open(CACHE);
  await cache.addAll(files);
  await cache.put(OFFLINE, page);
}

async function kept(path: string): Promise<Response> {
  return (await caches.match(path)) ?? Response.error();
}

/** The page says it itself to who looks at it. */
async function show({ title, body, url, icon }: Pushed): Promise<void> {
  const seen = (await pagesAt(url)).some(({ visibilityState }) => visibilityState === 'visible');
  if (seen) return;
  await worker.registration.showNotification(title, { body, icon, tag: url, data: { url }, requireInteraction: true });
}

async function bring(url: string): Promise<void> {
  const [page] = await pagesAt(url);
  if (page) await page.focus();
  else await worker.clients.openWindow(url);
}

async function pagesAt(url: string): Promise<WindowClient[]> {
  const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return pages.filter((page) => new URL(page.url).pathname === url);
}
