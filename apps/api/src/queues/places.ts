import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { setImmediate } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import { Db, rows } from '../platform/db.js';
import { grouped } from '../platform/group.js';
import { Live } from '../platform/live.js';
import { log } from '../platform/log.js';
import { VisitorEvents } from '../sessions/visitor-events.js';
import type { SessionKey } from '../sessions/visitor-rows.js';
import type { EntryState } from './entry-rows.js';
import type { Moment } from './waits/wait-range.js';
import { JUST_JOINED, spoken, Waits, type Told, type Waiting } from './waits/waits.js';

/** What a visitor in a line is told, as `event: place`. */
export interface Place {
  entryId: string;
  queue: string;
  state: EntryState;
  /** 1 is next; null once served. */
  place: number | null;
  /** Seconds in which four in five are answered; null when that cannot be told, or once served. */
  wait: { low: number; high: number } | null;
  /** Who serves the visitor. */
  agent: string | null;
}

interface PlaceRow {
  session_id: string;
  id: string;
  queue_id: string;
  queue: string;
  state: EntryState;
  place: number | null;
  priority: number;
  moment: Moment;
  answered: boolean;
  agent: string | null;
  told?: Told | undefined;
}

interface Sent {
  text: string;
  place: number | null;
}

/**
 * Everybody who waits or is served. Those who wait are numbered as the line's index has them, so that the first are there
 * before the last are read. Two times of each, read as dates, would cost the process more than all the rest of a row.
 */
const LINE = `
  with line as (
    select session_id, id, queue_id, state, priority, joined_at, answered_at, null::uuid as agent_id,
           row_number() over (partition by queue_id order by priority desc, joined_at, ordinal) as place
    from queue_entries where state in ('waiting', 'offered')
    union all
    select session_id, id, queue_id, state, priority, joined_at, answered_at, agent_id, null
    from queue_entries where state = 'serving'
  )
  select e.session_id, e.id, e.queue_id, q.name as queue, e.state, e.place::int as place, e.priority,
         case when e.joined_at > now() - ${JUST_JOINED} then 'joined' else 'moved' end as moment,
         e.answered_at is not null as answered, u.name as agent
  from line e join queues q on q.id = e.queue_id
  left join users u on u.id = e.agent_id`;
const CHUNK = 1_000;

/** Visitors are told this often at most. */
const PACE_MS = 1_000;
const TICK_MS = 1_000;
/** In case a bell was lost; lines that were looked at just before are left for the next time. */
const CATCH_UP_MS = 5_000;

/** Tells visitors their places as they change: one look a second at most at each company's lines. */
@Injectable()
export class Places implements OnModuleInit, OnModuleDestroy {
  /** What was sent last, by session. */
  private readonly sent = new Map<string, Sent>();
  private readonly due = new Set<string>();
  /** Whose page came or went since the last tick. */
  private readonly moved = new Map<string, SessionKey>();
  private readonly stops: (() => void)[] = [];
  private looking = false;
  private stopped = false;
  private next: NodeJS.Timeout | undefined;
  private restUntil = 0;
  /** When a company's lines were last looked at. */
  private readonly looked = new Map<string, number>();

  constructor(
    private readonly db: Db,
    private readonly live: Live,
    private readonly events: VisitorEvents,
    private readonly waits: Waits,
  ) {}

  onModuleInit(): void {
    this.events.onOpen('place', (sessions) => this.standing(sessions));
    this.events.onCome((session) => this.moved.set(session.sessionId, session));
    this.events.onGone((session) => {
      this.sent.delete(session.sessionId);
      this.moved.set(session.sessionId, session);
    });
    const tick = setInterval(() => void this.tellPresence(), TICK_MS).unref();
    const catchUp = setInterval(() => void this.catchUp(), CATCH_UP_MS).unref();
    this.stops.push(
      () => clearInterval(tick),
      () => clearInterval(catchUp),
      () => clearTimeout(this.next),
      this.live.listen(null, ['queues'], ({ companyId }) => {
        this.due.add(companyId);
        this.lookSoon();
      }),
    );
  }

  onModuleDestroy(): void {
    this.stopped = true;
    for (const stop of this.stops) stop();
  }

  /** After a quiet second at once; else when it is over, for all that came meanwhile. */
  private lookSoon(): void {
    if (this.looking || this.next || this.due.size === 0 || this.stopped) return;
    this.next = setTimeout(() => void this.look(), Math.max(0, this.restUntil - Date.now())).unref();
  }

  private async look(): Promise<void> {
    this.next = undefined;
    this.looking = true;
    const here = new Set([...this.events.sessions()].map(({ companyId }) => companyId));
    const companies = [...this.due].filter((companyId) => here.has(companyId));
    this.due.clear();
    const began = Date.now();
    let rest = 0;
    try {
      // Who looks and has nothing to tell rests as long as that took, no longer: the next bell may be news.
      for (const companyId of companies) {
        rest = Math.max(rest, (await this.push(companyId)) ? PACE_MS : Date.now() - began);
        this.looked.set(companyId, Date.now());
      }
    } catch (err) {
      // The database is away: looked at again in a while.
      log.debug({ err }, 'places not read');
      for (const companyId of companies) this.due.add(companyId);
      rest = PACE_MS;
    } finally {
      this.looking = false;
      this.restUntil = Date.now() + rest;
      this.lookSoon();
    }
  }

