import { Api, type Flow, unique } from './api.js';
import { Builder } from './builder.js';
import { signIn } from './console.js';
import { each } from './hands.js';
import { inBrowser, journey } from './journey.js';
import { stack } from './stack.js';
import { until } from './wait.js';

inBrowser();

const flow = async (name: string): Promise<string> =>
  (await (await Api.signedIn()).post<Flow>('/flows', { name: unique(name) })).id;
const address = (id: string): string => `${stack.console}/ivr-dashboard/flows/${id}`;

journey('a flow is built by single clicks, without one drag', async ({ page, faults }) => {
  await signIn(page);
  await page.goto(address(await flow('By clicks')));
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
  await page.goto(address(await flow('From here')));
  const builder = new Builder(page);
  await builder.canvas.waitFor();
  for (const kind of ['message', 'end']) await page.getByTestId(`palette-${kind}`).click();
  await builder.connect('Message', 'Next', 'End');
  await press('Control+a', 'Control+c');
  await page.getByText('2 nodes copied.').waitFor();
  await builder.saved();

  await page.goto(address(await flow('To there')));
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

journey('several are framed, grouped, laid out and found', async ({ page, faults }) => {
  const press = (...keys: string[]) => each(keys, (key) => page.keyboard.press(key));
  await signIn(page);
  await page.goto(address(await flow('Several')));
  const builder = new Builder(page);
  await builder.canvas.waitFor();
  await builder.drag('message', { x: 260, y: 120 });
  await builder.drag('end', { x: 300, y: 300 });
  await builder.connect('Message', 'Next', 'End');
  await page.keyboard.down('Shift');
  const box = await builder.canvas.boundingBox();
  await page.mouse.move((box?.x ?? 0) + 20, (box?.y ?? 0) + 80);
  await page.mouse.down();
  await page.mouse.move((box?.x ?? 0) + 600, (box?.y ?? 0) + 460, { steps: 6 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await page.getByRole('toolbar', { name: 'What is selected' }).getByText('2 nodes').waitFor();
  await press('l');
  await page.getByText('2 nodes laid out.').waitFor();
  await press('g');
  await page.getByRole('textbox', { name: 'Name of the group' }).fill('Greeting');
  await press('Enter');
  await page.getByRole('button', { name: 'Group: Greeting' }).waitFor();
  await press('Control+f');
  await page.getByRole('searchbox', { name: /^Find a node/ }).fill('greet');
  await page.getByText('1 of 1').waitFor();
  await press('Escape');
  await builder.saved();
  await page.getByRole('button', { name: 'Outline' }).click();
  await page.getByRole('tree').waitFor();
  await page.getByRole('textbox', { name: 'Group of 2 nodes' }).waitFor();
  await page.getByRole('treeitem').first().focus();
  await press('Shift+ArrowDown', 'Control+d');
  await page.getByRole('treeitem').filter({ hasText: 'Message 2' }).waitFor();
  expect(faults).toEqual([]);
});
