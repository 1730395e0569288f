import type { Browser } from 'playwright-core';
import { visit } from './browser.js';
import { Builder } from './builder.js';
import { figure, goTo, heading, signIn } from './console.js';
import { type Journey, inBrowser, journey } from './journey.js';
import { makeVideo } from './media.js';
import { frameOf, launcher, openDemo, playedSeconds, question } from './visitor.js';
import { until } from './wait.js';

inBrowser();

journey(
  'an editor builds a video flow, a visitor lives it, and the console shows it',
  async (at) => {
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
    await visitorAsksForACall(at.browser, widgetKey);

    await goTo(page, 'Sessions');
    await page.getByRole('row').filter({ hasText: name }).first().getByRole('link').click();
    await heading(page, name).waitFor();
    const path = page.getByRole('region', { name: 'Path' }).getByRole('listitem');
    await path.filter({ hasText: 'Booked' }).last().waitFor();
    expect(await path.locator('.stop b').allTextContents()).toEqual([
      'Spring greeting',
      'What next?',
      'Call me back',
      'Booked',
    ]);
    await page.getByRole('link', { name: '+4915123456789' }).waitFor();
    await page.getByText('Robin Visitor').waitFor();

    await goTo(page, 'Analytics');
    await until(
      'open callbacks',
      () => figure(page, 'callbacksOpen'),
      (open) => open === before + 1,
    );
    expect(await figure(page, 'startedToday')).toBeGreaterThan(0);
    expect(at.faults).toEqual([]);
  },
  180_000,
);

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

/** Publishing leads to what is missing, and there the film is uploaded and followed until it is ready. */
async function upload({ page, settings }: Builder, file: string): Promise<void> {
  await page.getByRole('button', { name: 'Publish v1' }).click();
  await settings.getByRole('heading', { level: 2, name: 'Spring greeting' }).waitFor();
  await settings.getByRole('button', { name: 'Choose or upload' }).click();
  await page.getByTestId('upload-in-place').setInputFiles(file);
  await settings
    .getByRole('status')
    .filter({ hasText: /Uploading|Waiting|Preparing/ })
    .waitFor();
  await settings.getByText('0:04 · 640 × 360').waitFor({ timeout: 60_000 });
}

async function publish(builder: Builder): Promise<void> {
  const { page } = builder;
  await builder.saved();
  await page.getByRole('button', { name: 'Publish v1' }).click();
  const dialog = page.getByRole('dialog', { name: 'Publish v1' });
  await dialog.getByLabel('What is new in it').fill('The spring sale begins.');
  await dialog.getByRole('button', { name: 'Publish v1' }).click();
  await dialog.getByText('Add the captions, or tick that you publish without them.').waitFor();
  // It sounds, but nobody speaks.
  await dialog.getByLabel('Publish without these captions').check();
  await dialog.getByRole('button', { name: 'Publish v1' }).click();
  await page.getByRole('banner').getByText('Live', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'All flows' }).click();
}

async function placeOnWidget({ page }: Journey, flow: string): Promise<string> {
  await goTo(page, 'Settings');
  await page.getByRole('button', { name: 'New widget' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill(`${flow} page`);
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
  await page.getByLabel('Flow').selectOption({ label: flow });
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved. Visitors see it with their next visit.').waitFor();
  const code = await page.getByRole('region', { name: 'Embed code' }).textContent();
  const key = /widget="([^"]+)"/.exec(code ?? '')?.[1];
  if (!key) throw new Error(`The embed code names no widget: ${code}`);
  return key;
}

/** In a browser of their own: the visitor knows nothing of the console. */
async function visitorAsksForACall(browser: Browser, widgetKey: string): Promise<void> {
  const { page, context, faults } = await visit(browser);
  await openDemo(page, widgetKey);
  await launcher(page).click();
  const frame = frameOf(page);
  const played = () => playedSeconds(frame);
  const first = await until('the video has begun', played, (seconds) => seconds > 0);
  await until('the video goes on', played, (seconds) => seconds > first + 0.5);

  await question(frame, 'What brings you here?').waitFor();
  await page.keyboard.press('2');
  await question(frame, 'Which number may we call?').waitFor();
  await frame.getByLabel('Country code').selectOption('DE');
  await frame.getByLabel('Phone number').fill('01512 3456789');
  await frame.getByLabel('Your name').fill('Robin Visitor');
  await frame.getByRole('form').getByRole('button', { name: 'Call me back' }).click();
  await question(frame, 'Thank you').waitFor();
  expect(faults).toEqual([]);
  await context.close();
}
