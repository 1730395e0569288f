import type { EntityManager } from 'typeorm';
import type { CompanyCaller } from '../src/auth/access.js';
import { scopesOf } from '../src/auth/scopes.js';
import { Db, type After } from '../src/platform/db.js';
import { newId } from '../src/platform/ids.js';
import { Live } from '../src/platform/live.js';
import { Problem } from '../src/platform/problem.js';
import { AgentLoads } from '../src/queues/agent-loads.js';
import { QueueClock } from '../src/queues/clock.js';
import { Entries } from '../src/queues/entries.js';
import { Lines } from '../src/queues/lines.js';
import { QueueBells } from '../src/queues/queue-bells.js';
import { Router } from '../src/queues/router.js';
import { SessionResults } from '../src/queues/session-results.js';
import type { Harness } from './harness.js';
import { givenSupport, inLine, TestAgent, type Support } from './queues.helpers.js';

export const KINDS = [
  ...(['join', 'join', 'join', 'leave', 'ready', 'ready', 'break', 'lost'] as const),
  ...([
    'route',
    'route',
    'route',
    'route',
    'accept',
    'accept',
    'decline',
    'late',
    'take',
    'leave meanwhile',
    'take meanwhile',
    'finish',
    'finish',
    'crash',
  ] as const),
];

export interface Act {
  kind: (typeof KINDS)[number];
  visitor: number;
  agent: number;
  urgent: boolean;
  callback: boolean;
}

const DEADLOCK = '40P01';

/** An entry as it is stored, with what became of its offers. */
export interface Stored {
  id: string;
  effect: string;
  state: string;
  channel: string;
  priority: number;
  age: string;
  agent: string | null;
  /** Who has refused it lately. */
  refusedBy: string[];
  accepted: number;
  offers: number;
}

export interface Look {
  /** In the order in which they are to be served. */
  entries: Stored[];
  /** Those who would take a visitor. */
  free: string[];
  ready: string[];
}

const HELD = ['offered', 'serving', 'wrap_up'];
/** What an act may be refused with when others were first; anything else is a fault. */
const REFUSALS = ['entry.offer-over', 'entry.moved-on', 'entry.not-yours', 'agent.busy', 'queue.empty'];

const PATIENCE_MS = 2_000;

/** What must be true, kept apart from the tables: who has joined, when, and who is gone. */
export class Expected {
  readonly joined = new Map<string, { callback: boolean; gone: boolean; age?: string }>();
  /** Effect of the visitor's latest entry. */
  readonly latest = new Map<number, string>();
  private before: Look = { entries: [], free: [], ready: [] };

  check(look: Look, seen: Set<string>): void {
    const { entries } = look;
    // Nobody is lost, and nobody comes in twice.
    expect(entries.map(({ effect }) => effect).sort()).toEqual([...this.joined.keys()].sort());
    for (const entry of entries) this.checkEntry(entry, seen);
    for (const agent of new Set(entries.flatMap((entry) => (HELD.includes(entry.state) ? (entry.agent ?? []) : []))))
      // A visit takes the agent whole: never two at a time, offered or served.
      expect(entries.filter((entry) => HELD.includes(entry.state) && entry.agent === agent)).toHaveLength(1);
    this.checkOvertaking(look);
    this.before = look;
  }

  /** Of those who wait, none could be offered to any who are free. */
  checkNobodyIdle({ entries, free }: Look): void {
    for (const entry of entries)
      if (entry.state === 'waiting') expect(free.filter((agent) => !entry.refusedBy.includes(agent))).toEqual([]);
  }

  private checkEntry(entry: Stored, seen: Set<string>): void {
    const known = this.joined.get(entry.effect);
    if (!known) throw new Error('checked above');
    // The age stays what it was, whatever happens.
    known.age ??= entry.age;
    expect(entry.age).toBe(known.age);
    // Served once: a second agent accepts only what the first has given back.
    const was = this.before.entries.find(({ id }) => id === entry.id);
    if (was && ['done', 'left'].includes(was.state)) expect(entry.state).toBe(was.state);
    if (known.gone) expect(['left', 'done', 'wrap_up']).toContain(entry.state);
    else if (entry.state === 'left') throw new Error('put out of the line without having left it');
    expect(entry.state === 'serving' ? entry.accepted : 1).toBeGreaterThan(0);
    if (entry.state === 'offered') seen.add('offered');
    if (entry.state === 'done') seen.add('served');
    if (entry.state === 'left') seen.add('left');
    if (entry.channel === 'callback' && entry.state !== 'waiting') seen.add('callback');
    if (was?.state === 'offered' && entry.state === 'waiting')
      seen.add(entry.refusedBy.length > 0 ? 'declined' : 'late');
    if (was?.state === 'serving' && entry.state === 'waiting') seen.add('agent lost');
  }

