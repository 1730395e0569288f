/** The service worker on a stand-in for the browser's side: what it answers, shows and opens. */
type Handler = (event: unknown) => void;

const handlers = new Map<string, Handler>();
const cache = new Map<string, string>();
let online = true;
let pages: { url: string; visibilityState: string; focus: jest.Mock }[] = [];
const shown: { title: string; options: { body: string; data: { url: string } } }[] = [];
const opened: string[] = [];
const HTML =
  '<script src="/ivr-experience/assets/offline-Ab_1.js"></script><link href="/ivr-experience/assets/offline-c2.css">';

const asResponse = (text: string) => ({ ok: true, text: () => Promise.resolve(text), clone: () => asResponse(text) });

beforeAll(async () => {
  Object.assign(globalThis, {
    self: {
      addEventListener: (type: string, handler: Handler) => handlers.set(type, handler),
      skipWaiting: () => Promise.resolve(),
      registration: {
        showNotification: (title: string, options: (typeof shown)[number]['options']) =>
          Promise.resolve(shown.push({ title, options })),
      },
      clients: {
        claim: () => Promise.resolve(),
        matchAll: () => Promise.resolve(pages),
        openWindow: (url: string) => Promise.resolve(opened.push(url)),
      },
    },
    caches: {
      delete: () => Promise.resolve(cache.clear()),
      open: () =>
        Promise.resolve({
          addAll: (urls: string[]) => Promise.resolve(urls.forEach((url) => cache.set(url, `kept ${url}`))),
          put: (url: string) => Promise.resolve(cache.set(url, `kept ${url}`)),
        }),
      match: (url: string) => Promise.resolve(cache.get(url)),
    },
    fetch: (request: string | { url: string }) => {
      if (!online) return Promise.reject(new TypeError('Failed to fetch'));
      return Promise.resolve(
        request === '/ivr-experience/offline' ? asResponse(HTML) : `fetched ${String(Object(request).url)}`,
      );
    },
  });
  // By a name that the compiler does not follow: it is made for a worker, and this is none.
  const file = './service-worker/sw.js';
  await import(file);
  await waited('install', {});
});
beforeEach(() => {
  online = true;
  pages = [];
  shown.length = 0;
  opened.length = 0;
});

async function waited(type: string, event: object): Promise<void> {
  let work: Promise<unknown> = Promise.resolve();
  handlers.get(type)?.({ ...event, waitUntil: (promise: Promise<unknown>) => (work = promise) });
  await work;
}

/** Undefined: left to the browser. */
async function answered(path: string, mode = 'navigate', destination = 'document'): Promise<unknown> {
  let answer: Promise<unknown> | undefined;
  const request = { url: `https://calls.example${path}`, mode, destination };
  handlers.get('fetch')?.({ request, respondWith: (promise: Promise<unknown>) => (answer = promise) });
  return answer;
}

describe('without a network', () => {
  it('a page is the offline page, with the files that belong to it', async () => {
    online = false;
    expect(await answered('/ivr-experience/shop')).toBe('kept /ivr-experience/offline');
    expect(await answered('/ivr-experience/assets/offline-c2.css', 'no-cors', 'style')).toBe(
      'kept /ivr-experience/assets/offline-c2.css',
    );
    expect([...cache.keys()].sort()).toEqual([
      '/ivr-experience/assets/offline-Ab_1.js',
      '/ivr-experience/assets/offline-c2.css',
      '/ivr-experience/offline',
    ]);
  });

  it.each([
    ['/api/v1/visitor/sessions/1', 'cors', ''],
    ['/media/token/film.m3u8', 'cors', 'video'],
    ['/ivr-experience/assets/index-Ab1.js', 'cors', 'script'],
    ['/ivr-experience/shop', 'navigate', 'iframe'],
  ])('%s is left to the browser', async (path, mode, destination) => {
    online = false;
    expect(await answered(path, mode, destination)).toBeUndefined();
  });
});

describe('with a network', () => {
  it('a page comes from it, and from nowhere else', async () => {
    expect(await answered('/ivr-experience/shop')).toBe('fetched https://calls.example/ivr-experience/shop');
  });
});

describe('a message', () => {
  const pushed = {
    title: 'Shop',
    body: 'It’s your turn.',
    url: '/ivr-experience/shop',
    icon: '/ivr-experience/shop/icon.svg',
  };
  const push = () => waited('push', { data: { json: () => pushed } });
  const at = (path: string, visibilityState: string) => {
    const page = { url: `https://calls.example${path}#page=x`, visibilityState, focus: jest.fn() };
    pages.push(page);
    return page;
  };

  it('is shown while its page is away, in the background, or another one', async () => {
    await push();
    at('/ivr-experience/shop', 'hidden');
    await push();
    at('/ivr-experience/other', 'visible');
    await push();
    expect(shown.map(({ title, options }) => [title, options.body])).toEqual(
      Array.from({ length: 3 }, () => ['Shop', 'It’s your turn.']),
    );
  });

  it('is not shown to who looks at the page', async () => {
    at('/ivr-experience/shop', 'visible');
    await push();
    expect(shown).toEqual([]);
  });

  it('leads to the page that is open, or else opens it', async () => {
    const click = () =>
      waited('notificationclick', { notification: { close: () => undefined, data: { url: pushed.url } } });
    await click();
    expect(opened).toEqual(['/ivr-experience/shop']);
    const page = at('/ivr-experience/shop', 'hidden');
    await click();
    expect([opened.length, page.focus.mock.calls.length]).toEqual([1, 1]);
  });
});
