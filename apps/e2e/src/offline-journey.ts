import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Api, unique } from './api.js';
import type { Journey } from './journey.js';
import { offlineFlow } from './offline-flow.js';
import { openPage, question, savedVisit } from './visitor.js';
import { until } from './wait.js';

/** The browser's own notes of what it asked for in vain: requests of the page, and the code of its service worker. */
const IN_VAIN = /ERR_INTERNET_DISCONNECTED|error occurred when fetching the script/;

/** Loses the network at every step of a visit, acts there, and comes back after so many seconds. */
export async function loseTheNetworkAtEachStep({ page, context, faults }: Journey, seconds: number): Promise<void> {
  const api = await Api.signedIn();
  const { id } = await api.pieceNamed('Welcome to the workshop');
  const queue = unique('offline').replaceAll(' ', '-');
  await api.post('/queues', { name: queue, title: 'Workshop' });
  const { widgetKey } = await api.place('Offline', offlineFlow(id, queue));
  const offline = page.getByText('You’re offline');

  /** What is done without a network is shown as kept, and counts once it is there again. */
  const away = async (act: () => Promise<unknown>, kept = 'Your answer is kept'): Promise<void> => {
    await context.setOffline(true);
    await offline.waitFor();
    await act();
    await page.getByText(kept).first().waitFor();
    await sleep(seconds * 1000);
    await page.getByText(kept).first().waitFor();
    await context.setOffline(false);
    await offline.waitFor({ state: 'detached' });
  };

  await openPage(page, widgetKey);
  await page.getByRole('button', { name: 'Skip' }).waitFor();
  await away(() => page.getByRole('button', { name: 'Skip' }).click());

  await question(page, 'What shall it be?').waitFor();
  await away(async () => {
    await page.getByRole('button', { name: 'The first' }).click();
    // Thought better of, or pressed twice: the first answer is on its way.
    await page.getByRole('button', { name: 'The second' }).click();
    await page.keyboard.press('1');
  });

  await question(page, 'Which number?').waitFor();
  await away(async () => {
    await page.getByRole('textbox').fill('4711');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
  });

  await question(page, 'How was it?').waitFor();
  await away(async () => {
    await page.getByRole('radio', { name: 'Good' }).check();
    await page.getByRole('button', { name: 'Send' }).click();
  });

  await question(page, 'You’re first in line').waitFor();
  await away(() => page.getByRole('button', { name: 'Leave the queue' }).click());

  await question(page, 'Write to us').waitFor();
  // The heading is there before the code of the talk, which comes late.
  const message = page.getByRole('textbox', { name: 'Write a message' });
  await message.waitFor();
  await away(async () => {
    await message.fill('Written without a network');
    await page.keyboard.press('Enter');
  }, 'Sending');
  await page.getByText('Sending').waitFor({ state: 'detached' });
  expect(await page.getByText('Written without a network').count()).toBe(1);
  await away(() => page.getByRole('button', { name: 'End the chat' }).click());

  await question(page, 'Which number may we call?').waitFor();
  await away(async () => {
    await page.getByLabel('Phone number').fill(`+49151${randomInt(10_000_000, 99_999_999)}`);
    await page.locator('form').getByRole('button', { name: 'Call me back' }).click();
  });
  await question(page, 'We call you').waitFor();

  const { sessionId } = await savedVisit(page, widgetKey);
  const path = ['film', 'menu', 'number', 'rate', 'line', 'chat', 'call', 'bye'];
  await until(
    'the whole way is recorded',
    () => api.pathOf(sessionId),
    (nodes) => nodes.at(-1) === 'bye',
  );
  expect(await api.pathOf(sessionId)).toEqual(path);
  const answers = await api.answersOf(sessionId);
  expect(answers.filter((answer) => answer.includes('"one"'))).toHaveLength(1);
  expect(answers.filter((answer) => answer.includes('"two"'))).toEqual([]);
  expect(faults.filter((fault) => !IN_VAIN.test(fault))).toEqual([]);
}