  /** Whoever is newly offered or taken has nobody before them whom that agent could have been given. */
  private checkOvertaking({ entries }: Look): void {
    const offersBefore = new Map(this.before.entries.map(({ id, offers }) => [id, offers]));
    for (const [at, entry] of entries.entries()) {
      if (!['offered', 'serving'].includes(entry.state) || entry.offers <= (offersBefore.get(entry.id) ?? 0)) continue;
      const overtaken = entries.slice(0, at).filter((ahead) => {
        const waitedThrough = this.before.entries.some(({ id, state }) => id === ahead.id && state === 'waiting');
        return waitedThrough && ahead.state === 'waiting' && ahead.offers === (offersBefore.get(ahead.id) ?? 0);
      });
      expect(overtaken.filter(({ refusedBy }) => !refusedBy.includes(entry.agent ?? ''))).toEqual([]);
    }
  }
}

/** The rooms themselves, on a real database. */
export class Actual {
  private router!: Router;
  private clock!: QueueClock;
  private count = 0;

  private constructor(
    private readonly api: Harness,
    private readonly support: Support,
    private readonly sessions: string[],
    private readonly agents: CompanyCaller[],
    private readonly flowId: string,
  ) {
    this.restart();
  }

  static async in(api: Harness): Promise<Actual> {
    // It would offer between the acts: those say when.
    api.app.get(Router).onModuleDestroy();
    const support = await givenSupport(api);
    const sessions: string[] = [];
    for (let n = 0; n < 6; n++) sessions.push((await inLine(api, support)).sessionId);
    const agents: CompanyCaller[] = [];
    for (let n = 0; n < 3; n++) {
      const { signed } = await TestAgent.of(api, support);
      const scopes = scopesOf('agent');
      agents.push({ ...signed, role: 'agent', globalAdmin: false, scopes, family: newId() });
    }
    const { rows } = await api.owner.query(`select flow_id from ivr_sessions where id = $1`, [sessions[0]]);
    return new Actual(api, support, sessions, agents, rows[0].flow_id);
  }

  /** An empty line, and nobody at the desks. */
  async begin(): Promise<void> {
    await this.emptyLine();
    await this.api.owner.query(`update agents set availability = 'offline'`);
    this.restart();
  }

  /** What the case before has left running may hold rows of the line; of two that wait for each other one is ended. */
  private async emptyLine(): Promise<void> {
    try {
      await this.api.owner.query(`delete from queue_entries`);
    } catch (error) {
      if ((error as { code?: string }).code !== DEADLOCK) throw error;
      await this.emptyLine();
    }
  }

  /** As a process that has just started: nothing is remembered. */
  private restart(): void {
    const { app } = this.api;
    const bells = new QueueBells(app.get(Live));
    this.router = new Router(app.get(Db), app.get(AgentLoads), bells);
    this.clock = new QueueClock(app.get(Db), this.router, app.get(SessionResults), bells);
  }

  async route(): Promise<void> {
    await this.router.route(this.support.companyId);
  }

  async carryOut(act: Act, expected: Expected): Promise<void> {
    try {
      await this.attempt(act, expected);
    } catch (error) {
      if (!(error instanceof Problem) || !REFUSALS.includes(error.code)) throw error;
    }
  }

  private async attempt({ kind, visitor, agent, urgent, callback }: Act, expected: Expected): Promise<void> {
    const { owner, app } = this.api;
    const { companyId } = this.support;
    const entries = app.get(Entries);
    const caller = this.agents[agent];
    const sessionId = this.sessions[visitor];
    if (!caller || !sessionId) throw new Error('no such agent or visitor');
    const withHeld = async (state: string, work: (id: string) => Promise<unknown>): Promise<void> => {
      const { rows } = await owner.query(`select id from queue_entries where agent_id = $1 and state = $2`, [
        caller.userId,
        state,
      ]);
      if (rows[0]) await work(rows[0].id);
    };
    switch (kind) {
      case 'join':
        return this.join(sessionId, visitor, urgent, callback, expected);
      case 'leave':
        return this.leave(sessionId, visitor, expected);
      case 'ready':
        await owner.query(`update agents set availability = 'ready', seen_at = now() where user_id = $1`, [
          caller.userId,
        ]);
        return;
      case 'break':
        await owner.query(`update agents set availability = 'break' where user_id = $1`, [caller.userId]);
        return this.clock.tend(companyId);
      case 'lost':
        await owner.query(`update agents set seen_at = now() - interval '1 hour' where user_id = $1`, [caller.userId]);
        return this.clock.tend(companyId);
      case 'late':
        await owner.query(`update queue_entries set offer_expires_at = now() - interval '1 s' where state = 'offered'`);
        return this.clock.tend(companyId);
      case 'route':
        await this.router.route(companyId);
        return;
      case 'accept':
        return withHeld('offered', (id) => entries.accept(caller, id));
      case 'decline':
        return withHeld('offered', (id) => entries.decline(caller, id));
      case 'take':
        await entries.takeNext(caller, null);
        return;
      case 'leave meanwhile':
        return this.leave(sessionId, visitor, expected, () => this.router.route(companyId));
      case 'take meanwhile':
        return this.meanwhile(
          (em) => em.query(`select 1 from queue_entries where state = 'waiting' order by id for update`),
          () => entries.takeNext(caller, null),
        );
      case 'finish':
        return withHeld('serving', (id) => entries.finish(caller, id, {}));
      case 'crash':
        return this.crash();
    }
  }

