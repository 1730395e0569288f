import { Service, inject, signal } from '@angular/core';
import { Api } from '../api/api';
import { Toasts } from '../ui/toasts';
import type { Reply } from '../api/types';

/** The answers that the company's agents keep at hand. Few enough to be held here whole. */
@Service()
export class Replies {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  readonly all = signal<readonly Reply[]>([]);
  private loadedAt = 0;

  /** When they are wanted, and again after a while: others add to them. */
  load(): void {
    if (Date.now() - this.loadedAt < 30_000) return;
    this.loadedAt = Date.now();
    void this.toasts.try(() => this.fetch());
  }

  async save(reply: Pick<Reply, 'shortcut' | 'text'>, before: Reply | null): Promise<boolean> {
    return this.toasts.try(async () => {
      const { shortcut, text } = reply;
      if (before) await this.api.updateReply(before.id, { shortcut, text }, before.revision);
      else await this.api.createReply({ shortcut, text });
      await this.fetch();
    });
  }

  /** With a way back, for it is gone at once. */
  async remove(reply: Reply): Promise<void> {
    const gone = await this.toasts.try(async () => {
      await this.api.deleteReply(reply.id);
      await this.fetch();
    });
    if (gone) this.toasts.say(`/${reply.shortcut} is deleted`, { label: 'Undo', run: () => this.save(reply, null) });
  }

  private async fetch(): Promise<void> {
    const all: Reply[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: Reply[]; nextCursor: string | null } = await this.api.listReplies({ cursor, limit: 100 });
      all.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    this.all.set(all);
  }
}
