import type { Page } from 'playwright-core';
import { until } from './wait.js';

/** Where a visit stands, as its page knows it; null while an answer is on its way. */
interface Stand {
  seq: number;
  kind: string;
  nodeId: string;
  answer: string | null;
  choices: number;
}

export type Mode = 'video' | 'audio' | 'text';

/** In the menu of the page, at whatever node it is. */
export async function chooseMode(page: Page, mode: Mode): Promise<void> {
  await page.getByRole('button', { name: 'Options' }).click();
  const name = { video: 'Video', audio: 'Audio', text: 'Text' }[mode];
  await page.getByRole('dialog').getByRole('button', { name }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/**
 * Goes through a visit to its end by what the page shows. At a menu it takes the next choice each time it comes by; `first`
 * says which one it begins with. Answers the heading at the end: what else stands there, such as a place in line, comes later and changes.
 */
export async function walkToTheEnd(page: Page, { first, phone }: { first: number; phone: string }): Promise<string> {
  const visited = new Map<string, number>();
  for (let steps = 0; steps < 60; steps++) {
    const stand = await standing(page);
    if (stand.kind === 'end') return (await page.locator('.panel.end h1').textContent()) ?? '';
    const times = visited.get(stand.nodeId) ?? 0;
    visited.set(stand.nodeId, times + 1);
    await answer(page, stand, first + times, phone);
    await until(
      `the page goes on from ${stand.nodeId}`,
      () => standing(page),
      ({ seq }) => seq > stand.seq,
    );
  }
  throw new Error('The visit does not end.');
}

async function answer(page: Page, { kind, choices, answer: wanted }: Stand, turn: number, phone: string) {
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  switch (kind) {
    case 'video':
    case 'audio':
      return button('Skip').or(button('Continue')).click();
    case 'message':
      return button('Continue').click();
    case 'menu':
      return page
        .locator(`.choice:not([aria-disabled])`)
        .nth(turn % choices)
        .click({ timeout: 30_000 });
    case 'callback':
      await page.getByLabel('Phone number').fill(phone);
      return page.locator('form').getByRole('button', { name: 'Call me back' }).click();
    case 'ask':
      if (wanted === 'rating')
        await page
          .locator('.rate label')
          .nth(turn % 5)
          .click();
      else await page.locator('input[name=answer]').fill(GIVEN[wanted ?? 'text'] ?? 'A word');
      return button('Send').click();
    case 'faq':
      await page.locator('summary').first().click();
      return button('Yes').click();
    case 'email':
      await page.getByLabel('Your message').fill('Is this read?');
      await page.getByLabel('Your e-mail address').fill('kim@visitor.test');
      return button('Send message').click();
    case 'queue':
      return button('Leave the queue').click();
    case 'chat':
      return button('End the chat').click();
    case 'filler':
      return; // It goes on by itself.
    default:
      throw new Error(`Nobody has said how to answer ${kind}.`);
  }
}

const GIVEN: Record<string, string> = { digits: '123456', number: '7', date: '2030-05-17', email: 'kim@visitor.test' };

async function standing(page: Page): Promise<Stand> {
  const stand = await until(
    'the page stands',
    () => page.evaluate(readStand),
    (now) => now !== null,
  );
  if (!stand) throw new Error('The page does not stand.');
  return stand;
}

/** Runs in the page. */
function readStand(): Stand | null {
  interface Known {
    visit?: { view: { sending: unknown; step: { seq: number; screen: Record<string, unknown> } | null } };
  }
  const view = (document.querySelector('cd-experience') as unknown as Known | null)?.visit?.view;
  if (!view?.step || view.sending) return null;
  const { seq, screen } = view.step;
  const { kind, nodeId, answer = null, choices = [] } = screen as unknown as Stand & { choices?: unknown[] };
  return { seq, kind, nodeId, answer, choices: (choices as unknown[]).length };
}
