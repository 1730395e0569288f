import { Api } from './api.js';
import { signIn } from './console.js';
import { inBrowser, journey } from './journey.js';
import { look } from './looks.js';
import { stack } from './stack.js';
import { until } from './wait.js';

inBrowser();

interface Captions {
  cues: { start: number; end: number; text: string }[];
}

/** The demo's film gets Dutch captions and loses them again. */
journey('an editor writes captions against the film without a mouse', async ({ page, faults }) => {
  const api = await Api.signedIn();
  const { items } = await api.get<{ items: { id: string }[] }>('/content?search=Welcome%20to%20the%20workshop');
  const id = items[0]?.id ?? '';
  const keys = async (...pressed: string[]): Promise<void> => {
    for (const key of pressed) await page.keyboard.press(key);
  };
  await signIn(page);
  await page.goto(`${stack.console}/ivr-dashboard/library/${id}/captions/en`);
  const cues = page.getByRole('region', { name: 'Cues' });
  await cues.getByRole('button', { name: /^Cue 1, .*Hello/ }).waitFor();
  const writing = (cue: number): Promise<void> => cues.locator(`li:nth-child(${cue}) textarea:focus`).waitFor();
  expect(await look(page, 'captions')).toEqual([]);

  await page.getByRole('button', { name: 'Language' }).focus();
  await keys('Enter');
  await page.getByRole('dialog').getByLabel('Language').waitFor();
  await page.keyboard.type('nl');
  await keys('Tab', 'ArrowDown');
  await page.getByRole('dialog').getByRole('button', { name: 'Begin' }).focus();
  await keys('Enter');

  // The English timings, to be filled in.
  const state = page.getByRole('banner').or(page.locator('header')).getByRole('status');
  await state.filter({ hasText: 'Not saved yet' }).waitFor();
  await keys('Alt+ArrowUp');
  await writing(1);
  await page.keyboard.type('Hallo en welkom.');
  await keys('Alt+ArrowDown');
  await writing(2);
  await page.keyboard.type('Zeg het maar. Ik regel het.');
  const count = (rows: number): Promise<void> => cues.locator(`ol > li:nth-child(${rows}):last-child`).waitFor();
  await keys('Alt+l', 'Alt+l', 'Alt+s');
  await count(3);
  await keys('Alt+m');
  await count(2);
  await keys('Control+z');
  await count(3);
  await keys('Alt+Backspace');
  await count(2);
  await keys('Control+z');
  await count(3);
  await keys('Control+s');
  await state.filter({ hasText: /^\s*Saved\s*$/ }).waitFor();

  const kept = await api.get<Captions>(`/content/${id}/captions/nl`);
  expect(kept.cues.map(({ text }) => text)).toEqual(['Hallo en welkom.', 'Zeg het maar. Ik', 'regel het.']);
  expect(kept.cues[1]?.end).toBe(kept.cues[2]?.start);

  await keys('Alt+ArrowUp', 'Alt+ArrowUp', 'Alt+k');
  await until(
    'the words on the picture',
    () => page.locator('.plate').textContent(),
    (text) => text === 'Hallo en welkom.',
  );
  await page.getByRole('button', { name: 'More for these captions' }).focus();
  await keys('Enter', 'End', 'Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).focus();
  await keys('Enter');
  await page.getByText('The Dutch captions are deleted.').waitFor();
  expect(faults).toEqual([]);
});
