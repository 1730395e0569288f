import { Api } from './api.js';
import { visit } from './browser.js';
import { heading, signIn } from './console.js';
import { inBrowser, journey } from './journey.js';
import { stack } from './stack.js';
import { until } from './wait.js';
import { openPage, question } from './visitor.js';

inBrowser();

let api: Api;
beforeEach(async () => {
  api = await Api.signedIn();
});

const end = (text: string) => ({ kind: 'end', name: text, outcome: 'served', text: { en: text }, exits: {} });
const flow = (start: string, nodes: object): object => ({
  spec: 1,
  languages: ['en'],
  start,
  nodes,
  variables: {},
  layout: {},
});

const answers = (tag: string): object =>
  flow('answers', {
    answers: {
      kind: 'faq',
      name: 'Answers',
      prompt: { en: 'What is it about?' },
      articles: [],
      library: { tags: [tag] },
      timeoutSeconds: 600,
      exits: { helped: 'glad', notHelped: 'sorry', noInput: 'sorry' },
    },
    glad: end('Glad to help'),
    sorry: end('We are sorry'),
  });

const line = (queue: string): object =>
  flow('line', {
    line: {
      kind: 'queue',
      name: 'Line',
      queue,
      prompt: { en: 'Somebody from the workshop answers.' },
      maxWaitSeconds: 1200,
      exits: { answered: 'bye', overflow: 'bye', closed: 'bye', left: 'bye', failed: 'bye' },
    },
    bye: end('Goodbye'),
  });

journey('an answer that was written in the console is found by a visitor’s words, and counted', async (at) => {
  const { page, browser, faults } = at;
  const tag = `chains-${Date.now()}`;
  await signIn(page);
  await page.goto(`${stack.console}/ivr-dashboard/help`);
  await page.getByRole('link', { name: 'New article' }).first().click();
  await heading(page, 'New article').waitFor();
  await page.getByRole('button', { name: 'Published' }).click();
  await page.getByLabel('Tags').fill(tag);
  await page.keyboard.press('Enter');
  await page.getByLabel('Question', { exact: true }).fill('How often is a chain oiled?');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Write the answer.').waitFor();
  await page
    .getByLabel('Answer', { exact: true })
    .fill('Every **300 km**, and after rain:\n\n1. Wipe it\n2. Oil it <script>alert(1)</script>');
  await page.keyboard.press('Control+s');
  await heading(page, 'How often is a chain oiled?').waitFor();
  await page.getByText('Nobody has said yet').waitFor();

  const { widgetKey } = await api.place('Chains', answers(tag));
  const visitor = await visit(browser);
  await openPage(visitor.page, widgetKey);
  await question(visitor.page, 'What is it about?').waitFor();
  await visitor.page.getByLabel('Search answers').fill('giraffes');
  await visitor.page.getByText('No answer has these words.').waitFor();
  await visitor.page.getByLabel('Search answers').fill('oiling my chian');
  await visitor.page.getByRole('group').filter({ hasText: 'How often is a chain oiled?' }).first().click();
  await visitor.page.getByRole('listitem').filter({ hasText: 'Oil it <script>alert(1)</script>' }).waitFor();
  await visitor.page.getByRole('button', { name: 'Yes' }).click();
  await question(visitor.page, 'Glad to help').waitFor();

  await until(
    'the answer is counted',
    async () => {
      await page.reload();
      await page.getByRole('heading', { name: 'What visitors say' }).waitFor();
      return page.getByText('1 of 1 helped').count();
    },
    (count) => count === 1,
  );
  expect([...faults, ...visitor.faults]).toEqual([]);
});

journey('who waits in a line is called instead, at the same place, and changes it by the link', async (at) => {
  const { page, context, browser, faults } = at;
  const name = `line-${Date.now()}`;
  await api.post('/queues', { name, title: 'Line' });
  const { widgetKey } = await api.place('Line', line(name));
  const first = await visit(browser);
  await openPage(first.page, widgetKey);
  await question(first.page, 'You’re first in line').waitFor();
  await openPage(page, widgetKey);
  await question(page, 'You’re second in line').waitFor();

  await page.getByRole('button', { name: 'Call me back' }).click();
  await question(page, 'Which number may we call?').waitFor();
  await page.getByRole('group').getByText('You stay second in line').waitFor();
  await page.getByLabel('Country code').selectOption('NL');
  await page.getByLabel('Phone number').fill('0909 1234');
  await page.keyboard.press('Enter');
  await page
    .getByRole('status')
    .or(page.locator('.notice'))
    .filter({ hasText: /number/ })
    .first()
    .waitFor();
  await page.getByLabel('Phone number').fill(`061${String(Date.now()).slice(-7)}`);
  await page.getByLabel('E-mail').fill('kim@visitor');
  await page.keyboard.press('Enter');
  await page.getByText('An e-mail address looks like').waitFor();
  await page.getByLabel('E-mail').fill('kim@visitor.test');
  await page.keyboard.press('Enter');
  await page.getByText('You’re second in line.').waitFor();

  const opened = context.waitForEvent('page');
  await page.getByRole('link', { name: 'Change it or take it back' }).click();
  const link = await opened;
  await question(link, 'We’ll call you when it’s your turn').waitFor();
  await link.getByRole('button', { name: 'Another time' }).click();
  await link.getByRole('button', { name: 'Call me then' }).click();
  await question(link, 'We’ll call you').waitFor();
  await link.getByRole('button', { name: 'As soon as it’s my turn' }).click();
  await link.getByText('You’re second in line.').waitFor();
  await link.getByRole('button', { name: 'Take it back' }).click();
  await link.getByRole('button', { name: 'Take it back' }).click();
  await question(link, 'No call is coming').waitFor();
  // From another page: a new fragment alone would not load it again.
  await link.goto('about:blank');
  await link.goto(`${stack.visitors}/callback#forged`);
  await question(link, 'This link opens nothing').waitFor();
  // The browser's own notes of the two refusals that were meant.
  expect(faults.filter((fault) => !/status of (404|422)/.test(fault))).toEqual([]);
});
