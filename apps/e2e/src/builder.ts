import type { Locator, Page } from 'playwright-core';

interface Place {
  x: number;
  y: number;
}

/** The flow builder, by mouse. Places are pixels from the canvas's top left corner. */
export class Builder {
  constructor(readonly page: Page) {}

  get canvas(): Locator {
    return this.page.getByRole('application');
  }

  get settings(): Locator {
    return this.page.getByRole('complementary', { name: 'Settings' });
  }

  get issues(): Locator {
    return this.page.getByRole('region', { name: 'Before you publish' });
  }

  node(name: string): Locator {
    return this.page.getByTestId('node').filter({ has: this.page.locator(`[data-card]${labelled(`${name}, `)}`) });
  }

  exit(node: string, exit: string): Locator {
    return this.node(node).locator(`button${labelled(`${exit} exit of ${node}, `)}`);
  }

  /** Drags a kind of node from the palette to a place on the canvas. */
  async drag(kind: string, to: Place): Promise<void> {
    const before = await this.page.getByTestId('node').count();
    const { x, y } = await this.corner();
    await this.pull(this.page.getByTestId(`palette-${kind}`), { x: x + to.x, y: y + to.y });
    await this.page.getByTestId('node').nth(before).waitFor();
  }

  /** Pulls a wire from an exit to a node. */
  async connect(from: string, exit: string, to: string): Promise<void> {
    const target = await middleOf(this.node(to).locator('[data-card]'));
    await this.pull(this.exit(from, exit), target);
    await this.node(from)
      .getByRole('button', { name: `${exit} exit of ${from}, goes to ${to}`, exact: true })
      .waitFor();
  }

  async select(name: string): Promise<void> {
    await this.node(name).locator('[data-card]').click();
    await this.settings.getByRole('heading', { level: 2, name }).waitFor();
  }

  async rename(name: string): Promise<void> {
    await this.settings.getByLabel('Name', { exact: true }).fill(name);
    await this.node(name).waitFor();
  }

  async write(label: string, text: string): Promise<void> {
    await this.settings.getByLabel(label, { exact: true }).fill(text);
  }

  async saved(): Promise<void> {
    await this.page.getByRole('banner').getByRole('status').filter({ hasText: 'Draft saved' }).waitFor();
  }

  private async corner(): Promise<Place> {
    const box = await this.canvas.boundingBox();
    if (!box) throw new Error('The canvas is not on the page.');
    return box;
  }

  /** Presses, moves as a hand does, lets go. */
  private async pull(from: Locator, to: Place): Promise<void> {
    const start = await middleOf(from);
    const { mouse } = this.page;
    await mouse.move(start.x, start.y);
    await mouse.down();
    await mouse.move(start.x + 12, start.y + 6, { steps: 3 });
    await mouse.move(to.x, to.y, { steps: 12 });
    await mouse.up();
  }
}

/** By the beginning of an aria-label. */
const labelled = (start: string): string => `[aria-label^=${JSON.stringify(start)}]`;

async function middleOf(what: Locator): Promise<Place> {
  await what.scrollIntoViewIfNeeded();
  const box = await what.boundingBox();
  if (!box) throw new Error('Nothing to take hold of there.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