  private async join(
    sessionId: string,
    visitor: number,
    urgent: boolean,
    callback: boolean,
    expected: Expected,
  ): Promise<void> {
    const { companyId } = this.support;
    const latest = expected.latest.get(visitor);
    if (latest !== undefined) return;
    const effectId = `join-${++this.count}`;
    expected.latest.set(visitor, effectId);
    expected.joined.set(effectId, { callback, gone: false });
    const joined = await this.api.db.inCompany(companyId, (em, after) =>
      this.api.app.get(Lines).join(em, after, {
        ...{ companyId, sessionId, effectId, flowId: this.flowId, nodeId: null, queue: 'support' },
        ...{ channel: callback ? 'callback' : 'visit', priority: urgent ? 90 : 50 },
      }),
    );
    expect(joined).toHaveProperty('entryId');
  }

  /** `meanwhile` begins before it is committed that the visitor has left. */
  private async leave(
    sessionId: string,
    visitor: number,
    expected: Expected,
    meanwhile: () => Promise<unknown> = () => Promise.resolve(),
  ): Promise<void> {
    const { companyId } = this.support;
    const effectId = expected.latest.get(visitor);
    const known = effectId === undefined ? undefined : expected.joined.get(effectId);
    if (effectId === undefined || !known) return;
    await this.meanwhile(async (em, after) => {
      const [entry] = await em.query(`select 1 from queue_entries where effect_id = $1`, [effectId]);
      if (!entry) return;
      await this.api.app.get(Lines).leave(em, after, companyId, sessionId, effectId);
      after(() => void (known.gone = true));
    }, meanwhile);
  }

  /** Commits what was done once `other`, begun after it, has come to its end or to what this holds. */
  private async meanwhile(
    work: (em: EntityManager, after: After) => Promise<unknown>,
    other: () => Promise<unknown>,
  ): Promise<void> {
    let others: Promise<unknown> = Promise.resolve();
    await this.api.db.inCompany(this.support.companyId, async (em, after) => {
      await work(em, after);
      let over = false;
      others = other().finally(() => (over = true));
      others.catch(() => undefined); // asked for below
      // What it waits for may itself wait for this, outside the database's sight: then this goes on first. It looks for
      // itself: the owner's one connection may be waiting for the very same lock.
      const patience = Date.now() + PATIENCE_MS;
      while (!over && Date.now() < patience) {
        const waiting = await em.query(
          `select 1 from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid)) limit 1`,
        );
        if (waiting.length > 0) break;
      }
    });
    await others;
  }

  /** In the middle of its work a process dies: the database takes back what was not committed. Another starts. */
  private async crash(): Promise<void> {
    const { companyId } = this.support;
    await Promise.allSettled([
      this.api.db.inCompany(companyId, async (em) => {
        await em.query(
          `update queue_entries set state = 'left', ended_at = now(), offer_id = null where state <> 'done'`,
        );
        throw new Error('died');
      }),
      this.router.route(companyId),
    ]);
    this.restart();
  }

  async look(): Promise<Look> {
    const { rows: entries } = await this.api.owner.query<Stored>(
      `select e.id, e.effect_id as effect, e.state, e.channel, e.priority, e.joined_at || ' ' || e.ordinal as age,
              e.agent_id as agent,
              array(select o.agent_id::text from queue_offers o
                    where o.entry_id = e.id and o.outcome in ('declined', 'expired')) as "refusedBy",
              (select count(*)::int from queue_offers o where o.entry_id = e.id and o.outcome = 'accepted') as accepted,
              (select count(*)::int from queue_offers o where o.entry_id = e.id) as offers
       from queue_entries e order by e.priority desc, e.joined_at, e.ordinal`,
    );
    const { rows: agents } = await this.api.owner.query<{ user_id: string }>(
      `select user_id from agents where availability = 'ready' and seen_at > now() - interval '30 s'`,
    );
    const ready = agents.map(({ user_id }) => user_id);
    const busy = new Set(entries.flatMap(({ state, agent }) => (HELD.includes(state) ? (agent ?? []) : [])));
    return { entries, ready, free: ready.filter((agent) => !busy.has(agent)) };
  }
}
