import { computed, signal } from '@angular/core';
import type { Api } from '../api/api';
import { ApiProblem, asProblem } from '../api/problem';
import type { DeskEntry, DeskNews, Message, Whisper } from '../api/types';

/** Written here and not known to be there yet. */
export interface Outgoing {
  id: string;
  text: string;
  file: File | null;
  /** For the agent alone. */
  whisper: boolean;
  /** Why it cannot be sent as it is. */
  refusal: string | null;
}

/** A message, or a whisper where it was said. */
export type Said = (Message & { whispered?: undefined }) | (Whisper & { whispered: true });

const TYPING_SHOWN_MS = 5_000;
const TYPING_TOLD_MS = 3_000;
const PAGE = 100;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;

/**
 * One talk as the agent sees it. Events only say that there is something: what follows the last message seen is fetched,
 * so none is missed or shown twice. What is written is sent one after the other, each under an id of its own.
 */
export class Talk {
  readonly entry = signal<DeskEntry | null>(null);
  readonly messages = signal<readonly Message[]>([]);
  readonly whispers = signal<readonly Whisper[]>([]);
  readonly outgoing = signal<readonly Outgoing[]>([]);
  readonly visitorTypes = signal(false);
  readonly problem = signal<ApiProblem | null>(null);
  readonly unread = computed(() => {
    const read = this.entry()?.read ?? 0;
    return this.messages().filter(({ seq, author }) => author === 'visitor' && seq > read).length;
  });
  readonly said = computed(() => weave(this.messages(), this.whispers()));
  readonly held = computed(() => Boolean(this.entry()?.heldSince));
  readonly last = computed(() => this.messages().at(-1) ?? this.entry()?.lastMessage ?? null);

