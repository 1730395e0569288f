import type { Message } from '../wire.js';
import type { TalkApi } from './talk-api.js';

type SentFile = NonNullable<Message['file']>;

/** Files of the talk: they are fetched with the visit's token, so what the page shows is a copy of its own. */
export class Pictures {
  private readonly addresses = new Map<string, string | null>();

  constructor(
    private readonly api: TalkApi,
    private readonly changed: () => void,
  ) {}

  addressOf(file: SentFile): string | null {
    if (file.type.startsWith('image/') && !this.addresses.has(file.id)) void this.fetch(file);
    return this.addresses.get(file.id) ?? null;
  }

  async download(file: SentFile): Promise<void> {
    const address = this.addresses.get(file.id) ?? (await this.fetch(file));
    if (address === null) return;
    const link = document.createElement('a');
    link.href = address;
    link.download = file.name;
    link.click();
  }

  close(): void {
    for (const address of this.addresses.values()) if (address) URL.revokeObjectURL(address);
  }

  private async fetch({ id }: SentFile): Promise<string | null> {
    this.addresses.set(id, null);
    // Out of reach: asked again when it is next shown.
    const blob = await this.api.file(id).catch(() => null);
    if (!blob) {
      this.addresses.delete(id);
      return null;
    }
    const address = URL.createObjectURL(blob);
    this.addresses.set(id, address);
    this.changed();
    return address;
  }
}
