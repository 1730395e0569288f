import type { Page } from 'playwright-core';
import { randomInt } from 'node:crypto';
import { Api, handOver, unique } from './api.js';
import { NARROW, visit } from './browser.js';
import { finishAll, placeLine } from './desk-flow.js';
import { faultsOfEveryFace } from './every-face.js';
import { type Journey, inBrowser, journey } from './journey.js';
import { both, nodes, placeNode } from './one-node.js';
import { stack } from './stack.js';
import { openPage, question, savedVisit } from './visitor.js';
import { chooseMode, type Mode } from './walker.js';

inBrowser();

let api: Api;
let filmed: string;
beforeAll(async () => {
  api = await Api.signedIn();
  filmed = (await api.pieceNamed('Welcome to the workshop')).id;
});

type Node = Parameters<typeof placeNode>[1];
type Look = (name: string) => Promise<void>;

/** A walk through states of the page, each looked at in every face. Its own faults count too, but those that were meant. */
function seen(name: string, walk: (at: Journey, look: Look) => Promise<void>, meant = /^$/): void {
  journey(
    `${name} has no barrier`,
    async (at) => {
      const faults: string[] = [];
      await at.page.setViewportSize(NARROW);
      await walk(at, async (state) => {
        // An answer on its way holds a button for a moment.
        await at.page.waitForFunction(() => !document.querySelector('[aria-busy=true]'));
        faults.push(...(await faultsOfEveryFace(at.page, state)));
      });
      expect([...faults, ...at.faults.filter((fault) => !meant.test(fault))]).toEqual([]);
    },
    600_000,
  );
}

const open = async (page: Page, node: Node): Promise<string> => {
  const key = await placeNode(api, node);
  await openPage(page, key);
  return key;
};
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).first().click();

async function newQueue(): Promise<string> {
  const name = unique('faces').replaceAll(' ', '-');
  await api.post('/queues', { name, title: 'Workshop' });
  return name;
}

seen(
  'the page while it opens, fails, is offline and gives up',
  async ({ page, context }, look) => {
    const key = await placeNode(api, nodes.message());
    const door = '**/api/v1/visitor/sessions';
    await page.route(door, () => new Promise(() => undefined));
    await openPage(page, key);
    await page.locator('.opening').waitFor();
    await look('opening');
    await page.unroute(door);
    await page.route(door, (route) => route.abort());
    await page.reload();
    await page.getByRole('alert').waitFor();
    await look('failed');
    await page.unroute(door);
    await press(page, 'Try again');
    await press(page, 'Continue');
    await question(page, 'Good bye').waitFor();
    await press(page, 'Start again');
    await page.getByRole('button', { name: 'Continue' }).waitFor();
    await context.setOffline(true);
    await page.getByText('You’re offline').waitFor();
    await look('offline');
    await press(page, 'Continue');
    await page.getByText('Your answer is kept').waitFor();
    await look('offline with an answer');
    await context.setOffline(false);
    await question(page, 'Good bye').waitFor();
  },
  /net::|Failed to load|Failed to fetch/,
);

for (const mode of ['video', 'audio', 'text'] satisfies Mode[]) {
  seen(`a film, a sound and a menu by ${mode}`, async ({ page }, look) => {
    await open(page, nodes.film(filmed));
    await page.getByRole('button', { name: 'Skip' }).waitFor();
    await look('film, not begun');
    await open(page, nodes.sound(filmed));
    await page.getByRole('button', { name: 'Skip' }).waitFor();
    await chooseMode(page, mode);
    if (mode !== 'text') await press(page, 'Pause').catch(() => undefined);
    await look(`sound by ${mode}`);
    await open(page, nodes.menu({ media: both({ contentId: filmed }) }));
    await question(page, 'What shall it be?').waitFor();
    await chooseMode(page, mode);
    await look(`menu with a prompt by ${mode}`);
    await page.keyboard.press('9');
    await page.locator('.notice').first().waitFor();
    await look(`menu by ${mode} after a key that is none`);
  });
}

seen('a menu without a film, a message and every end', async ({ page }, look) => {
  await open(page, nodes.menu());
  await question(page, 'What shall it be?').waitFor();
  await look('menu');
  await open(page, nodes.message());
  await page.getByRole('button', { name: 'Continue' }).waitFor();
  await look('message');
  for (const outcome of ['served', 'failed', 'message']) {
    await open(page, nodes.end(outcome));
    await question(page, 'That is all for today').waitFor();
    await look(`end, ${outcome}`);
  }
});

for (const kinds of [
  ['text', 'digits', 'number', 'email'],
  ['phone', 'date', 'rating'],
])
  seen(`an answer by ${kinds.join(', ')}, and what is said to a wrong one`, async ({ page }, look) => {
    for (const kind of kinds) {
      await open(page, nodes.ask(kind));
      await question(page, `Tell us your ${kind}`).waitFor();
      await look(`ask for ${kind}`);
      await press(page, 'Send');
      await page.locator('.notice, .error').first().waitFor();
      await look(`ask for ${kind}, without an answer`);
    }
  });

seen('a survey', async ({ page }, look) => {
  for (const type of ['csat', 'nps', 'text']) {
    await open(page, nodes.survey(type));
    await question(page, 'How was it?').waitFor();
    await look(`survey by ${type}`);
  }
});