  private supervision = 0;
  private looking = false;
  private again = false;
  private sending = false;
  private toldTyping = 0;
  private failures = 0;
  private typing: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly api: Api,
    readonly id: string,
    /** Of a message from the visitor, or a whisper, that came while the talk was open. */
    private readonly onWritten: (talk: Talk, message: Message | Whisper) => void,
  ) {}

  /** What the stream told: only what differs is fetched. */
  hear({ lastSeq, readByOther, lastWhisper, supervision, call }: DeskNews): void {
    const entry = this.entry();
    const known = this.messages().at(-1)?.seq ?? 0;
    const same =
      entry?.call?.id === call?.id &&
      entry?.call?.state === call?.state &&
      entry?.call?.recording?.state === call?.recording;
    const came = supervision !== this.supervision;
    this.supervision = supervision;
    if (lastSeq > known || lastWhisper > this.lastWhisper || !entry || !same || came) return void this.look();
    if (readByOther > entry.readByOther) this.entry.set({ ...entry, readByOther });
  }

  hearTyping(): void {
    this.visitorTypes.set(true);
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.visitorTypes.set(false), TYPING_SHOWN_MS);
  }

  /** Fetches how it stands, and what follows the last message seen. */
  async look(): Promise<void> {
    this.again = true;
    if (this.looking) return;
    this.looking = true;
    try {
      while (this.again) {
        this.again = false;
        const first = this.entry() === null;
        const entry = await this.api.getDeskEntry(this.id);
        this.entry.set(entry);
        await this.readUpTo(entry.lastSeq, !first);
        await this.readWhispers(entry.lastWhisper, !first);
        this.problem.set(null);
      }
    } catch (caught) {
      // Shown where nothing was loaded yet; otherwise the next event, or the clock, tries again.
      this.problem.set(asProblem(caught));
    } finally {
      this.looking = false;
    }
  }

  send(text: string): void {
    this.write(text, false);
  }

  /** To the agent alone. */
  whisper(text: string): void {
    this.write(text, true);
  }

  sendFile(file: File): void {
    const limit = this.entry()?.fileLimitBytes ?? Infinity;
    const refusal =
      file.size > limit ? `This file is too large. Send one of at most ${Math.floor(limit / 1024 ** 2)} MB.` : null;
    this.put({ id: crypto.randomUUID(), text: '', file, whisper: false, refusal });
  }

  retry(id: string): void {
    this.outgoing.update((all) => all.map((each) => (each.id === id ? { ...each, refusal: null } : each)));
    void this.pump();
  }

  discard(id: string): void {
    this.outgoing.update((all) => all.filter((each) => each.id !== id));
  }

  tellTyping(): void {
    if (Date.now() - this.toldTyping < TYPING_TOLD_MS) return;
    this.toldTyping = Date.now();
    // Lost, it is no loss.
    this.api.agentTypes(this.id).catch(() => undefined);
  }

  tellRead(): void {
    const entry = this.entry();
    const seq = this.messages().findLast(({ author }) => author === 'visitor')?.seq ?? 0;
    if (!entry || seq <= entry.read) return;
    this.entry.set({ ...entry, read: seq });
    // Said again with the next message.
    this.api.readDeskMessages(this.id, seq).catch(() => undefined);
  }

  close(): void {
    clearTimeout(this.typing);
  }

  private async readUpTo(seq: number, tells: boolean): Promise<void> {
    for (let last = this.lastSeq; last < seq; last = this.lastSeq) {
      const { items } = await this.api.listDeskMessages(this.id, { cursor: String(last), limit: PAGE });
      if (items.length === 0) return;
      this.take(items, tells);
    }
  }

  private async readWhispers(n: number, tells: boolean): Promise<void> {
    for (let last = this.lastWhisper; last < n; last = this.lastWhisper) {
      const { items } = await this.api.listWhispers(this.id, { cursor: String(last), limit: PAGE });
      if (items.length === 0) return;
      this.takeWhispers(items, tells);
    }
  }

  private get lastWhisper(): number {
    return this.whispers().at(-1)?.n ?? 0;
  }

  private get lastSeq(): number {
    return this.messages().at(-1)?.seq ?? 0;
  }

  private take(items: readonly Message[], tells: boolean): void {
    const known = new Set(this.messages().map(({ seq }) => seq));
    const fresh = items.filter(({ seq }) => !known.has(seq));
    this.messages.update((all) => [...all, ...fresh].sort((one, other) => one.seq - other.seq));
    this.arrived(items);
    const written = fresh.findLast(({ author }) => author === 'visitor');
    if (!written) return;
    this.visitorTypes.set(false);
    if (tells) this.onWritten(this, written);
  }

  private takeWhispers(items: readonly Whisper[], tells: boolean): void {
    const known = new Set(this.whispers().map(({ n }) => n));
    const fresh = items.filter(({ n }) => !known.has(n));
    this.whispers.update((all) => [...all, ...fresh].sort((one, other) => one.n - other.n));
    this.arrived(items);
    const last = fresh.at(-1);
    if (last && tells) this.onWritten(this, last);
  }

  private arrived(items: readonly { id: string }[]): void {
    const there = new Set(items.map(({ id }) => id));
    this.outgoing.update((all) => all.filter(({ id }) => !there.has(id)));
  }

  private write(text: string, whisper: boolean): void {
    if (text.trim() === '') return;
    this.put({ id: crypto.randomUUID(), text: text.trim(), file: null, whisper, refusal: null });
  }

  private put(outgoing: Outgoing): void {
    this.outgoing.update((all) => [...all, outgoing]);
    void this.pump();
  }

  private async pump(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    try {
      for (let next = this.next(); next; next = this.next()) await this.sendOne(next);
    } finally {
      this.sending = false;
    }
  }

  private next(): Outgoing | undefined {
    return this.outgoing().find(({ refusal }) => refusal === null);
  }

  private async sendOne({ id, text, file, whisper }: Outgoing): Promise<void> {
    try {
      if (whisper) {
        const sent = await this.api.whisper(this.id, { id, text });
        this.failures = 0;
        await this.readWhispers(sent.n - 1, false);
        return this.takeWhispers([sent], false);
      }
      const message = file
        ? await this.api.sendDeskFile(this.id, id, file)
        : await this.api.sendDeskMessage(this.id, { id, text });
      this.failures = 0;
      // What came between is there before it.
      await this.readUpTo(message.seq - 1, true);
      this.take([message], false);
    } catch (caught) {
      const problem = asProblem(caught);
      if (isPassing(problem)) return this.pause();
      this.outgoing.update((all) =>
        all.map((each) => (each.id === id ? { ...each, refusal: problem.sentence } : each)),
      );
    }
  }

  private pause(): Promise<void> {
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.failures++);
    return new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** Whispers stand under the message they followed. */
function weave(messages: readonly Message[], whispers: readonly Whisper[]): Said[] {
  const marked = whispers.map((whisper) => ({ ...whisper, whispered: true as const }));
  const after = (seq: number): Said[] => marked.filter(({ afterSeq }) => afterSeq === seq);
  return [...after(0), ...messages.flatMap((message): Said[] => [message, ...after(message.seq)])];
}

/** Out of reach, or told to wait: the same again later. */
export const isPassing = ({ status }: ApiProblem): boolean =>
  status === 0 || [408, 429, 502, 503, 504].includes(status);
