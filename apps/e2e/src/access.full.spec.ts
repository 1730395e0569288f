import type { Page, Route } from 'playwright-core';
import { Api, visitDemo } from './api.js';
import { signIn } from './console.js';
import { type Journey, inBrowser, journey } from './journey.js';
import { drawn, faultsOf } from './looks.js';
import { people, stack } from './stack.js';

inBrowser();

const SIZES = [
  { width: 320, height: 700 },
  { width: 1920, height: 1080 },
];
const THEMES = ['dark', 'light'] as const;

/** What a page is given to show. All but `full` is said by the browser in the server's place: a server has no such moods. */
const STATES: Record<string, ((route: Route) => Promise<void>) | null> = {
  full: null,
  loading: () => new Promise(() => undefined),
  empty: (route) => route.fulfill({ json: { items: [], nextCursor: null } }),
  error: (route) =>
    route.fulfill({
      status: 503,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        ...{ type: 'about:blank', status: 503, code: 'server.unavailable', title: 'The server is not available' },
        ...{ detail: 'Try again in a while.', requestId: 'req-1' },
      }),
    }),
};
/** What a page is about; who one is stays what it is. */
const DATA = /\/api\/v1\/(?!auth\/|events)/;
/** Lists alone can be empty. */
const LIST = /\/api\/v1\/(flows|content|sessions|callbacks|widgets|users|companies|mails)(\?|$)/;

describe.each(Object.keys(STATES))('in the state "%s"', (state) => {
  journey('every page of a company has no barrier', (at) => walk(at, state, people.admin), 900_000);
  journey('so has every page of a global admin', (at) => walk(at, state, people.global), 300_000);
});

async function walk({ page, context }: Journey, state: string, who: string): Promise<void> {
  const paths = who === people.global ? ['companies', 'mails', 'choose-company'] : await companyPaths();
  await signIn(page, who);
  const stand = STATES[state];
  if (stand)
    await context.route(state === 'empty' ? LIST : DATA, (route) =>
      route.request().method() === 'GET' ? stand(route) : route.fallback(),
    );
  const faults: string[] = [];
  for (const path of paths) {
    await page.goto(`${stack.console}/ivr-dashboard/${path}`);
    await settled(page, state);
    faults.push(...(await faultsIn(page, `${path || '/'} ${state}`, state === 'full')));
  }
  expect(faults).toEqual([]);
}

async function companyPaths(): Promise<string[]> {
  const api = await Api.signedIn();
  const [flow, piece] = [await api.flowNamed('Front door'), await api.pieceNamed('Welcome to the workshop')];
  const session = await visitDemo();
  return [
    ...['flows', `flows/${flow.id}`, 'library', `library/${piece.id}/captions/en`, 'sessions', 'sessions/callbacks'],
    ...[`sessions/${session}`, 'analytics', 'settings/widgets', 'settings/users', 'settings/shared', 'account'],
    'no-access',
  ];
}

/** Nothing is on its way any more, unless it never comes. */
async function settled(page: Page, state: string): Promise<void> {
  await page.locator('main, [role="main"]').first().waitFor();
  if (state === 'full') await page.waitForLoadState('networkidle', { timeout: 5_000 }).catch(() => undefined);
  await page.evaluate(drawn, 12);
}

async function faultsIn(page: Page, name: string, mirrored: boolean): Promise<string[]> {
  const faults: string[] = [];
  for (const theme of THEMES) {
    await page.emulateMedia({ colorScheme: theme });
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await page.evaluate(drawn, 12);
      const rules = theme === 'dark' ? ['color-contrast'] : [];
      faults.push(...(await faultsOf(page, `${name} ${theme} ${size.width}`, rules)));
    }
  }
  if (!mirrored) return faults;
  await page.evaluate(() => (document.documentElement.dir = 'rtl'));
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await page.evaluate(drawn, 4);
    faults.push(...(await faultsOf(page, `${name} rtl ${size.width}`)));
  }
  await page.evaluate(() => document.documentElement.removeAttribute('dir'));
  return faults;
}
