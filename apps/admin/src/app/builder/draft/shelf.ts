import { type Signal, computed, signal } from '@angular/core';
import type { ContentFact, Facts } from '@calldocker/flow-engine';
import type { Content, EventMap, Page } from '../../api/types';

const PAGE = 100;
const MOST_PAGES = 50;

export interface ContentDoor {
  listContent(query: { cursor?: string | null; limit?: number; archived?: boolean }): Promise<Page<Content>>;
  getContent(id: string): Promise<Content>;
}

/** The company's media as the builder needs them: for the checks, the cards, the picker and the preview. */
export class Shelf {
  private readonly items = signal<ReadonlyMap<string, Content> | null>(null);

  /** Newest first. */
  readonly all: Signal<readonly Content[]> = computed(() =>
    [...(this.items()?.values() ?? [])].sort((a, b) => b.createdAt.localeCompare(a.createdAt)),
  );
  /** Nothing is said about media before they are known: a draft must not look broken while the list is on its way. */
  readonly facts: Signal<Facts> = computed(() => {
    const items = this.items();
    return items ? { content: Object.fromEntries([...items].map(([id, content]) => [id, factOf(content)])) } : {};
  });

  constructor(private readonly door: ContentDoor) {}

  find(id: string | null | undefined): Content | undefined {
    return id ? this.items()?.get(id) : undefined;
  }

  async load(): Promise<void> {
    const items = new Map<string, Content>();
    // The archived ones too: a flow may still show what nobody can choose any more.
    for (const archived of [false, true]) {
      let cursor: string | null = null;
      for (let page = 0; page < MOST_PAGES; page++) {
        const answer: Page<Content> = await this.door.listContent({ cursor, limit: PAGE, archived });
        for (const content of answer.items) items.set(content.id, content);
        cursor = answer.nextCursor;
        if (!cursor) break;
      }
    }
    this.items.set(items);
  }

  put(content: Content): void {
    this.items.update((items) => new Map(items).set(content.id, content));
  }

  /** With fresh media addresses: they are signed and expire. */
  async fetch(id: string): Promise<Content> {
    const content = await this.door.getContent(id);
    this.put(content);
    return content;
  }

  /** What the live channel says of one piece; a new or finished piece is read whole. */
  async hear({ status, ...news }: EventMap['content']): Promise<void> {
    const known = this.find(news.id);
    if (status === 'deleted')
      this.items.update((items) => items && new Map([...items].filter(([id]) => id !== news.id)));
    else if (known && status !== 'ready' && known.kind !== null) this.put({ ...known, ...news, status });
    else await this.fetch(news.id);
  }
}

function factOf(content: Content): ContentFact {
  // What plays goes on playing while another recording takes its place, or has failed to.
  const status = content.revision === null ? content.status : 'ready';
  // Before its bytes were looked at a piece has no kind; its status already says that it cannot be played.
  const { kind, captions, name, media } = content;
  return { kind: kind ?? 'video', status, captions, name, silent: media?.audioUrl === null };
}
