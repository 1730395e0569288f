import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Db, rows } from '../platform/db.js';
import { endStreams, type EventStream } from '../platform/event-stream.js';
import { Live } from '../platform/live.js';
import { log } from '../platform/log.js';
import { ReportService } from './report.service.js';

export const NEWS_TOPICS = [
  'content',
  'sessions',
  'overview',
  'flows',
  'presence',
  'queues',
  'desk',
  'typing',
] as const;
export type NewsTopic = (typeof NEWS_TOPICS)[number];

interface Subscriber {
  stream: EventStream;
  topics: ReadonlySet<NewsTopic>;
  /** Change last sent for each row, so that a row looked at twice is sent once. */
  sent: Map<string, string>;
  since: Date;
  figures: string;
}

interface Change {
  topic: NewsTopic;
  id: string;
  at: Date;
  data: Record<string, unknown>;
}

/** A bell is answered this soon, with what else came by then. */
const BELL_MS = 150;
/** In case a bell was lost. */
const CATCH_UP_MS = 5_000;
/** Rows carry the time their transaction began, and are seen when it ends. */
const OVERLAP_MS = 3_000;
const REMEMBERED = 2_000;

const AT_ONCE = 500;
/** Before every id. */
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

const CHANGES = `
  select 'sessions' as topic, id, updated_at as at, jsonb_build_object('id', id, 'seq', seq, 'status', status) as data
  from ivr_sessions where (updated_at, id) > ($1, $2)
  union all
  select 'content', id, updated_at, jsonb_build_object('id', id, 'status', status, 'progress', progress, 'reason',
    case when reason_code is not null then jsonb_build_object('code', reason_code, 'message', reason) end)
  from ivr_content where (updated_at, id) > ($1, $2)
  union all
  select 'flows', f.id, f.updated_at, jsonb_build_object('id', f.id, 'draftRevision', f.draft_revision, 'liveVersion',
    (select number from ivr_flow_versions v where v.id = f.live_version_id))
  from ivr_flows f where (f.updated_at, f.id) > ($1, $2)
  union all
  select 'queues', id, updated_at, jsonb_build_object('entryId', id, 'queueId', queue_id, 'state', state, 'agentId', agent_id,
    'version', version)
  from queue_entries where (updated_at, id) > ($1, $2)
  union all
  select 'queues', user_id, updated_at, jsonb_build_object('agentId', user_id, 'availability', availability)
  from agents where (updated_at, user_id) > ($1, $2)
  union all
  select 'desk', c.entry_id, c.updated_at, jsonb_build_object('entryId', c.entry_id, 'lastSeq', c.last_seq,
    'readByOther', c.visitor_read, 'lastWhisper', c.last_whisper, 'supervision', c.supervision, 'call', (select jsonb_build_object('id', k.id, 'state', k.state, 'signal',
      k.last_signal, 'recording', (select r.state from call_recordings r where r.company_id = k.company_id
      and r.call_id = k.id and r.state in ('asked', 'live'))) from desk_calls k
      where k.company_id = c.company_id and k.entry_id = c.entry_id order by k.offered_at desc limit 1))
  from desk_conversations c where (c.updated_at, c.entry_id) > ($1, $2)
  order by at, id limit ${AT_ONCE}`;

/**
 * The console's one stream. The tables are the log: a bell, or the clock, only says "look", and what changed since the
 * reader's last event is read and sent. An event's id is its time, so any instance can resume from Last-Event-ID.
 */
@Injectable()
export class News implements OnModuleInit, BeforeApplicationShutdown {
  private readonly companies = new Map<string, Set<Subscriber>>();
  private readonly due = new Map<string, NodeJS.Timeout>();
  private readonly deafen: (() => void)[] = [];
  private clock?: NodeJS.Timeout;

  constructor(
    private readonly db: Db,
    private readonly live: Live,
    private readonly reports: ReportService,
  ) {}

