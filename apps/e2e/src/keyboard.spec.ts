import { Api } from './api.js';
import { Builder } from './builder.js';
import { signIn } from './console.js';
import { each, focused, tabTo, waitForFocus } from './hands.js';
import { inBrowser, journey } from './journey.js';
import { stack } from './stack.js';
import { frameOf, launcher, openDemo, question } from './visitor.js';
import { until } from './wait.js';

inBrowser();

journey('a visitor books a callback without a mouse, and comes back to where they were on the page', async (at) => {
  const { page, faults } = at;
  const press = (...keys: string[]) => each(keys, (key) => page.keyboard.press(key));
  await openDemo(page);
  await launcher(page).waitFor();
  await tabTo(page, 'Talk to the workshop');
  await press('Enter');
  const frame = frameOf(page);
  await frame.getByRole('button', { name: 'Skip' }).waitFor();
  await tabTo(page, 'Skip');
  await press('Enter');
  await question(frame, 'How can we help?').waitFor();
  await press('1');
  await question(frame, 'What is your order number?').waitFor();
  await page.keyboard.type('654321');
  await press('Enter');
  await question(frame, 'Order BW-654321 is being built').waitFor();
  await tabTo(page, 'Continue');
  await press('Enter');
  await question(frame, 'How can we help?').waitFor();
  await press('3');
  await frame.getByLabel('Phone number').and(frame.locator(':focus')).waitFor();
  await page.keyboard.type('0151 23456780');
  await press('Enter');
  await question(frame, 'Thank you').waitFor();
  await press('Escape');
  await frame.locator('main').waitFor({ state: 'hidden' });
  expect(await focused(page)).toMatch(/^Talk to the workshop/);
  expect(faults).toEqual([]);
});

journey('an editor adds, connects, moves and removes nodes without a mouse', async ({ page, faults }) => {
  const api = await Api.signedIn();
  const { id } = await api.post<{ id: string }>('/flows', { name: `By keyboard ${Date.now().toString(36)}` });
  const press = (...keys: string[]) => each(keys, (key) => page.keyboard.press(key));
  await signIn(page);
  await page.goto(`${stack.console}/ivr-dashboard/flows/${id}`);
  const builder = new Builder(page);
  await builder.canvas.waitFor();

  await press('n');
  await page.getByRole('dialog', { name: 'New node' }).waitFor();
  await page.keyboard.type('mess');
  await press('Enter');
  await builder.node('Message').waitFor();
  await waitForFocus(page, 'Message, ');

  await press('c');
  await page.getByRole('dialog', { name: /^Connect .Next. to/ }).waitFor();
  await page.keyboard.type('end');
  await press('Enter');
  await builder.node('End').waitFor();
  await builder
    .exit('Message', 'Next')
    .and(page.getByRole('button', { name: /goes to End$/ }))
    .waitFor();

  await waitForFocus(page, 'End, ');
  const top = async () => (await builder.node('End').boundingBox())?.y ?? 0;
  const before = await top();
  await press('Shift+ArrowDown', 'Shift+ArrowDown');
  await until('the node two dots lower', top, (y) => Math.round(y - before) === 44);

  await press('ArrowLeft');
  await waitForFocus(page, 'Message, ');
  await press('Enter');
  await builder.settings.getByLabel('Name', { exact: true }).and(page.locator(':focus')).waitFor();
  await builder.settings.getByLabel('Text').focus();
  await page.keyboard.type('Good day.');
  await press('Escape');
  await waitForFocus(page, 'Message, ');

  await press('ArrowRight');
  await waitForFocus(page, 'End, ');
  await press('Delete');
  await builder.node('End').waitFor({ state: 'detached' });
  await press('Control+z');
  await builder.node('End').waitFor();
  await builder.saved();
  expect(faults).toEqual([]);
});

journey('a visitor who closes the help button finds the question again where it stood', async ({ page }) => {
  await openDemo(page);
  await launcher(page).click();
  const frame = frameOf(page);
  await frame.getByRole('button', { name: 'Skip' }).click();
  await question(frame, 'How can we help?').waitFor();
  await frame.getByRole('button', { name: 'Close' }).click();
  await frame.locator('main').waitFor({ state: 'hidden' });
  await launcher(page).click();
  await question(frame, 'How can we help?').waitFor();
});
