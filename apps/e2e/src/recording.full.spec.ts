import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { promisify } from 'node:util';
import { Api } from './api.js';
import { NARROW, shoot, visit } from './browser.js';
import { signIn } from './console.js';
import { finishAll, type Line, placeLine } from './desk-flow.js';
import { inBrowser, journey } from './journey.js';
import { look } from './looks.js';
import { people, stack } from './stack.js';
import { openPage, question, savedVisit } from './visitor.js';
import { until } from './wait.js';

const run = promisify(execFile);

inBrowser();

interface Recording {
  id: string;
  state: string;
  endedBy: string | null;
  seconds: number | null;
}

let api: Api;
let line: Line;
beforeEach(async () => {
  api = await Api.signedIn();
  line = await placeLine(api);
  await api.put('/recordings/settings', { enabled: true, days: 14 });
});
afterEach(async () => {
  await api.put('/recordings/settings', { enabled: false, days: 30 });
  // The next journey's visitor finds the agent free.
  await finishAll(await Api.signedIn(people.agent));
});

journey(
  'a call is recorded when both agree, through a lost connection, until the visitor stops it, and a supervisor plays it',
  async ({ page, faults, browser }) => {
    await page.setViewportSize(NARROW);
    await openPage(page, line.widgetKey);
    await question(page, 'You’re first in line').waitFor();
    const { sessionId } = await savedVisit(page, line.widgetKey);
    const desk = await visit(browser, { permissions: ['camera', 'microphone', 'notifications'] });
    await signIn(desk.page, people.agent);
    await desk.page.goto(`${stack.console}/ivr-dashboard/desk`);
    await desk.page.getByRole('button', { name: /^Availability/ }).click();
    await desk.page.getByRole('menuitemradio', { name: 'Ready for the next' }).click();
    await desk.page.getByRole('alertdialog').filter({ hasText: line.title }).waitFor();
    await desk.page.keyboard.press('a');
    await desk.page.getByRole('button', { name: 'Ask for a video call' }).click();
    await page.getByRole('button', { name: 'Take the call' }).click();
    await page.getByRole('button', { name: 'Turn your camera on' }).click();
    const recordings = async () =>
      (await api.get<{ talks: { calls: { recordings: Recording[] }[] }[] }>(`/sessions/${sessionId}`)).talks[0]
        ?.calls[0]?.recordings ?? [];

    await desk.page.getByRole('button', { name: 'Record this call' }).click();
    const asked = page.getByRole('alert').filter({ hasText: 'would like to record this call, with sound and picture' });
    await asked.getByText('deleted after 14 days').waitFor();
    await desk.page.getByText('is asked whether this call may be recorded').waitFor();
    await shoot(page, 'recording-visitor-asked');
    await asked.getByRole('button', { name: 'No', exact: true }).click();
    await desk.page.getByText('does not want to be recorded').waitFor();
    expect((await recordings()).map(({ state }) => state)).toEqual(['declined']);

    await desk.page.getByRole('button', { name: 'Record this call' }).click();
    await page.getByRole('button', { name: 'Yes, record' }).click();
    await marked(page);
    await marked(desk.page);
    await shoot(page, 'recording-visitor');
    expect(await look(desk.page, 'recording-agent')).toEqual([]);
    await loseTwice(desk.page);

    await page.getByRole('button', { name: 'Stop recording' }).click();
    await page.getByText('This call is not recorded any more').waitFor();
    await desk.page.getByRole('button', { name: 'Record this call' }).waitFor();
    const ready = await until('it is ready', recordings, (all) => all[1]?.state === 'ready', 180);
    expect(ready[1]).toMatchObject({ endedBy: 'visitor' });

    const record = await visit(browser);
    await signIn(record.page, people.admin);
    await record.page.goto(`${stack.console}/ivr-dashboard/sessions/${sessionId}`);
    await record.page.getByText('The visitor stopped it').waitFor();
    await record.page.getByText('It can be played when the talk is over').waitFor();
    await finishAll(await Api.signedIn(people.agent));
    await holdsBoth(ready[1]?.id ?? '');
    await record.page.getByRole('button', { name: 'Play' }).click();
    const film = record.page.locator('app-call-recording video');
    await film.waitFor();
    const state = () => film.evaluate(({ duration, currentTime }: HTMLVideoElement) => ({ duration, currentTime }));
    await until('it plays', state, ({ duration, currentTime }) => duration > 6 && currentTime > 0.5);
    await film.evaluate((video: HTMLVideoElement) => (video.currentTime = 4));
    await until('it goes on from there', state, ({ currentTime }) => currentTime > 4.2);
    await film.scrollIntoViewIfNeeded();
    expect(await look(record.page, 'recording-played')).toEqual([]);
    // The two pieces whose connection was cut are the desk's own doing.
    expect([...faults, ...record.faults, ...desk.faults.filter((fault) => !fault.includes('/pieces/'))]).toEqual([]);
  },
  420_000,
);

/** Steadily, in sight and for screen readers. */
async function marked(page: Page): Promise<void> {
  await page
    .getByRole('status')
    .filter({ hasText: /^\s*Recording\s*$/ })
    .waitFor();
}

/** One piece is lost on its way; the next arrives, but not its answer. Both come again under their numbers. */
async function loseTwice(page: Page): Promise<void> {
  const numbers: string[] = [];
  await page.route('**/pieces/*', async (route) => {
    numbers.push(/pieces\/(\d+)/.exec(route.request().url())?.[1] ?? '');
    if (numbers.length === 1) return route.abort('connectionreset');
    if (numbers.length > 2) return route.continue();
    await route.fetch();
    await route.abort('connectionreset');
  });
  await until(
    'pieces arrive after the loss',
    async () => new Set(numbers).size,
    (count) => count >= 3,
    40,
  );
  expect(numbers[0]).toBe(numbers[1]);
  expect(numbers[1]).toBe(numbers[2]);
}

/** As ffmpeg sees what came out: a picture that changes and a sound that is no silence, of the same length. */
async function holdsBoth(id: string): Promise<void> {
  const { url } = await api.post<{ url: string }>(`/recordings/${id}/play`, {});
  const file = join(mkdtempSync(join(tmpdir(), 'recording-')), 'film.mp4');
  writeFileSync(file, Buffer.from(await (await fetch(new URL(url, stack.console))).arrayBuffer()));
  const seen = await run(stack.ffmpeg, [
    ...['-hide_banner', '-i', file, '-af', 'volumedetect', '-vf', 'mpdecimate', '-f', 'null', '-'],
  ]);
  expect(seen.stderr).toMatch(/Stream #0:\d.*Video: h264/);
  expect(seen.stderr).toMatch(/Stream #0:\d.*Audio: aac/);
  const loudest = Number(/max_volume: (-?[\d.]+) dB/.exec(seen.stderr)?.[1]);
  expect(loudest).toBeGreaterThan(-40);
  const frames = Number([...seen.stderr.matchAll(/frame= *(\d+)/g)].at(-1)?.[1]);
  expect(frames).toBeGreaterThan(10);
}
