import { Api } from './api.js';
import { shoot, visit } from './browser.js';
import { signIn } from './console.js';
import { type Line, placeLine } from './desk-flow.js';
import { inBrowser, journey } from './journey.js';
import { people, stack } from './stack.js';
import { openPage, question, savedVisit } from './visitor.js';

inBrowser();

let api: Api;
let line: Line;
beforeEach(async () => {
  api = await Api.signedIn();
  line = await placeLine(api);
});

journey('a supervisor listens in, whispers to the agent, joins and leaves again', async ({ page, faults, browser }) => {
  const { name } = await api.get<{ name: string }>('/auth/me');
  await openPage(page, line.widgetKey);
  await question(page, 'You’re first in line').waitFor();
  const { sessionId } = await savedVisit(page, line.widgetKey);
  const desk = await visit(browser);
  await signIn(desk.page, people.agent);
  await desk.page.goto(`${stack.console}/ivr-dashboard/desk`);
  await desk.page.getByRole('button', { name: /^Availability/ }).click();
  await desk.page.getByRole('menuitemradio', { name: 'Ready for the next' }).click();
  await desk.page.getByRole('alertdialog').filter({ hasText: line.title }).waitFor();
  await desk.page.keyboard.press('a');
  const [visitorReads, agentReads] = [page.getByRole('log'), desk.page.getByRole('log')];
  const visitorWrites = page.getByRole('textbox', { name: 'Write a message' });
  await visitorWrites.fill('My bike shows 0 %.');
  await page.keyboard.press('Enter');
  await agentReads.getByText('My bike shows 0 %.').waitFor();

  const wall = await visit(browser);
  await signIn(wall.page);
  await wall.page.goto(`${stack.console}/ivr-dashboard/queues`);
  await wall.page.getByRole('link', { name: `1 in ${line.title}, listen in` }).click();
  await wall.page.getByRole('link', { name: /^Listen in/ }).click();
  const supervisorReads = wall.page.getByRole('log');
  await supervisorReads.getByText('My bike shows 0 %.').waitFor();
  await wall.page.getByText('You listen.').waitFor();
  await desk.page.getByText(`${name} listens`).waitFor();
  await wall.page.getByText('Path so far').waitFor();

  await wall.page.getByRole('textbox', { name: 'Whisper to the agent' }).fill('Offer the loan bike.');
  await wall.page.keyboard.press('Enter');
  await agentReads.getByText('Offer the loan bike.').waitFor();
  await agentReads.getByText(`${name}, never shown to the visitor`).waitFor();
  await desk.page.getByRole('textbox', { name: 'Message' }).fill('You could have our loan bike.');
  await desk.page.keyboard.press('Enter');
  await visitorReads.getByText('You could have our loan bike.').waitFor();
  await supervisorReads.getByText('You could have our loan bike.').waitFor();

  await wall.page.getByRole('button', { name: 'Join the talk' }).click();
  await visitorReads.getByText(`${name} has joined`).waitFor();
  await page.getByRole('status').filter({ hasText: name }).waitFor();
  await desk.page.getByText(`${name} is in the talk`).waitFor();
  await wall.page.getByRole('textbox', { name: 'Message to the visitor' }).fill('It is yours for a week.');
  await wall.page.keyboard.press('Enter');
  await visitorReads.getByText('It is yours for a week.').waitFor();
  await agentReads.getByText('It is yours for a week.').waitFor();
  await shoot(page, 'supervise-visitor');
  await shoot(desk.page, 'supervise-agent');
  await shoot(wall.page, 'supervise-supervisor');
  await wall.page.getByRole('button', { name: 'Leave the talk, keep listening' }).click();
  await visitorReads.getByText(`${name} has left`).waitFor();
  await wall.page.getByRole('link', { name: 'Live talks' }).first().click();
  await desk.page.getByText(`${name} listens`).waitFor({ state: 'detached' });
  expect(await page.getByText('Offer the loan bike.').count()).toBe(0);

  await desk.page.getByText('Solved').click();
  await desk.page.getByRole('button', { name: 'End and finish' }).click();
  await question(page, 'How was it?').waitFor();
  const record = await api.get<{ talks: { messages: { event: string | null }[]; whispers: { text: string }[] }[] }>(
    `/sessions/${sessionId}`,
  );
  expect(record.talks[0]?.messages.map(({ event }) => event)).toEqual([null, null, 'joined', null, 'left']);
  expect(record.talks[0]?.whispers.map(({ text }) => text)).toEqual(['Offer the loan bike.']);
  await wall.page.goto(`${stack.console}/ivr-dashboard/sessions/${sessionId}`);
  await wall.page.getByText('to the agent, never shown to the visitor').waitFor();
  expect([...faults, ...desk.faults, ...wall.faults]).toEqual([]);
});