  onModuleInit(): void {
    this.deafen.push(
      this.live.listen(null, ['sessions', 'content', 'flows', 'overview', 'queues', 'desk'], ({ companyId }) =>
        this.soon(companyId),
      ),
      // In no table: who is away now learns it when it is said again.
      this.live.listen(null, ['presence'], ({ companyId, data }) => {
        for (const { topics, stream } of this.companies.get(companyId) ?? [])
          if (topics.has('presence')) stream.send('presence', data);
      }),
      this.live.listen(null, ['typing'], ({ companyId, data: { entryId, side } }) => {
        if (side !== 'visitor') return;
        for (const { topics, stream } of this.companies.get(companyId) ?? [])
          if (topics.has('typing')) stream.send('typing', { entryId });
      }),
    );
    this.clock = setInterval(() => [...this.companies.keys()].forEach((id) => this.soon(id)), CATCH_UP_MS);
  }

  /** Streams end with the process, so that it can drain; their readers come back to another. */
  async beforeApplicationShutdown(): Promise<void> {
    for (const stop of this.deafen) stop();
    clearInterval(this.clock);
    for (const timer of this.due.values()) clearTimeout(timer);
    await endStreams();
  }

  /** @param lastEventId epoch milliseconds of the last event the reader had, when it comes back */
  subscribe(stream: EventStream, companyId: string, topics: readonly NewsTopic[], lastEventId?: string): void {
    const since = Number(lastEventId);
    const subscriber: Subscriber = {
      stream,
      topics: new Set(topics),
      sent: new Map(),
      since: since > 0 && since < Date.now() ? new Date(since) : new Date(),
      figures: '',
    };
    const readers = this.companies.get(companyId) ?? new Set();
    this.companies.set(companyId, readers.add(subscriber));
    stream.onClose(() => {
      readers.delete(subscriber);
      if (readers.size === 0) this.companies.delete(companyId);
    });
    this.soon(companyId);
  }

  private soon(companyId: string): void {
    if (!this.companies.has(companyId) || this.due.has(companyId)) return;
    this.due.set(
      companyId,
      setTimeout(() => {
        this.due.delete(companyId);
        // Expected: the database is away. The clock asks again.
        this.tell(companyId).catch((err: unknown) => log.warn({ err }, 'news not read'));
      }, BELL_MS),
    );
  }

  private async tell(companyId: string): Promise<void> {
    const readers = this.companies.get(companyId);
    if (!readers) return;
    const since = Math.min(...[...readers].map((reader) => reader.since.getTime())) - OVERLAP_MS;
    let from: Pick<Change, 'at' | 'id'> | undefined = { at: new Date(since), id: FIRST_ID };
    while (from && readers.size > 0) {
      const place: unknown[] = [from.at, from.id];
      const changes: Change[] = await this.db.inCompany(companyId, (em) => rows<Change>(em, CHANGES, place));
      for (const reader of readers) deliver(reader, changes);
      from = changes.length === AT_ONCE ? changes.at(-1) : undefined;
    }
    if (![...readers].some((reader) => reader.topics.has('overview'))) return;
    const figures = JSON.stringify(await this.reports.live(companyId));
    for (const reader of readers) {
      if (!reader.topics.has('overview') || figures === reader.figures) continue;
      reader.figures = figures;
      reader.stream.send('overview', figures);
    }
  }
}

function deliver(reader: Subscriber, changes: Change[]): void {
  for (const { topic, id, at, data } of changes) {
    const text = JSON.stringify(data);
    if (at.getTime() < reader.since.getTime() - OVERLAP_MS) continue;
    // Of other topics too: who waits for rare ones must not hold everybody's place.
    if (at > reader.since) reader.since = at;
    // An entry and the talk over it have one id.
    const row = `${topic} ${id}`;
    if (!reader.topics.has(topic) || reader.sent.get(row) === text) continue;
    reader.sent.set(row, text);
    reader.stream.send(topic, text, at.getTime());
  }
  if (reader.sent.size > REMEMBERED)
    for (const row of [...reader.sent.keys()].slice(0, REMEMBERED / 2)) reader.sent.delete(row);
}
