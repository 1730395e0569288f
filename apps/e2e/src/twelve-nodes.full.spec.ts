import { Api, unique } from './api.js';
import { Builder } from './builder.js';
import { signIn } from './console.js';
import { waitForFocus } from './hands.js';
import { type Journey, inBrowser, journey } from './journey.js';
import { stack } from './stack.js';

inBrowser();

/** In the order they are made: the last first, so that each is led to one that stands. */
const NODES: readonly [kind: string, exit: string | null][] = [
  ['end', null],
  ...['message', 'message', 'ask', 'message', 'callback', 'message', 'video', 'message', 'ask', 'message'].map(
    (kind): [string, string] => [kind, kind === 'callback' ? 'Booked' : 'Next'],
  ),
  ['message', 'Next'],
];
const nameOf = (index: number): string => `Step ${NODES.length - index}.`;

interface Hand {
  /** Makes a node, which is the one selected then. */
  add(builder: Builder, kind: string): Promise<void>;
  rename(builder: Builder, name: string): Promise<void>;
  connect(builder: Builder, from: string, exit: string, to: string): Promise<void>;
}

const mouse: Hand = {
  add: async (builder, kind) => {
    // What was made before moves on to the right.
    await builder.page.mouse.move(700, 400);
    await builder.page.mouse.wheel(-260, 0);
    await builder.drag(kind, { x: 120, y: 80 });
  },
  rename: (builder, name) => builder.rename(name),
  connect: (builder, from, exit, to) => builder.connect(from, exit, to),
};

const keyboard: Hand = {
  async add({ page }, kind) {
    await page.keyboard.press('n');
    await page.getByRole('dialog', { name: 'New node' }).waitFor();
    await page.keyboard.type(kind);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'New node' }).waitFor({ state: 'detached' });
  },
  async rename(builder, name) {
    const { page, settings } = builder;
    await page.keyboard.press('Enter');
    await settings.getByLabel('Name', { exact: true }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.type(name);
    await page.keyboard.press('Escape');
    await builder.node(name).waitFor();
    await waitForFocus(page, name);
  },
  async connect({ page }, from, exit, to) {
    await page.keyboard.press('c');
    await page.getByRole('dialog', { name: `Connect “${exit}”` }).waitFor();
    await page.keyboard.type(to);
    await page.keyboard.press('Enter');
    await waitForFocus(page, `${exit} exit of ${from}`);
    await page.keyboard.press('ArrowLeft');
  },
};

const clicks: Hand = {
  async add({ page }, kind) {
    const before = await page.getByTestId('node').count();
    await page.getByTestId(`palette-${kind}`).click();
    await page.getByTestId('node').nth(before).waitFor();
  },
  rename: (builder, name) => builder.rename(name),
  async connect(builder, from, exit, to) {
    await builder.exit(from, exit).click();
    await builder.page.getByRole('listbox').getByRole('option', { name: to }).click();
  },
};

describe('a flow of twelve nodes', () => {
  const built = new Map<string, string>();

  for (const [way, hand] of Object.entries({ 'by mouse': mouse, 'by keyboard alone': keyboard, 'by clicks': clicks }))
    journey(
      `is built ${way}`,
      async (at) => {
        built.set(way, await build(at, hand));
        expect(at.faults).toEqual([]);
      },
      240_000,
    );

  it('is the same whichever way', () => {
    expect([...built.keys()]).toHaveLength(3);
    expect(new Set(built.values()).size).toBe(1);
    expect(built.get('by mouse')?.match(/"kind"/g)).toHaveLength(NODES.length);
  });
});

async function build({ page }: Journey, hand: Hand): Promise<string> {
  const api = await Api.signedIn();
  const { id } = await api.post<{ id: string }>('/flows', { name: unique('Twelve') });
  await signIn(page);
  await page.goto(`${stack.console}/ivr-dashboard/flows/${id}`);
  const builder = new Builder(page);
  await builder.canvas.waitFor();
  for (const [index, [kind, exit]] of NODES.entries()) {
    await hand.add(builder, kind);
    await hand.rename(builder, nameOf(index));
    if (exit === null) continue;
    await hand.connect(builder, nameOf(index), exit, nameOf(index - 1));
    await builder
      .exit(nameOf(index), exit)
      .and(page.getByRole('button', { name: new RegExp(`goes to ${nameOf(index - 1)}$`) }))
      .waitFor();
  }
  await builder.saved();
  return canonical((await api.get<{ definition: Drawn }>(`/flows/${id}/draft`)).definition);
}

interface Drawn {
  start: string;
  nodes: Record<string, { name: string; exits: Record<string, string | null> }>;
  layout: unknown;
}

/** Without the places, and with names where the ids stand: those are random. */
function canonical({ layout: _layout, start, nodes, ...rest }: Drawn): string {
  const nameBy = (id: string | null): string | null => (id === null ? null : (nodes[id]?.name ?? id));
  const named = Object.values(nodes)
    .map((node) => ({
      ...node,
      exits: Object.fromEntries(Object.entries(node.exits).map(([exit, to]) => [exit, nameBy(to)])),
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
  return JSON.stringify({ ...rest, start: nameBy(start), nodes: named });
}