seen('the line, and the four doors off it', async ({ page, browser }, look) => {
  const queue = await newQueue();
  const key = await open(page, nodes.queue(queue));
  await question(page, 'You’re first in line').waitFor();
  await look('first in line');
  const behind = await visit(browser, { viewport: NARROW });
  await openPage(behind.page, key);
  await question(behind.page, 'You’re second in line').waitFor();
  await press(page, 'E-mail');
  await question(page, 'Write to us').waitFor();
  await look('e-mail behind a door');
  await press(page, 'Back');
  await question(page, 'You’re first in line').waitFor();
  await press(page, 'Call me back');
  await page.getByLabel('Phone number').waitFor();
  await look('callback behind a door');
  await press(page, 'Back');
  await press(page, 'Chat');
  await page.getByLabel('Write a message').fill('Is it safe to ride?');
  await page.keyboard.press('Enter');
  await page
    .locator('.log')
    .getByText(/^Sent /)
    .waitFor();
  await look('chat behind a door');
});

seen(
  'a callback: asked for, refused, booked and changed',
  async ({ page, context }, look) => {
    await open(page, nodes.callback());
    await page.getByLabel('Phone number').waitFor();
    await look('callback');
    await page.getByLabel('Phone number').fill('12');
    await page.locator('form').getByRole('button', { name: 'Call me back' }).click();
    await page.locator('.notice, .error').first().waitFor();
    await look('callback with a number too short');
    await page.getByLabel('Phone number').fill(`+4915112${randomInt(100_000, 999_999)}`);
    await page.locator('form').getByRole('button', { name: 'Call me back' }).click();
    await question(page, 'Good bye').waitFor();
    await look('callback booked');
    const queue = await newQueue();
    await open(page, nodes.queue(queue));
    await question(page, 'You’re first in line').waitFor();
    await press(page, 'Call me back');
    await page.getByLabel('Phone number').fill(`+4915112${randomInt(100_000, 999_999)}`);
    await page
      .locator('form')
      .getByRole('button', { name: /call me/i })
      .click();
    const opened = context.waitForEvent('page');
    await page.getByRole('link', { name: 'Change it or take it back' }).click();
    const link = await opened;
    await question(link, 'We’ll call you when it’s your turn').waitFor();
    const faults = await faultsOfEveryFace(link, 'callback by its link');
    await link.getByRole('button', { name: 'Another time' }).click();
    await link.getByRole('button', { name: 'Call me then' }).waitFor();
    faults.push(...(await faultsOfEveryFace(link, 'callback at another time')));
    await link.goto('about:blank');
    await link.goto(`${stack.visitors}/callback#forged`);
    await question(link, 'This link opens nothing').waitFor();
    faults.push(...(await faultsOfEveryFace(link, 'callback by a forged link')));
    expect(faults).toEqual([]);
  },
  /status of (404|422)/,
);

seen('a chat and a call', async (at, look) => {
  const { page } = at;
  await open(page, nodes.chat(await newQueue()));
  await page.getByLabel('Write a message').waitFor();
  await look('chat that waits');
  const line = await placeLine(api);
  await openPage(page, line.widgetKey);
  await question(page, 'You’re first in line').waitFor();
  await api.put('/agents/me/availability', { availability: 'break' });
  await finishAll(api);
  const { id } = await api.post<{ id: string }>(`/queues/${line.queueId}/take`, {});
  await page.getByLabel('Write a message').fill('Hello <b>there</b>');
  await page.keyboard.press('Enter');
  await page
    .locator('.log')
    .getByText(/^Sent /)
    .waitFor();
  await look('chat with somebody');
  await api.post(`/desk/entries/${id}/calls`, { media: 'video' });
  await page.getByRole('button', { name: 'Take the call' }).waitFor();
  await look('asked for a call');
  await press(page, 'Take the call');
  await page.getByRole('button', { name: 'Turn your camera on' }).waitFor();
  await look('in a call');
  await finishAll(api);
});

seen('answers', async ({ page }, look) => {
  const tag = unique('faces').replaceAll(' ', '-');
  const texts = [{ language: 'en', question: 'How often is a chain oiled?', answer: 'Every **300 km**.' }];
  await api.post('/articles', { status: 'published', tags: [tag], texts });
  await open(page, { ...nodes.faq(), library: { tags: [tag] } });
  await page.locator('summary', { hasText: 'oiled' }).waitFor();
  await look('answers');
  await page.locator('summary', { hasText: 'worn' }).click();
  await look('an answer open');
  await page.getByLabel('Search answers').fill('giraffes');
  await page.getByText('No answer has these words').waitFor();
  await look('no answer found');
});

seen('an e-mail', async ({ page }, look) => {
  await open(page, nodes.email());
  await page.getByLabel('Your message').waitFor();
  await look('e-mail');
  await press(page, 'Send message');
  await page.locator('.notice, .error').first().waitFor();
  await look('e-mail without a word');
});

seen('the menu of the page, another device and the languages', async ({ page, browser }, look) => {
  const key = await open(page, nodes.message());
  await page.getByLabel('Language').waitFor();
  await look('two languages');
  await press(page, 'Options');
  await page.getByRole('dialog').waitFor();
  await look('options');
  await press(page, 'Continue on another device');
  await page.getByRole('img', { name: 'Code with the link' }).waitFor();
  await look('another device');
  const link = await handOver(await savedVisit(page, key));
  const other = await visit(browser, { viewport: NARROW });
  await other.page.goto(link);
  await question(page, 'Your visit goes on elsewhere').waitFor();
  await look('elsewhere');
  await press(page, 'Take it back');
  await press(page, 'Leave');
  await question(page, 'You have left').waitFor();
  await look('left');
  const late = await visit(browser, { viewport: NARROW });
  await late.page.goto(link);
  await question(late.page, 'This link has been used').waitFor();
  expect(await faultsOfEveryFace(late.page, 'a link that has been used')).toEqual([]);
});
