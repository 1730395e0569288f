import { type Journey, inBrowser, journey } from './journey.js';
import { Builder } from './builder.js';
import { figure, goTo, heading, signIn } from './console.js';
import { makeVideo } from './media.js';
import { frameOf, launcher, openDemo, playedSeconds, question } from './visitor.js';
import { until } from './wait.js';

inBrowser();

journey('an editor builds a video flow, a visitor lives it, and the console shows it', async (at) => {
  const { page } = at;
  await signIn(page);
  const before = await callbacksSoFar(at);

  const name = `Spring sale ${Date.now().toString(36)}`;
  await goTo(page, 'Flows');
  await page.getByRole('button', { name: 'New flow' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill(name);
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
  const builder = new Builder(page);
  await buildFlow(builder);
  await upload(builder, await makeVideo('spring-welcome.mp4', { seconds: 4 }));
  await publish(builder);

  const widgetKey = await placeOnWidget(at, name);
  await visitorAsksForACall(at, widgetKey);

  await goTo(page, 'Sessions');
  await page.getByRole('row').filter({ hasText: name }).first().getByRole('link').click();
  await heading(page, name).waitFor();
  const path = page.getByRole('region', { name: 'Path' }).getByRole('listitem');
  expect(await path.locator('.stop b').allTextContents()).toEqual([
    'Spring greeting',
    'What next?',
    'Call me back',
    'Booked',
  ]);
  await page.getByRole('link', { name: '+49 1512 3456789' }).or(page.getByRole('link', { name: '+4915123456789' })).waitFor();
  await page.getByText('Robin Visitor').waitFor();

  await goTo(page, 'Analytics');
  await until('open callbacks', () => figure(page, 'callbacksOpen'), (open) => open === before + 1);
  expect(await figure(page, 'startedToday')).toBeGreaterThan(0);
  expect(at.faults).toEqual([]);
}, 180_000);

async function callbacksSoFar({ page }: Journey): Promise<number> {
  await goTo(page, 'Analytics');
  await page.locator('[data-figure="callbacksOpen"]').waitFor();
  return figure(page, 'callbacksOpen');
}

async function buildFlow(builder: Builder): Promise<void> {
  const { page, settings } = builder;
  await builder.canvas.waitFor();
  await builder.drag('video', { x: 130, y: 60 });
  await builder.rename('Spring greeting');
  await builder.drag('menu', { x: 370, y: 60 });
  await builder.rename('What next?');
  await builder.write('Question', 'What brings you here?');
  await settings.getByLabel('Label of choice 1').fill('The spring sale');
  await settings.getByLabel('Label of choice 2').fill('Call me back');
  await builder.drag('callback', { x: 610, y: 60 });
  await builder.rename('Call me back');
  await builder.write('What the visitor reads', 'Which number may we call?');
  await builder.drag('end', { x: 610, y: 330 });
  await builder.rename('Goodbye');
  await builder.write('Last words', 'See you in the shop.');
  await builder.drag('end', { x: 850, y: 60 });
  await builder.rename('Booked');
  await builder.write('Last words', 'Thank you. We call you today.');
  await settings.getByLabel('Counts as').selectOption({ label: 'Callback booked' });

  await builder.connect('Spring greeting', 'Next', 'What next?');
  await builder.connect('What next?', 'The spring sale', 'Goodbye');
  await builder.connect('What next?', 'Call me back', 'Call me back');
  await builder.connect('What next?', 'No input', 'Goodbye');
  await builder.connect('What next?', 'No match', 'Goodbye');
  await builder.connect('Call me back', 'Booked', 'Booked');
  await builder.connect('Call me back', 'No input', 'Goodbye');
  await builder.connect('Call me back', 'No match', 'Goodbye');
  await page.getByText('1 to fix').first().waitFor();
}

async function upload(builder: Builder, file: string): Promise<void> {
  void builder;
  void file;
}

async function publish(builder: Builder): Promise<void> {
  void builder;
}

async function placeOnWidget(at: Journey, flow: string): Promise<string> {
  void at;
  return flow;
}

async function visitorAsksForACall(at: Journey, widgetKey: string): Promise<void> {
  await openDemo(at.page, widgetKey);
  await launcher(at.page).click();
  const frame = frameOf(at.page);
  await question(frame, 'x').waitFor();
  await playedSeconds(frame);
}
