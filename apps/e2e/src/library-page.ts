import type { Locator, Page } from 'playwright-core';

/** The library, by mouse. */
export class LibraryPage {
  constructor(readonly page: Page) {}

  /**
   * Before the page is opened: as in browsers whose file picker gives no handles. The other picker is the system's own
   * window, which no test reaches.
   */
  static async withFileBox(page: Page): Promise<LibraryPage> {
    await page.addInitScript(() => Reflect.deleteProperty(window, 'showOpenFilePicker'));
    return new LibraryPage(page);
  }

  piece(name: string): Locator {
    return this.page.locator('[data-piece]').filter({ has: this.page.getByRole('heading', { name, exact: true }) });
  }

  /** What stands in the line of a file on its way. */
  upload(name: string): Locator {
    return this.page.getByRole('region', { name: 'Uploads' }).getByRole('listitem').filter({ hasText: name });
  }

  async send(...files: string[]): Promise<void> {
    await this.page.getByTestId('library-files').setInputFiles(files);
  }

  /** Lets files fall on the page as from the desktop. */
  async drop(...files: string[]): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    const data = { items: [], files, dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await session.send('Input.dispatchDragEvent', { type, x: 600, y: 500, data });
    await session.detach();
  }

  async choose(name: string, action: string): Promise<void> {
    await this.page.getByRole('button', { name: `More for ${name}`, exact: true }).click();
    await this.page.getByRole('menuitem', { name: action, exact: true }).click();
  }

  async select(...names: string[]): Promise<void> {
    for (const name of names) await this.piece(name).getByRole('checkbox').check({ force: true });
  }

  get bulk(): Locator {
    return this.page.getByRole('toolbar', { name: 'Selected media' });
  }

  get messages(): Locator {
    return this.page.getByRole('region', { name: 'Messages' });
  }

  /** As over a slow line, so that a file takes some seconds; Infinity lifts it. */
  async slowLine(bytesPerSecond: number): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    const throughput = Number.isFinite(bytesPerSecond) ? bytesPerSecond : -1;
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: throughput,
    });
  }
}
