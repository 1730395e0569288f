import { Unreachable } from '../api.js';
import { Backoff } from '../backoff.js';
import { uuid } from '../session.js';
import type { Conversation, Message, Problem } from '../wire.js';
import { talkRefusal } from './refusals.js';
import { words } from './strings.js';
import type { TalkApi } from './talk-api.js';

/** Written here and not known to be there yet. */
export interface Outgoing {
  id: string;
  text: string;
  file: File | null;
  /** Why it cannot be sent as it is. */
  refusal: string | null;
}

/** Where what was written survives a reload: files do not. */
export interface Drawer {
  read(): { id: string; text: string }[];
  write(kept: { id: string; text: string }[]): void;
}

/** In case a bell was lost. */
const CATCH_UP_MS = 15_000;
const TYPING_SHOWN_MS = 5_000;
const TYPING_TOLD_MS = 3_000;

/**
 * A talk as the page knows it. Bells only say that there is something: what follows the last message seen is fetched, so
 * none is missed or shown twice. What is written is sent one after the other, each under an id of its own until it is there.
 */
export class Talk {
  conversation: Conversation | null = null;
  messages: readonly Message[] = [];
  outgoing: readonly Outgoing[];
  otherTypes = false;
  /** When the hold began, by this page's clock. */
  heldFrom: number | null = null;

  private looking = false;
  private again = false;
  private sending = false;
  private toldTyping = 0;
  private toldRead = 0;
  private typing: ReturnType<typeof setTimeout> | undefined;
  private readonly backoff = new Backoff();
  private readonly catchUp: ReturnType<typeof setInterval>;
  private stopped = false;

  constructor(
    readonly api: TalkApi,
    private readonly drawer: Drawer,
    private readonly changed: () => void,
  ) {
    this.outgoing = drawer.read().map((kept) => ({ ...kept, file: null, refusal: null }));
    this.catchUp = setInterval(() => void this.look(), CATCH_UP_MS);
    void this.look();
  }

  stop(): void {
    this.stopped = true;
    clearInterval(this.catchUp);
    clearTimeout(this.typing);
    this.backoff.hurry();
  }

  hear(topic: string): void {
    if (topic === 'typing') return this.hearTyping();
    if (topic === 'return') this.backoff.hurry();
    if (topic !== 'place') void this.look();
  }

  send(text: string): void {
    if (text.trim() !== '') this.put({ id: uuid(), text: text.trim(), file: null, refusal: null });
  }

  sendFile(file: File): void {
    const limit = this.conversation?.fileLimitBytes ?? Infinity;
    const refusal = file.size > limit ? words.tooLarge(Math.floor(limit / 1024 ** 2)) : null;
    this.put({ id: uuid(), text: '', file, refusal });
  }

  retry(id: string): void {
    this.change(this.outgoing.map((each) => (each.id === id ? { ...each, refusal: null } : each)));
    void this.pump();
  }

  discard(id: string): void {
    this.change(this.outgoing.filter((each) => each.id !== id));
    void this.pump();
  }

  /** The visitor is writing; said now and then, for it is forgotten soon. */
  tellTyping(): void {
    if (Date.now() - this.toldTyping < TYPING_TOLD_MS || !this.conversation?.entryId) return;
    this.toldTyping = Date.now();
    // Lost, it is no loss.
    this.api.typing().catch(() => undefined);
  }

  /** All that is here has been seen. */
  tellRead(): void {
    const seq = this.messages.findLast(({ author }) => author !== 'visitor')?.seq ?? 0;
    if (seq <= Math.max(this.toldRead, this.conversation?.read ?? 0)) return;
    this.toldRead = seq;
    this.api.read(seq).catch(() => (this.toldRead = 0));
  }

  /** Fetches how it stands, and what follows the last message seen. */
  async look(): Promise<void> {
    this.again = true;
    if (this.looking) return;
    this.looking = true;
    try {
      while (this.again && !this.stopped) {
        this.again = false;
        await this.fetch();
      }
    } catch (error) {
      // Out of reach for now: the next bell, or the clock, tries again.
      if (!(error instanceof Unreachable)) throw error;
    } finally {
      this.looking = false;
    }
    void this.pump();
  }

  private async fetch(): Promise<void> {
    const stands = await this.api.conversation();
    if (!stands.ok) return;
    const conversation = this.current(stands.body);
    if (conversation.entryId !== this.conversation?.entryId) this.messages = [];
    this.conversation = conversation;
    const { heldSeconds, lastSeq } = conversation;
    this.heldFrom = heldSeconds === null ? null : Date.now() - heldSeconds * 1000;
    await this.readUpTo(lastSeq);
    this.changed();
  }

  /** One that was over before this page saw it is the visitor's last: the new one is about to be made. */
  private current(stands: Conversation): Conversation {
    const last = stands.phase === 'ended' && stands.entryId !== this.conversation?.entryId;
    return last
      ? { ...stands, entryId: null, phase: 'none', agentName: null, joined: [], lastSeq: 0, read: 0 }
      : stands;
  }

  private async readUpTo(seq: number): Promise<void> {
    while (this.lastSeq < seq) {
      const page = await this.api.messages(this.lastSeq);
      if (!page.ok || page.body.items.length === 0) return;
      this.take(page.body.items);
    }
  }

  private get lastSeq(): number {
    return this.messages.at(-1)?.seq ?? 0;
  }

  private take(items: readonly Message[]): void {
    const known = new Set(this.messages.map(({ seq }) => seq));
    const fresh = items.filter(({ seq }) => !known.has(seq));
    if (fresh.some(({ author }) => author !== 'visitor')) this.otherTypes = false;
    this.messages = [...this.messages, ...fresh].toSorted((one, other) => one.seq - other.seq);
    const there = new Set(items.map(({ id }) => id));
    this.change(this.outgoing.filter(({ id }) => !there.has(id)));
  }

  /** One after the other: what was written first arrives first. */
  private async pump(): Promise<void> {
    if (this.sending || !this.conversation?.entryId) return;
    this.sending = true;
    try {
      for (let next = this.next(); next && !this.stopped; next = this.next()) await this.sendOne(next);
    } finally {
      this.sending = false;
    }
  }

  private next(): Outgoing | undefined {
    return this.outgoing.find(({ refusal }) => refusal === null);
  }

  private async sendOne({ id, text, file }: Outgoing): Promise<void> {
    try {
      const answer = file ? await this.api.sendFile(id, file) : await this.api.send(id, text);
      this.backoff.reset();
      if (!answer.ok) return this.refuse(id, answer.problem);
      // What came between is there before it.
      await this.readUpTo(answer.body.seq - 1);
      this.take([answer.body]);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      await this.backoff.wait(error.retryAfterSeconds);
    }
  }

  private refuse(id: string, problem: Problem): void {
    const refusal = talkRefusal(problem) ?? words.notSent;
    this.change(this.outgoing.map((each) => (each.id === id ? { ...each, refusal } : each)));
    if (problem.code === 'conversation.ended') void this.look();
  }

  private put(outgoing: Outgoing): void {
    this.change([...this.outgoing, outgoing]);
    void this.pump();
  }

  private change(outgoing: readonly Outgoing[]): void {
    this.outgoing = outgoing;
    this.drawer.write(outgoing.filter(({ file }) => file === null).map(({ id, text }) => ({ id, text })));
    this.changed();
  }

  private hearTyping(): void {
    this.otherTypes = true;
    clearTimeout(this.typing);
    this.typing = setTimeout(() => {
      this.otherTypes = false;
      this.changed();
    }, TYPING_SHOWN_MS);
    this.changed();
  }
}
