import type { Page } from 'playwright-core';
import { Api } from './api.js';
import { NARROW, shoot, visit, WIDE } from './browser.js';
import { signIn } from './console.js';
import { inBrowser, journey } from './journey.js';
import { look } from './looks.js';
import { stack } from './stack.js';
import { question, savedVisit } from './visitor.js';

inBrowser();

const PAGE_OF_ITS_OWN = 'https://www.shop.example/privacy';

async function asking(name: string): Promise<string> {
  const api = await Api.signedIn();
  const flow = await api.publish(name, {
    spec: 1,
    start: 'menu',
    nodes: {
      menu: {
        kind: 'menu',
        name: 'Menu',
        prompt: { en: 'How can we help?' },
        choices: [
          { id: 'a', key: '1', label: { en: 'My order' } },
          { id: 'b', key: '2', label: { en: 'Something else' } },
        ],
        bargeIn: true,
        timeoutSeconds: 600,
        retries: 1,
        exits: { 'choice:a': 'bye', 'choice:b': 'bye', noInput: 'bye', noMatch: 'bye' },
      },
      bye: { kind: 'end', name: 'Bye', outcome: 'served', text: { en: 'Goodbye.' }, exits: {} },
    },
    languages: ['en'],
    variables: {},
    layout: {},
  });
  const brand = { companyName: 'Brightwater Bicycles and Workshop', privacyUrl: PAGE_OF_ITS_OWN };
  return (await api.post<{ key: string }>('/widgets', { name, flowId: flow.id, analytics: 'ask', brand })).key;
}

const asked = (page: Page) => page.getByRole('region', { name: 'May we keep how you got here?' });
const open = (page: Page, key: string) =>
  page.goto(
    `${stack.visitors}/ivr-experience/${key}#page=${encodeURIComponent('https://shop.example/orders?utm_x=1')}`,
  );

journey(
  'a visitor is asked once, answers by keyboard, and changes it in the menu; the console shows it',
  async ({ page, browser, faults }) => {
    const key = await asking('Asking');
    await open(page, key);
    await question(page, 'How can we help?').waitFor();
    await asked(page).waitFor();
    expect(await look(page, 'consent')).toEqual([]);
    await asked(page).getByRole('button', { name: 'Yes' }).press('Enter');
    await asked(page).waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await page.reload();
    await question(page, 'How can we help?').waitFor();
    const { sessionId } = await savedVisit(page, key);
    const api = await Api.signedIn();
    const kept = () => api.get<{ pageUrl: string | null; consent: object | null }>(`/sessions/${sessionId}`);
    expect(await kept()).toMatchObject({
      pageUrl: 'https://shop.example/orders',
      consent: { answer: 'given', by: 'visitor' },
    });

    await page.getByRole('button', { name: 'Options' }).press('Enter');
    await page.getByRole('button', { name: 'Privacy' }).press('Enter');
    expect(await page.getByRole('link', { name: /privacy/ }).getAttribute('href')).toBe(PAGE_OF_ITS_OWN);
    const choice = page.getByRole('switch');
    expect(await choice.getAttribute('aria-checked')).toBe('true');
    expect(await look(page, 'privacy-menu')).toEqual([]);
    const answered = page.waitForResponse((response) => response.url().endsWith('/consent'));
    await choice.press('Space');
    await answered;
    expect(await choice.getAttribute('aria-checked')).toBe('false');
    expect(await kept()).toMatchObject({ pageUrl: null, consent: { answer: 'refused' } });
    expect(faults).toEqual([]);

    const { page: desk } = await visit(browser, { viewport: WIDE });
    await signIn(desk);
    await desk.goto(`${stack.console}/ivr-dashboard/sessions/${sessionId}`);
    await desk.getByText('Refused').first().waitFor();
    await shoot(desk, 'session-consent');
  },
);

journey(
  'on a phone the company’s name has room beside its buttons, and the question covers none of the choices',
  async ({ browser }) => {
    const key = await asking('Narrow');
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await visit(browser, { viewport: NARROW, colorScheme, hasTouch: true });
      await open(page, key);
      await asked(page).waitFor();
      await shoot(page, `consent-390-${colorScheme}`);
      const [card, choice] = [
        await asked(page).boundingBox(),
        await page.getByRole('button', { name: 'My order' }).boundingBox(),
      ];
      expect((card?.y ?? 0) + (card?.height ?? 0)).toBeLessThanOrEqual(choice?.y ?? 0);
      expect(await page.locator('.bar .name').evaluate((name) => name.clientWidth)).toBeGreaterThan(150);
    }
  },
);

journey('a browser that says no beforehand is not asked', async ({ browser }) => {
  const key = await asking('Signalled');
  const { page } = await visit(browser, { extraHTTPHeaders: { 'Sec-GPC': '1' } });
  await open(page, key);
  await question(page, 'How can we help?').waitFor();
  await page.getByRole('button', { name: 'Options' }).click();
  await page.getByRole('button', { name: 'Privacy' }).click();
  await page.getByText('Your browser asks not to track you.').waitFor();
  expect(await asked(page).count()).toBe(0);
  const { sessionId } = await savedVisit(page, key);
  const session = await (await Api.signedIn()).get<object>(`/sessions/${sessionId}`);
  expect(session).toMatchObject({ pageUrl: null, consent: { answer: 'refused', by: 'signal' } });
});
