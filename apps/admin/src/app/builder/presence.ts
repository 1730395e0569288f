import { type Signal, computed, signal } from '@angular/core';
import type { Beside } from '../api/types';

/** Said again this often: a browser lets a hidden tab speak once a minute at the least. */
const BEAT_MS = 20_000;
const GONE_AFTER_MS = 75_000;
/** Who walks over the canvas by arrow keys is not told node by node. */
const SETTLE_MS = 400;

/** What a tab says of itself. */
export interface Said {
  tab: string;
  nodeId?: string;
  gone?: boolean;
}

type Say = (flowId: string, said: Said) => Promise<unknown>;

/** Who else has this flow open, and which node. Nobody keeps a list: each tab says it again and again, and hears the others. */
export class Presence {
  private readonly tab = crypto.randomUUID();
  private readonly heard = signal<ReadonlyMap<string, Beside & { at: number }>>(new Map());
  private flowId: string | null = null;
  private nodeId: string | null = null;
  private beat: ReturnType<typeof setInterval> | undefined;
  private soon: ReturnType<typeof setTimeout> | undefined;

  readonly people: Signal<readonly Beside[]> = computed(() =>
    [...this.heard().values()].sort((a, b) => a.name.localeCompare(b.name) || (a.tab < b.tab ? -1 : 1)),
  );
  private readonly byNode = computed(() => {
    const found = new Map<string | null, Beside[]>();
    for (const one of this.people()) found.set(one.nodeId, [...(found.get(one.nodeId) ?? []), one]);
    return found;
  });

  constructor(
    private readonly say: Say,
    private readonly now: () => number = Date.now,
  ) {}

  /** Those who work on a node. */
  on(nodeId: string): readonly Beside[] {
    return this.byNode().get(nodeId) ?? NOBODY;
  }

  open(flowId: string): void {
    this.leave();
    this.flowId = flowId;
    this.nodeId = null;
    this.tell();
    this.beat = setInterval(() => {
      this.forgetTheSilent();
      this.tell();
    }, BEAT_MS);
  }

  select(nodeId: string | null): void {
    if (nodeId === this.nodeId) return;
    this.nodeId = nodeId;
    this.tellSoon();
  }

  hear({ gone, ...one }: Beside & { gone: boolean }): void {
    if (one.flowId !== this.flowId || one.tab === this.tab) return;
    const isNew = !this.heard().has(one.tab);
    const next = new Map(this.heard());
    if (gone) next.delete(one.tab);
    else next.set(one.tab, { ...one, at: this.now() });
    this.heard.set(next);
    // Who has just come knows nobody yet.
    if (isNew && !gone) this.tellSoon();
  }

  /** After a time without the channel: who is here is heard anew. */
  tell(): void {
    clearTimeout(this.soon);
    this.soon = undefined;
    this.send({ ...(this.nodeId !== null && { nodeId: this.nodeId }) });
  }

  leave(): void {
    clearInterval(this.beat);
    clearTimeout(this.soon);
    this.soon = undefined;
    if (this.flowId !== null) this.send({ gone: true });
    this.flowId = null;
    this.heard.set(new Map());
  }

  private tellSoon(): void {
    this.soon ??= setTimeout(() => this.tell(), SETTLE_MS);
  }

  private send(said: Omit<Said, 'tab'>): void {
    if (this.flowId === null) return;
    // Refused or offline: the work goes on without, and the next beat says it again.
    this.say(this.flowId, { tab: this.tab, ...said }).catch(() => undefined);
  }

  private forgetTheSilent(): void {
    const here = [...this.heard()].filter(([, { at }]) => this.now() - at < GONE_AFTER_MS);
    if (here.length < this.heard().size) this.heard.set(new Map(here));
  }
}

const NOBODY: readonly Beside[] = [];

/** `Ada Lovelace`, `Ada Lovelace and Grace Hopper`, `Ada Lovelace and 2 more`. */
export function namesOf(people: readonly Beside[]): string {
  return listed([...new Set(people.map(({ name }) => name))]);
}

/** By first names, where there is little room: `Ada and Grace`. */
export function firstNamesOf(people: readonly Beside[]): string {
  return listed([...new Set(people.map(({ name }) => name.split(' ')[0] ?? name))]);
}

function listed([first = '', second, ...more]: string[]): string {
  if (second === undefined) return first;
  return more.length > 0 ? `${first} and ${more.length + 1} more` : `${first} and ${second}`;
}
