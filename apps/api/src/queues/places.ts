import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Db, rows } from '../platform/db.js';
import { Live } from '../platform/live.js';
import { log } from '../platform/log.js';
import { VisitorEvents } from '../sessions/visitor-events.js';
import type { SessionKey } from '../sessions/visitor-rows.js';
import type { EntryState } from './entry-rows.js';

/** What a visitor in a line is told, as `event: place`. */
export interface Place {
  entryId: string;
  queue: string;
  state: EntryState;
  /** 1 is next; null once served. */
  place: number | null;
  /** Who serves the visitor. */
  agent: string | null;
}

interface PlaceRow {
  session_id: string;
  id: string;
  queue: string;
  state: EntryState;
  place: number | null;
  agent: string | null;
}

/** Lines are looked at this often at most. */
const TICK_MS = 1_000;
/** In case a bell was lost. */
const CATCH_UP_MS = 5_000;

/** Tells visitors their places as they change: one look a second at most at each company's lines. */
@Injectable()
export class Places implements OnModuleInit, OnModuleDestroy {
  /** What was sent last, by session. */
  private readonly sent = new Map<string, string>();
  private readonly due = new Set<string>();
  /** Whose page came or went since the last tick. */
  private readonly moved = new Map<string, SessionKey>();
  private readonly stops: (() => void)[] = [];
  private looking = false;

  constructor(
    private readonly db: Db,
    private readonly live: Live,
    private readonly events: VisitorEvents,
  ) {}

  onModuleInit(): void {
    this.events.onOpen('place', (sessions) => this.standing(sessions));
    this.events.onCome((session) => this.moved.set(session.sessionId, session));
    this.events.onGone((session) => {
      this.sent.delete(session.sessionId);
      this.moved.set(session.sessionId, session);
    });
    const tick = setInterval(() => {
      void this.tellPresence();
      void this.look();
    }, TICK_MS).unref();
    const catchUp = setInterval(() => void this.catchUp(), CATCH_UP_MS).unref();
    this.stops.push(
      () => clearInterval(tick),
      () => clearInterval(catchUp),
      this.live.listen(null, ['queues'], ({ companyId }) => this.due.add(companyId)),
    );
  }

  onModuleDestroy(): void {
    for (const stop of this.stops) stop();
  }

  private async look(): Promise<void> {
    if (this.looking || this.due.size === 0) return;
    this.looking = true;
    const companies = [...this.due];
    this.due.clear();
    try {
      for (const companyId of companies) this.push(await this.read(companyId, null));
    } catch (err) {
      // The database is away: looked at again with the next tick.
      log.debug({ err }, 'places not read');
      for (const companyId of companies) this.due.add(companyId);
    } finally {
      this.looking = false;
    }
  }

  private push(found: PlaceRow[]): void {
    for (const row of found) {
      if (!this.events.listens(row.session_id)) continue;
      const text = JSON.stringify(placeOf(row));
      if (this.sent.get(row.session_id) === text) continue;
      this.sent.set(row.session_id, text);
      this.events.send(row.session_id, 'place', placeOf(row));
    }
  }

  private async standing(sessions: SessionKey[]): Promise<ReadonlyMap<string, Place>> {
    const found = new Map<string, Place>();
    for (const [companyId, ids] of byCompany(sessions))
      for (const row of await this.read(companyId, ids)) {
        found.set(row.session_id, placeOf(row));
        this.sent.set(row.session_id, JSON.stringify(placeOf(row)));
      }
    return found;
  }

  /** Of the sessions, or of everybody who waits or is served. */
  private read(companyId: string, sessionIds: string[] | null): Promise<PlaceRow[]> {
    return this.db.inCompany(companyId, (em) =>
      rows<PlaceRow>(
        em,
        `with line as (
           select id, row_number() over (partition by queue_id order by priority desc, joined_at, ordinal) as place
           from queue_entries where state in ('waiting', 'offered')
         )
         select e.session_id, e.id, q.name as queue, e.state, line.place::int as place,
                case when e.state = 'serving' then u.name end as agent
         from queue_entries e join queues q on q.id = e.queue_id left join line on line.id = e.id
         left join users u on u.id = e.agent_id
         where e.state in ('waiting', 'offered', 'serving') and ($1::uuid[] is null or e.session_id = any($1))`,
        [sessionIds],
      ),
    );
  }

  /** A page that is there is offered; one that is away keeps its place for a while, and is not. */
  private async present(sessions: SessionKey[], here: boolean): Promise<void> {
    try {
      for (const [companyId, ids] of byCompany(sessions))
        await this.db.inCompany(companyId, (em) =>
          em.query(
            `update queue_entries set absent_since = case when $2 then null else now() end
             where session_id = any($1::uuid[]) and state in ('waiting', 'offered', 'serving')
               and (absent_since is null) <> $2`,
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
    const here = [...this.events.sessions()];
    for (const { companyId } of here) this.due.add(companyId);
    await this.present(here, true);
  }
}

function byCompany(sessions: Iterable<SessionKey>): Map<string, string[]> {
  const companies = new Map<string, string[]>();
  for (const { companyId, sessionId } of sessions) {
    const ids = companies.get(companyId);
    if (ids) ids.push(sessionId);
    else companies.set(companyId, [sessionId]);
  }
  return companies;
}

const placeOf = ({ id, queue, state, place, agent }: PlaceRow): Place => ({
  entryId: id,
  queue,
  state,
  place,
  agent,
});
