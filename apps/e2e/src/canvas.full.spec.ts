import { Builder } from './builder.js';
import { emptyFlow, flowAddress } from './canvas-flow.js';
import { signIn } from './console.js';
import { each } from './hands.js';
import { inBrowser, journey } from './journey.js';

inBrowser();

journey('several are framed, grouped, laid out and found', async ({ page, faults }) => {
  const press = (...keys: string[]) => each(keys, (key) => page.keyboard.press(key));
  await signIn(page);
  await page.goto(flowAddress(await emptyFlow('Several')));
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

journey(
  'a wire is moved at its beginning, and a chain stays whole when a node of it goes',
  async ({ page, faults }) => {
    await signIn(page);
    await page.goto(flowAddress(await emptyFlow('Beginnings')));
    const builder = new Builder(page);
    await builder.canvas.waitFor();
    await builder.drag('message', { x: 200, y: 80 });
    await builder.rename('Hello');
    await builder.drag('audio', { x: 200, y: 400 });
    await builder.drag('end', { x: 620, y: 240 });
    await builder.connect('Hello', 'Next', 'End');
    const port = await builder.exit('Hello', 'Next').boundingBox();
    const other = await builder.exit('Audio', 'Next').boundingBox();
    if (!port || !other) throw new Error('The exits are not on the canvas.');
    // Just off the port, where the wire has hardly bent yet.
    await page.mouse.move(port.x + port.width / 2 + 30, port.y + port.height / 2 + 1);
    await page.mouse.down();
    await page.mouse.move(other.x - 40, other.y - 40, { steps: 5 });
    await page.mouse.move(other.x + other.width / 2, other.y + other.height / 2, { steps: 5 });
    await page.mouse.up();
    await leads(builder, 'Audio', 'End');
    await leads(builder, 'Hello', null);

    await page.keyboard.press('Escape');
    await builder.connect('Hello', 'Next', 'Audio');
    await builder.select('Audio');
    await page.keyboard.press('Delete');
    await builder.node('Audio').waitFor({ state: 'detached' });
    await leads(builder, 'Hello', 'End');
    await page.keyboard.press('Control+z');
    await leads(builder, 'Hello', 'Audio');

    // The same by one key.
    await builder.exit('Audio', 'Next').focus();
    await page.keyboard.press('s');
    await page.getByRole('dialog', { name: /^Begin .Next. at/ }).waitFor();
    await page.keyboard.type('hello');
    await page.keyboard.press('Enter');
    await leads(builder, 'Hello', 'End');
    await leads(builder, 'Audio', null);
    await builder.exit('Hello', 'Next').and(page.locator(':focus')).waitFor();
    await builder.saved();
    expect(faults).toEqual([]);
  },
);

journey('a pen draws a frame, and the palm beside it moves nothing', async ({ page, faults }) => {
  await signIn(page);
  await page.goto(flowAddress(await emptyFlow('By pen')));
  const builder = new Builder(page);
  await builder.canvas.waitFor();
  await builder.drag('message', { x: 260, y: 120 });
  await builder.drag('end', { x: 300, y: 300 });
  const sheet = page.locator('.sheet');
  const before = await sheet.getAttribute('style');
  await builder.canvas.evaluate((canvas) => {
    const { left, top } = canvas.getBoundingClientRect();
    const send = (type: string, pointerType: string, pointerId: number, x: number, y: number): void => {
      const at = { clientX: left + x, clientY: top + y, bubbles: true, cancelable: true, composed: true };
      canvas.dispatchEvent(new PointerEvent(type, { ...at, pointerType, pointerId, isPrimary: true, buttons: 1 }));
    };
    send('pointerdown', 'pen', 1, 20, 60);
    send('pointerdown', 'touch', 2, 200, 500);
    send('pointermove', 'touch', 2, 260, 540);
    send('pointermove', 'pen', 1, 300, 200);
    send('pointermove', 'pen', 1, 640, 460);
    send('pointerup', 'pen', 1, 640, 460);
    send('pointerup', 'touch', 2, 260, 540);
  });
  await page.getByRole('toolbar', { name: 'What is selected' }).getByText('2 nodes').waitFor();
  expect(await sheet.getAttribute('style')).toBe(before);
  // The settings tell what they are, and leave one kind of them selected.
  await builder.settings.getByRole('button', { name: 'Only Message' }).click();
  await builder.settings.getByRole('heading', { level: 2, name: 'Message' }).waitFor();
  expect(faults).toEqual([]);
});

/** Where the Next exit of a node leads, by its port's name. */
async function leads(builder: Builder, from: string, to: string | null): Promise<void> {
  const where = to === null ? 'leads nowhere yet' : `goes to ${to}`;
  await builder
    .node(from)
    .getByRole('button', { name: `Next exit of ${from}, ${where}`, exact: true })
    .waitFor();
}