  /**
   * Some at a time: of a long line, what is read for one part is let go soon, while the next is under way already. Answers
   * whether anybody was told anything.
   */
  private async push(companyId: string): Promise<boolean> {
    const moved: Told[] = [];
    const queueIds = new Set<string>();
    let told = 0;
    await this.db.inCompany(companyId, async (em) => {
      await em.query(`declare line no scroll cursor for ${LINE}`);
      const fetch = () => rows<PlaceRow>(em, `fetch ${CHUNK} from line`);
      for (let found = await fetch(); found.length > 0;) {
        // Nobody is told a wait whose page is not here.
        const here = await this.withWaits(
          em,
          found.filter((row) => this.events.listens(row.session_id)),
        );
        // The next are on their way by then, and read while these are told.
        const [next, heard] = await Promise.all([
          found.length === CHUNK ? fetch() : [],
          setImmediate().then(() => this.tell(here)),
        ]);
        told += heard.told;
        moved.push(...tellable(heard.moved));
        for (const { queue_id: queueId } of here) queueIds.add(queueId);
        found = next;
      }
      await this.waits.refresh(em, queueIds);
    });
    await this.waits.note(companyId, moved);
    return told > 0;
  }

  /** Answers how many were told, and whose place is another than before. */
  private tell(found: PlaceRow[]): { told: number; moved: PlaceRow[] } {
    const moved: PlaceRow[] = [];
    let told = 0;
    for (const row of found) {
      const text = JSON.stringify(placeOf(row));
      const sent = this.sent.get(row.session_id);
      if (sent?.text === text) continue;
      if (sent?.place !== row.place) moved.push(row);
      this.sent.set(row.session_id, { text, place: row.place });
      this.events.send(row.session_id, 'place', text);
      told += 1;
    }
    return { told, moved };
  }

  private async standing(sessions: SessionKey[]): Promise<ReadonlyMap<string, Place>> {
    const places = new Map<string, Place>();
    for (const [companyId, ids] of byCompany(sessions)) {
      const found = await this.read(companyId, ids);
      for (const row of found) places.set(row.session_id, this.remember(row));
      await this.waits.note(companyId, tellable(found));
    }
    return places;
  }

  private remember(row: PlaceRow): Place {
    const place = placeOf(row);
    this.sent.set(row.session_id, { text: JSON.stringify(place), place: row.place });
    return place;
  }

  private read(companyId: string, sessionIds: string[]): Promise<PlaceRow[]> {
    return this.db.inCompany(companyId, async (em) =>
      this.withWaits(em, await rows<PlaceRow>(em, `${LINE} where e.session_id = any($1)`, [sessionIds])),
    );
  }

  private async withWaits(em: EntityManager, found: PlaceRow[]): Promise<PlaceRow[]> {
    const told = await this.waits.of(em, found.flatMap(waitingOf));
    for (const row of found) row.told = told.get(row.id);
    return found;
  }

  /** A page that is there is offered; one that is away keeps its place for a while, and is not. */
  private async present(sessions: SessionKey[], here: boolean): Promise<void> {
    try {
      for (const [companyId, ids] of byCompany(sessions))
        await this.db.inCompany(companyId, (em) =>
          em.query(
            `update queue_entries set absent_since = case when $2 then null else now() end
             where id in (select id from queue_entries
                          where session_id = any($1::uuid[]) and state in ('waiting', 'offered', 'serving')
                            and (absent_since is null) <> $2
                          order by id for update)`,
            [ids, here],
          ),
        );
    } catch (err) {
      // The database is away: the next catch-up says again who is here.
      log.debug({ err }, 'presence in lines not told');
    }
  }

  private async tellPresence(): Promise<void> {
    if (this.moved.size === 0) return;
    const moved = [...this.moved.values()];
    this.moved.clear();
    await this.present(
      moved.filter(({ sessionId }) => this.events.listens(sessionId)),
      true,
    );
    await this.present(
      moved.filter(({ sessionId }) => !this.events.listens(sessionId)),
      false,
    );
  }

  private async catchUp(): Promise<void> {
    let some: SessionKey[] = [];
    const since = Date.now() - CATCH_UP_MS / 2;
    for (const [companyId, at] of this.looked) if (at < since) this.looked.delete(companyId);
    for (const { companyId } of this.events.sessions()) if (!this.looked.has(companyId)) this.due.add(companyId);
    this.lookSoon();
    for (const session of [...this.events.sessions()]) {
      if (some.push(session) < CHUNK) continue;
      await this.present(some, true);
      some = [];
    }
    await this.present(some, true);
  }
}

const byCompany = (sessions: Iterable<SessionKey>): [companyId: string, sessionIds: string[]][] =>
  [...grouped(sessions, ({ companyId }) => companyId)].map(([companyId, theirs]) => [
    companyId,
    theirs.map(({ sessionId }) => sessionId),
  ]);

function waitingOf(row: PlaceRow): Waiting[] {
  const { id: entryId, queue_id: queueId, place, priority, moment } = row;
  return place === null ? [] : [{ entryId, queueId, place, priority, moment }];
}

/** Who waits a second time, for another agent, was answered already: that wait cannot be measured. */
const tellable = (found: PlaceRow[]): Told[] =>
  found.flatMap(({ told, answered }) => (told && !answered ? [told] : []));

const placeOf = ({ id, queue, state, place, agent, told }: PlaceRow): Place => ({
  entryId: id,
  queue,
  state,
  place,
  wait: told ? spoken(told.range) : null,
  agent,
});
