import { Api } from './api.js';
import { NARROW, visit } from './browser.js';
import { goTo, heading, signIn } from './console.js';
import { inBrowser, journey } from './journey.js';
import { people, stack } from './stack.js';
import { question } from './visitor.js';

inBrowser();

const PAGE = `${stack.visitors}/ivr-experience/demo`;

journey('a reload goes on where the visitor was, and what was typed before it is kept', async ({ page, faults }) => {
  await page.goto(PAGE);
  await page.getByRole('button', { name: 'Skip' }).click();
  await question(page, 'How can we help?').waitFor();
  await page.keyboard.press('1');
  await question(page, 'What is your order number?').waitFor();
  const [first] = await visits(page);
  await page.reload();
  await question(page, 'What is your order number?').waitFor();
  await page.getByRole('textbox', { name: 'What is your order number?' }).fill('123456');
  await page.getByRole('button', { name: 'Send' }).click();
  await question(page, 'Order BW-123456 has left our workshop').waitFor();
  await page.reload();
  await question(page, 'Order BW-123456 has left our workshop').waitFor();
  expect(await visits(page)).toEqual([first]);
  expect(faults).toEqual([]);
});

journey('a double tap, and a second tab that answers the same question, count once', async ({ page, context }) => {
  await page.goto(PAGE);
  await page.getByRole('button', { name: 'Skip' }).click();
  await question(page, 'How can we help?').waitFor();
  const [sessionId = ''] = await visits(page);

  const other = await context.newPage();
  await other.goto(PAGE);
  await question(other, 'How can we help?').waitFor();
  expect(await visits(other)).toEqual([sessionId]);

  // By place, at the same moment: whoever comes second may find the question gone, and presses all the same.
  const tabs = await Promise.all(
    [page, other].map(async (tab) => {
      const box = await tab.getByRole('button', { name: 'Where is my order?' }).boundingBox();
      return { tab, x: (box?.x ?? 0) + 60, y: (box?.y ?? 0) + 20 };
    }),
  );
  await Promise.all(tabs.map(({ tab, x, y }) => tab.mouse.dblclick(x, y)));
  for (const tab of [page, other]) await question(tab, 'What is your order number?').waitFor();

  const api = await Api.signedIn();
  const answers = await api.answersOf(sessionId);
  expect(answers.filter((answer) => answer.includes('"order"'))).toHaveLength(1);
});

journey('a German visitor on a phone is met in German, and goes on by touch', async ({ browser }) => {
  const phone = { viewport: NARROW, locale: 'de-DE', hasTouch: true, isMobile: true };
  const { page, faults } = await visit(browser, phone);
  await page.goto(PAGE);
  await page.getByText('Hallo und willkommen bei Brightwater Cycles.').first().waitFor();
  await page.getByRole('button', { name: 'Überspringen' }).tap();
  await question(page, 'Wie können wir helfen?').waitFor();
  await page.getByRole('button', { name: 'Öffnungszeiten' }).tap();
  await question(page, 'Wir haben gerade').waitFor();
  expect(faults).toEqual([]);
});

journey('signing out ends it in every tab, and Back shows nothing of the company', async ({ page, context }) => {
  await signIn(page, people.admin);
  await goTo(page, 'Library');
  const other = await context.newPage();
  await other.goto(`${stack.console}/ivr-dashboard/sessions`);
  await heading(other, 'Sessions').waitFor();

  await page.getByRole('button', { name: 'Your account' }).first().click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByLabel('E-mail').waitFor();
  await page.goBack();
  await page.getByLabel('E-mail').waitFor();
  await other.reload();
  await other.getByLabel('E-mail').waitFor();
});

journey('an agent sees what is theirs, and a global admin enters a company first', async ({ page, browser }) => {
  await signIn(page, people.agent);
  expect(await page.getByRole('navigation', { name: 'Console' }).getByRole('link', { name: 'Settings' }).count()).toBe(
    0,
  );
  const global = (await visit(browser)).page;
  await signIn(global, people.global);
  await heading(global, 'Companies').waitFor();
  await global.getByRole('button', { name: 'Enter Brightwater Cycles' }).click();
  await goTo(global, 'Flows');
  await global.getByLabel('Search flows').fill('Front door');
  await global.getByRole('link', { name: 'Front door', exact: true }).waitFor();
});

/** The visits that the browser keeps for this widget. */
function visits(page: { evaluate<T>(work: () => T): Promise<T> }): Promise<string[]> {
  return page.evaluate(() =>
    Object.entries({ ...localStorage, ...sessionStorage })
      .filter(([key]) => key.startsWith('calldocker.visit.'))
      .map(([, value]) => String((JSON.parse(String(value)) as { sessionId: string }).sessionId)),
  );
}
