import { Builder } from './builder.js';
import { emptyFlow, flowAddress } from './canvas-flow.js';
import { signIn } from './console.js';
import { each } from './hands.js';
import { inBrowser, journey } from './journey.js';
import { until } from './wait.js';

inBrowser();

journey('a flow is built by single clicks, without one drag', async ({ page, faults }) => {
  await signIn(page);
  await page.goto(flowAddress(await emptyFlow('By clicks')));
  const builder = new Builder(page);
  await builder.canvas.waitFor();
  for (const kind of ['message', 'end']) await page.getByTestId(`palette-${kind}`).click();
  await builder.exit('Message', 'Next').click();
  await page.getByRole('dialog', { name: /^Connect/ }).waitFor();
  await builder.node('End').locator('[data-card]').click();
  await builder
    .exit('Message', 'Next')
    .and(page.getByRole('button', { name: /goes to End$/ }))
    .waitFor();
  await builder.node('Message').locator('[data-card]').click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Insert after/ }).click();
  await page.getByRole('dialog', { name: /^Insert after/ }).waitFor();
  await page.getByRole('option', { name: 'New audio…' }).click();
  await builder
    .exit('Audio', 'Next')
    .and(page.getByRole('button', { name: /goes to End$/ }))
    .waitFor();
  await builder
    .exit('Message', 'Next')
    .and(page.getByRole('button', { name: /goes to Audio$/ }))
    .waitFor();
  await builder.saved();
  expect(faults).toEqual([]);
});

journey('nodes go to another flow by the clipboard, and one undo takes them back', async ({ page, faults }) => {
  const press = (...keys: string[]) => each(keys, (key) => page.keyboard.press(key));
  await signIn(page);
  await page.goto(flowAddress(await emptyFlow('From here')));
  const builder = new Builder(page);
  await builder.canvas.waitFor();
  for (const kind of ['message', 'end']) await page.getByTestId(`palette-${kind}`).click();
  await builder.connect('Message', 'Next', 'End');
  await press('Control+a', 'Control+c');
  await page.getByText('2 nodes copied.').waitFor();
  await builder.saved();

  await page.goto(flowAddress(await emptyFlow('To there')));
  await builder.canvas.waitFor();
  await press('Control+v');
  await builder
    .exit('Message', 'Next')
    .and(page.getByRole('button', { name: /goes to End$/ }))
    .waitFor();
  await press('Control+d');
  await builder.node('Message 2').waitFor();
  await press('Control+z');
  await builder.node('Message 2').waitFor({ state: 'detached' });
  await press('Control+z');
  await until(
    'an empty canvas',
    () => page.getByTestId('node').count(),
    (count) => count === 0,
  );
  expect(faults).toEqual([]);
});
