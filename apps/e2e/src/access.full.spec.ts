import type { Page, Route } from 'playwright-core';
import { Api, beginVisit, type Flow, unique, visitDemo } from './api.js';
import { signIn } from './console.js';
import { beThere, finishAll, placeLine, serveNext } from './desk-flow.js';
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
  empty: (route) => route.fulfill({ json: { items: [], queues: [], nextCursor: null } }),
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
const LIST =
  /\/api\/v1\/(flows|content|sessions|callbacks|widgets|users|companies|mails|articles|mail-log|agents|desk\/talks|queues(\/board|\/[\w-]+\/entries)?)(\?|$)/;

describe.each(Object.keys(STATES))('in the state "%s"', (state) => {
  journey(
    'every page of a company has no barrier',
    async (at) => walk(at, state, people.admin, await companyPaths()),
    900_000,
  );
  journey('so has every page of a global admin', (at) => walk(at, state, people.global, GLOBAL_PATHS), 300_000);
  journey('so has every page where visitors are served', (at) => walkServed(at, state), 900_000);
});

journey(
  'every page for people who are not signed in has no barrier',
  async ({ page }) => {
    const faults: string[] = [];
    const look = async (name: string): Promise<void> => {
      await settled(page, 'full');
      faults.push(...(await faultsIn(page, name, true)));
    };
    await page.goto(console('sign-in'));
    await look('sign-in');
    await page.getByLabel('E-mail').fill('nobody@demo.test');
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    await look('sign-in refused');
    await page.goto(console('forgot'));
    await look('forgot');
    await page.getByLabel('E-mail').fill(people.admin);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByLabel('E-mail').waitFor({ state: 'detached' });
    await look('forgot sent');
    await page.goto(console('link/a-link-that-was-used'));
    await look('a link that does not hold any more');
    expect(faults).toEqual([]);
  },
  300_000,
);

journey(
  'nor has a page where a company is still to be chosen, or one that is not there',
  async ({ page }) => {
    await signIn(page, people.global);
    const faults: string[] = [];
    for (const path of ['flows', 'library', 'choose-company', 'account', 'nothing-here']) {
      await page.goto(console(path));
      await settled(page, 'full');
      faults.push(...(await faultsIn(page, `${path} without a company`, true)));
    }
    expect(faults).toEqual([]);
  },
  300_000,
);

journey(
  'nor has the builder in any of its states',
  async ({ page }) => {
    const api = await Api.signedIn();
    const [demo, empty] = [
      await api.flowNamed('Front door'),
      await api.post<Flow>('/flows', { name: unique('Empty') }),
    ];
    await signIn(page);
    const faults: string[] = [];
    const look = async (name: string): Promise<void> => {
      await page.evaluate(drawn, 4);
      faults.push(...(await faultsIn(page, `builder ${name}`, true)));
      await page.setViewportSize({ width: 1440, height: 900 });
    };
    await page.goto(console(`flows/${empty.id}`));
    await page.getByRole('application').waitFor();
    await look('empty');
    await page.goto(console(`flows/${demo.id}`));
    await page.getByTestId('node').nth(13).waitFor();
    await page.getByTestId('node').first().locator('[data-card]').click();
    await look('with a node');
    await page.keyboard.press('Control+a');
    await page.getByRole('toolbar', { name: 'What is selected' }).waitFor();
    await look('with all selected');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Outline' }).click();
    await page.getByRole('tree').waitFor();
    await look('as an outline');
    await page.getByRole('button', { name: 'Canvas' }).click();
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await look('with its keys');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await look('with the commands');
    await page.keyboard.press('Escape');
    await page
      .getByRole('button', { name: /^Publish/ })
      .first()
      .click();
    await page.getByRole('dialog').waitFor();
    await look('at publishing');
    expect(faults).toEqual([]);
  },
  600_000,
);

const GLOBAL_PATHS = ['companies', 'mails', 'choose-company'];

const console = (path: string): string => `${stack.console}/ivr-dashboard/${path}`;

async function walk({ page, context }: Journey, state: string, who: string, paths: string[]): Promise<void> {
  await signIn(page, who);
  const stand = STATES[state];
  if (stand)
    await context.route(state === 'empty' ? LIST : DATA, (route) =>
      route.request().method() === 'GET' ? stand(route) : route.fallback(),
    );
  const faults: string[] = [];
  for (const path of paths) {
    await page.goto(console(path));
    await settled(page, state);
    faults.push(...(await faultsIn(page, `${path || '/'} ${state}`, state === 'full')));
  }
  expect(faults).toEqual([]);
}

/** With a visitor at the desk, one with a colleague to listen to, and one in line. */
async function walkServed(at: Journey, state: string): Promise<void> {
  const [api, colleague] = [await Api.signedIn(), await Api.signedIn(people.agent)];
  const line = await placeLine(api);
  const { id: article } = await api.post<{ id: string }>('/articles', {
    ...{ tags: ['battery'], status: 'published' },
    texts: [{ language: 'en', question: unique('How do I reset it?'), answer: 'Hold the button.' }],
  });
  await serveNext(api, line);
  const listenedTo = await serveNext(colleague, line);
  await beginVisit(line.widgetKey);
  // Who gives no sign of life loses their visitors to the line.
  const stay = setInterval(() => void Promise.all([beThere(api), beThere(colleague)]), 10_000);
  try {
    await walk(at, state, people.admin, [
      ...['desk', 'queues', `queues/${line.queueId}`, 'queues/talks', `queues/talks/${listenedTo}`],
      ...['help', `help/articles/${article}`, 'help/articles/new', 'help/mails', 'sessions/callbacks'],
    ]);
  } finally {
    clearInterval(stay);
    for (const each of [api, colleague]) await finishAll(each);
  }
}

async function companyPaths(): Promise<string[]> {
  const api = await Api.signedIn();
  const [flow, piece] = [await api.flowNamed('Front door'), await api.pieceNamed('Welcome to the workshop')];
  const session = await visitDemo();
  const widget = (await api.get<{ items: { id: string }[] }>('/widgets')).items[0]?.id ?? '';
  const schedule = unique('office')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
  const week = Array.from({ length: 7 }, () => [{ from: '09:00', to: '17:00' }]);
  await api.put(
    `/bindings/schedules/${schedule}`,
    { schedule: { timeZone: 'Europe/Berlin', week, holidays: [] } },
    { 'if-none-match': '*' },
  );
  return [
    ...['flows', `flows/${flow.id}`, `flows/${flow.id}/versions`, `settings/widgets/${widget}`],
    ...[
      `settings/shared/schedules/${schedule}`,
      'library',
      `library/${piece.id}/captions/en`,
      'sessions',
      'sessions/callbacks',
    ],
    ...[`sessions/${session}`, 'analytics', 'settings/widgets', 'settings/users', 'settings/shared', 'account'],
    ...['settings/privacy', 'settings/recording'],
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
