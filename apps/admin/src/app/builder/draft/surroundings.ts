import { type Signal, computed, signal } from '@angular/core';
import {
  type Bindings,
  type Definition,
  type Emergency,
  type Facts,
  type Schedule,
  type Subflow,
  aliasOf,
  migrate,
} from '@calldocker/flow-engine';
import type { Flow, Page } from '../../api/types';

/** A flow as others call it. */
export type CallableFlow = Pick<Flow, 'id' | 'key' | 'name' | 'liveVersion' | 'latestVersion'>;

interface Named {
  name: string;
}

export interface NamedQueue extends Named {
  title: string;
}

interface PageQuery {
  cursor: string | null;
  limit: number;
}

export interface SurroundingsDoor {
  /** The emergency, which changes what the schedule answers, stands apart from its times. */
  listSchedules(): Promise<{ items: (Named & { schedule: Schedule; emergency: Emergency | null })[] }>;
  listValues(): Promise<{ items: (Named & { value: string })[] }>;
  listSecrets(): Promise<{ items: Named[] }>;
  listQueues(query: PageQuery): Promise<Page<NamedQueue>>;
  listFlows(query: PageQuery): Promise<Page<CallableFlow>>;
  getVersion(flowId: string, number: number): Promise<{ definition: unknown }>;
}

interface Shared {
  schedules: ReadonlyMap<string, Schedule>;
  values: ReadonlyMap<string, string>;
  secrets: readonly string[];
  queues: readonly NamedQueue[];
}

interface Call {
  alias: string;
  key: string;
  version: number | 'active';
}

const NONE: Shared = { schedules: new Map(), values: new Map(), secrets: [], queues: [] };
const PAGE = 100;
const MOST_PAGES = 20;

/** What a flow names without holding it: for the checks, the pickers and the preview. */
export class Surroundings {
  private readonly shared = signal<Shared | null>(null);
  private readonly callable = signal<readonly CallableFlow[] | null>(null);
  /** Flows that the draft calls, and those that they call; null for what is not there. */
  private readonly called = signal<ReadonlyMap<string, Subflow | null>>(new Map());
  private readonly fetching = signal(0);
  private readonly asked = new Set<string>();
  private draft: Definition | null = null;

  /** Key of the flow on the table: others may call it, and then it calls itself. */
  readonly ownKey = signal<string | null>(null);
  readonly schedules = computed(() => (this.shared() ?? NONE).schedules);
  readonly values = computed(() => (this.shared() ?? NONE).values);
  readonly secrets = computed(() => (this.shared() ?? NONE).secrets);
  readonly queues = computed(() => (this.shared() ?? NONE).queues);
  readonly flows = computed(() => this.callable() ?? []);
  /** For the engine, as it takes them. */
  readonly bindings = computed<Bindings>(() => ({
    schedules: Object.fromEntries(this.schedules()),
    values: Object.fromEntries(this.values()),
  }));
  /** By alias, for the engine's bundle. */
  readonly subflows = computed<Record<string, Subflow>>(() =>
    Object.fromEntries([...this.called()].flatMap(([alias, subflow]) => (subflow ? [[alias, subflow]] : []))),
  );

  /** Nothing is said to be missing before it is known what there is. */
  readonly facts: Signal<Facts> = computed(() => {
    const shared = this.shared();
    const subflows = this.fetching() > 0 || !this.callable() ? null : this.subflows();
    const key = this.ownKey();
    return {
      ...(key !== null && { key }),
      ...(shared && {
        schedules: [...shared.schedules.keys()],
        values: [...shared.values.keys()],
        secrets: shared.secrets,
        queues: shared.queues.map(({ name }) => name),
      }),
      ...(subflows && {
        subflows: Object.fromEntries(Object.entries(subflows).map(([alias, { definition }]) => [alias, definition])),
      }),
    };
  });

  constructor(private readonly door: SurroundingsDoor) {}

  find(key: string): CallableFlow | undefined {
    return this.flows().find((flow) => flow.key === key);
  }

  async load(): Promise<void> {
    await Promise.all([this.loadShared(), this.loadFlows()]);
  }

  async loadShared(): Promise<void> {
    const [schedules, values, secrets, queues] = await Promise.all([
      this.door.listSchedules(),
      this.door.listValues(),
      this.door.listSecrets(),
      everyPage((query) => this.door.listQueues(query)),
    ]);
    this.shared.set({
      schedules: new Map(
        schedules.items.map(({ name, schedule, emergency }) => [
          name,
          emergency ? { ...schedule, emergency } : schedule,
        ]),
      ),
      values: new Map(values.items.map(({ name, value }) => [name, value])),
      secrets: secrets.items.map(({ name }) => name),
      queues,
    });
  }

  /** Also after another flow has changed: what is live there may be another version now. */
  async loadFlows(): Promise<void> {
    this.callable.set(await everyPage((query) => this.door.listFlows(query)));
    this.asked.clear();
    this.called.set(new Map());
    if (this.draft) await this.follow(this.draft);
  }

  /** Fetches the flows that the draft calls and that are not known yet. */
  async follow(draft: Definition): Promise<void> {
    this.draft = draft;
    if (!this.callable()) return;
    const fresh = callsIn(draft).filter(({ alias }) => !this.asked.has(alias));
    await Promise.all(fresh.map((call) => this.fetch(call)));
  }

  private async fetch(call: Call): Promise<void> {
    this.asked.add(call.alias);
    this.fetching.update((count) => count + 1);
    try {
      const subflow = await this.read(call);
      this.called.update((called) => new Map(called).set(call.alias, subflow));
      const within = subflow ? callsIn(subflow.definition).filter(({ alias }) => !this.asked.has(alias)) : [];
      await Promise.all(within.map((one) => this.fetch(one)));
    } catch {
      // No answer: it is asked for again with the next change, and until then nothing is said of it.
      this.asked.delete(call.alias);
    } finally {
      this.fetching.update((count) => count - 1);
    }
  }

  private async read({ key, version }: Call): Promise<Subflow | null> {
    const flow = this.find(key);
    const number = version === 'active' ? flow?.liveVersion : version;
    if (!flow || !number || number > (flow.latestVersion ?? 0)) return null;
    const { definition } = await this.door.getVersion(flow.id, number);
    return { flowId: flow.id, definition: migrate(definition) };
  }
}

async function everyPage<Item>(list: (query: PageQuery) => Promise<Page<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer: Page<Item> = await list({ cursor, limit: PAGE });
    items.push(...answer.items);
    cursor = answer.nextCursor;
    if (!cursor) break;
  }
  return items;
}

export function callsIn({ nodes }: Definition): Call[] {
  const calls = Object.values(nodes).flatMap((node): [string, Call][] => {
    if (node.kind !== 'subflow' || node.flow === '') return [];
    const alias = aliasOf(node);
    return [[alias, { alias, key: node.flow, version: node.version }]];
  });
  return [...new Map(calls).values()];
}
