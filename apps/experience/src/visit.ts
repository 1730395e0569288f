import type { Brand, CallbackOptions, ConsentAnswer, Door, FoundArticle, Handover, Input } from './wire.js';
import type { Mode, Place, Privacy, VisitorStep } from './wire.js';

export interface Failure {
  title: string;
  detail: string;
  reference?: string;
  /** What the button under it does: try the same again, or begin a new visit. */
  remedy: 'open' | 'restart' | 'none';
}

/** All the page shows, in one value: replaced whole on every change. */
export interface VisitView {
  phase: 'opening' | 'open' | 'failed';
  brand: Brand | null;
  /** Null: nothing is kept anywhere, as in a preview. */
  privacy: Privacy | null;
  doors: Door[];
  /** Those of the flow, in its own order. */
  languages: string[];
  mode: Mode;
  step: VisitorStep | null;
  /** The answer on its way, so that the pressed choice can show it. */
  sending: Input | null;
  /** What the server said about an answer it did not take. */
  notice: string | null;
  connection: 'up' | 'offline' | 'unreachable';
  /** In a line, where there is one. */
  place: Place | null;
  failure: Failure | null;
  /** Another device goes on with it. */
  elsewhere: boolean;
}

/** Sent by the page without anybody's doing. */
export const OWN_REPORTS: ReadonlySet<Input['type']> = new Set<Input['type']>(['mediaEnd', 'mediaFailed', 'timeout']);

/** Taken down by the page itself: the line is too slow, or the device saves data. */
export interface Fall {
  from: Exclude<Mode, 'text'>;
  to: Mode;
  because: 'slow' | 'saves';
}

export const opening: VisitView = {
  phase: 'opening',
  brand: null,
  privacy: null,
  doors: [],
  languages: [],
  mode: 'video',
  step: null,
  sending: null,
  notice: null,
  connection: 'up',
  place: null,
  failure: null,
  elsewhere: false,
};

export interface Access {
  url: string;
  token: string;
}

export type News = (topic: string, data: unknown) => void;

/** One visit, whoever runs the flow: the server, or the console's preview. */
export abstract class Visit {
  view: VisitView = opening;
  /** How the visitor wants to go on, in place of what the company has set. */
  protected wish: Mode | null = null;
  fallen: Fall | null = null;
  private readonly listeners = new Set<() => void>();
  private readonly newsListeners = new Set<News>();

  /** The visit's own address and token, for what pieces of the page that come later ask by themselves. */
  abstract readonly access: Access | null;

  abstract readonly preview: boolean;
  abstract open(): Promise<void>;
  abstract send(input: Input): Promise<void>;
  /** The company's articles for the visitor's words; null when they cannot be had now. */
  abstract findArticles(words: string, tags: readonly string[]): Promise<FoundArticle[] | null>;
  /** When a call can come; null when that cannot be had now. */
  abstract callbackOptions(): Promise<CallbackOptions | null>;
  /** Fetches the step anew: its media addresses expire. */
  abstract refresh(): Promise<void>;
  abstract restart(): Promise<void>;
  abstract leave(): Promise<void>;

  get mode(): Mode {
    return this.fallen?.to ?? this.wish ?? this.view.mode;
  }

  /** The visitor has said how. */
  get hasWish(): boolean {
    return this.wish !== null;
  }

  /** At any moment, without leaving the node: the flow does not know how it is shown. */
  prefer(mode: Mode): void {
    this.wish = mode;
    this.fallen = null;
    this.change({});
  }

  /** At the same node, with less to carry. What the visitor has wished for is offered again. */
  fall(to: Mode, because: Fall['because']): void {
    const from = this.fallen?.from ?? this.mode;
    if (from === 'text') return;
    this.fallen = { from, to, because };
    this.change({});
  }

  /** A link by which another device goes on; null where there is none to be had. */
  handOver(): Promise<Handover | null> {
    return Promise.resolve(null);
  }

  /** Here again, after it went on elsewhere. */
  takeBack(): Promise<void> {
    return Promise.resolve();
  }

  /** About usage data; at any time, and again. */
  answerConsent(_answer: ConsentAnswer['answer']): void {}

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** What the server tells beside the steps, by topic. `return`: the stream was away and is back. */
  onNews(listener: News): () => void {
    this.newsListeners.add(listener);
    return () => this.newsListeners.delete(listener);
  }

  protected tell(topic: string, data: unknown): void {
    // Kept, since it may come before the piece of the page that shows it.
    if (topic === 'place') this.change({ place: data as Place });
    for (const listener of this.newsListeners) listener(topic, data);
  }

  protected change(part: Partial<VisitView>): void {
    this.view = { ...this.view, ...part };
    for (const listener of this.listeners) listener();
  }
}
