import type { Page } from 'playwright-core';
import { randomInt } from 'node:crypto';
import { Api, unique } from './api.js';
import { focused, tabTo, waitForFocus } from './hands.js';
import { inBrowser, journey } from './journey.js';
import { nodes, placeNode } from './one-node.js';
import { stack } from './stack.js';
import { openPage, playedSeconds, question, savedVisit } from './visitor.js';
import { until } from './wait.js';

inBrowser();

/** Everything a visitor can do, without a pointer, and as the accessibility tree tells it. */
let api: Api;
beforeAll(async () => {
  api = await Api.signedIn();
});

const open = async (page: Page, node: Parameters<typeof placeNode>[1]): Promise<string> => {
  const key = await placeNode(api, node);
  await openPage(page, key);
  return key;
};

/** What a screen reader is told there is. */
const told = (page: Page): Promise<string> => page.locator('main').ariaSnapshot();
async function tells(page: Page, ...lines: string[]): Promise<void> {
  for (const line of lines)
    await until(
      `the page tells: ${line}`,
      () => told(page),
      (tree) => tree.includes(line),
      10,
    );
}

async function press(page: Page, name: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

async function newQueue(): Promise<string> {
  const name = unique('keys').replaceAll(' ', '-');
  await api.post('/queues', { name, title: 'Workshop' });
  return name;
}

journey('by keys alone: another way to go on, and a film that is read', async ({ page, faults }) => {
  const { id } = await api.pieceNamed('Welcome to the workshop');
  await open(page, nodes.film(id));
  await page.getByRole('button', { name: 'Skip' }).waitFor();
  await press(page, 'Options');
  await page.getByRole('dialog').waitFor();
  await tells(page, '- dialog "How would you like to go on?"', '- button "Video', '- button "Text');
  await press(page, 'Text');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await tells(page, '- region "Message"');
  await press(page, 'Continue');
  await question(page, 'Good bye').waitFor();
  await tells(page, '- heading "Good bye" [level=1]', '- button "Start again"');
  expect(faults).toEqual([]);
});

journey('by keys alone: the film is stopped, read along and skipped', async ({ page, faults }) => {
  const { id } = await api.pieceNamed('Welcome to the workshop');
  await open(page, nodes.film(id));
  await page.getByRole('button', { name: 'Skip' }).waitFor();
  await press(page, 'Pause');
  await tells(page, '- group "Video controls"', '- button "Play"', '- button "Captions" [pressed]');
  await press(page, 'Captions');
  await tells(page, '- button "Captions"');
  await press(page, 'Skip');
  await question(page, 'Good bye').waitFor();
  expect(faults).toEqual([]);
});

journey(
  'by keys alone: a film that is stopped before it has come does not begin by itself',
  async ({ page, faults }) => {
    const { id } = await api.pieceNamed('Welcome to the workshop');
    // The page waits for it before it fetches the film.
    await page.route('**/poster.jpg', () => new Promise(() => undefined));
    const key = await placeNode(api, nodes.film(id));
    await page.goto(`${stack.visitors}/ivr-experience/${key}`, { waitUntil: 'commit' });
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await press(page, 'Pause');
    await tells(page, '- button "Play"');
    const film = page.locator('video');
    await until(
      'the film has come',
      () => film.evaluate((video) => (video as HTMLVideoElement).readyState),
      (state) => state >= 2,
    );
    expect(await film.evaluate((video) => (video as HTMLVideoElement).paused)).toBe(true);
    await press(page, 'Play');
    await until(
      'the film plays',
      () => playedSeconds(page),
      (seconds) => seconds > 0.5,
    );
    expect(faults).toEqual([]);
  },
);

journey('by keys alone: a choice by its number and by its place, and the language', async ({ page, faults }) => {
  await open(page, nodes.menu());
  await question(page, 'What shall it be?').waitFor();
  await tells(
    page,
    '- heading "What shall it be? Take your time." [level=1]',
    '- combobox "Language"',
    '- button "The second"',
  );
  await tabTo(page, 'Language');
  await page.keyboard.press('ArrowDown');
  await page.locator('html[lang=de]').waitFor({ state: 'attached' });
  await tells(page, '- combobox "Sprache"');
  // In a list of languages a digit is a letter of its own.
  await page.keyboard.press('Tab');
  await page.keyboard.press('2');
  await question(page, 'Good bye').waitFor();
  await tells(page, '- heading "Good bye" [level=1]');
  await open(page, nodes.menu());
  await question(page, 'What shall it be?').waitFor();
  await press(page, 'Nothing of all that');
  await question(page, 'Good bye').waitFor();
  expect(faults).toEqual([]);
});

journey('by keys alone: an answer, a wrong one said to be so, a rating and a survey', async ({ page, faults }) => {
  await open(page, nodes.ask('email'));
  await question(page, 'Tell us your email').waitFor();
  await tabTo(page, 'Your answer').catch(() => page.getByRole('textbox').focus());
  await page.keyboard.type('nobody');
  await page.keyboard.press('Enter');
  await tells(page, 'An e-mail address looks like name@example.com.');
  await page.keyboard.type('@visitor.test');
  await page.keyboard.press('Enter');
  await question(page, 'Good bye').waitFor();
  for (const node of [nodes.ask('rating'), nodes.survey('csat')]) {
    await open(page, node);
    await page.getByRole('radio').first().waitFor();
    await tells(page, '- radio "4 Good"');
    await until(
      'the ratings have the focus',
      async () => {
        await page.keyboard.press('Tab');
        return page.evaluate(() => document.activeElement?.getAttribute('type'));
      },
      (type) => type === 'radio',
    );
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await press(page, 'Send');
    await question(page, 'Good bye').waitFor();
  }
  expect(faults).toEqual([]);
});

journey('by keys alone: a callback', async ({ page, faults }) => {
  const key = await open(page, nodes.callback());
  await page.getByLabel('Phone number').waitFor();
  await tells(page, '- combobox "Country code"', '- textbox "Phone number"', '- textbox "Your name');
  await toField(page, 'Phone number');
  await page.keyboard.type(`+4915112${randomInt(100_000, 999_999)}`);
  await toField(page, 'Your name');
  await page.keyboard.type('Kim');
  await page.keyboard.press('Enter');
  await question(page, 'Good bye').waitFor();
  const { sessionId } = await savedVisit(page, key);
  const booked = async () => (await api.get<{ items: { sessionId: string; name: string }[] }>('/callbacks')).items;
  const of = ({ sessionId: each }: { sessionId: string }) => each === sessionId;
  await until('the callback is booked', booked, (items) => items.some(of));
  expect((await booked()).find(of)?.name).toBe('Kim');
  expect(faults).toEqual([]);
});

journey('by keys alone: no field of a callback has the focus beneath the button', async ({ page, faults }) => {
  await open(page, nodes.queue(await newQueue()));
  await question(page, 'You’re first in line').waitFor();
  await press(page, 'Call me back');
  for (const [width, height] of [
    [320, 700],
    [390, 844],
    [1440, 820],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const label of ['Phone number', 'Your name', 'E-mail', 'What is it about?']) {
      await page.locator('cd-callback .panel').evaluate((panel) => panel.scrollTo(0, 0));
      await toField(page, label);
      expect([width, label, await page.evaluate(coveredBy)]).toEqual([width, label, null]);
    }
  }
  expect(faults).toEqual([]);
});

/** Runs in the page: what lies over the middle or an edge of what has the focus. */
function coveredBy(): string | null {
  const field = document.activeElement;
  if (!field) return 'nothing has the focus';
  const { left, width, top, bottom } = field.getBoundingClientRect();
  for (const y of [top + 2, (top + bottom) / 2, bottom - 2]) {
    const over = document.elementFromPoint(left + width / 2, y);
    if (over !== field) return over?.outerHTML.slice(0, 80) ?? 'the edge of the window';
  }
  return null;
}

journey('by keys alone: the line, a chat and the way out', async ({ page, faults }) => {
  await open(page, nodes.queue(await newQueue()));
  await question(page, 'You’re first in line').waitFor();
  await tells(page, '- heading "You’re first in line" [level=1]', '- navigation "Other ways to get help"');
  await press(page, 'Chat');
  await page.getByLabel('Write a message').waitFor();
  await toField(page, 'Write a message');
  await page.keyboard.type('Is it safe to ride?');
  await page.keyboard.press('Enter');
  await tells(page, '- log', 'Is it safe to ride?');
  await page.keyboard.press('Escape');
  await question(page, 'You’re first in line').waitFor();
  await press(page, 'Leave the queue');
  await question(page, 'Good bye').waitFor();
  expect(faults).toEqual([]);
});

journey('by keys alone: an answer from the list', async ({ page, faults }) => {
  await open(page, nodes.faq());
  await question(page, 'What is it about?').waitFor();
  await press(page, 'When are pads worn?');
  await tells(page, '- paragraph: 2. Measure', '- button "Yes"');
  await press(page, 'Yes');
  await question(page, 'Good bye').waitFor();
  expect(faults).toEqual([]);
});

journey('by keys alone: an e-mail', async ({ page, faults }) => {
  await open(page, nodes.email());
  await page.getByLabel('Your message').waitFor();
  await toField(page, 'Your message');
  await page.keyboard.type('My brakes squeal.');
  await toField(page, 'Your e-mail address');
  await page.keyboard.type('noor@example.test');
  await press(page, 'Send message');
  await question(page, 'Good bye').waitFor();
  expect(faults).toEqual([]);
});

journey('by keys alone: on to another device', async ({ page, faults }) => {
  await open(page, nodes.message());
  await page.getByRole('button', { name: 'Continue' }).waitFor();
  await press(page, 'Options');
  await page.getByRole('dialog').waitFor();
  await press(page, 'Continue on another device');
  await tells(page, '- img "Code with the link"', '- textbox "Link"', '- button "Copy link"');
  await tabTo(page, 'Copy link');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await waitForFocus(page, 'Options');
  expect(await focused(page)).toBe('Options');
  expect(faults).toEqual([]);
});

/** A field has no words of its own: it is known by its label. */
async function toField(page: Page, label: string): Promise<void> {
  const field = page.getByLabel(label).first();
  for (let tabs = 0; tabs < 40; tabs++) {
    if (await field.evaluate((each) => each === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to “${label}”.`);
}
