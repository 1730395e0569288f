import type { KeyObject } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { rows } from '../platform/db.js';
import type { Sealer } from './sealer.js';
import type {
  Author,
  SessionTalkDto,
  TalkCallDto,
  TalkMessageDto,
  TalkRecordingDto,
  TalkWhisperDto,
} from './session-talks.dto.js';
import { withheldFrom } from './withheld.js';

interface EntryRow {
  id: string;
  queue: string;
  state: string;
  agent_name: string | null;
  joined_at: Date;
  answered_at: Date | null;
  ended_at: Date | null;
  held_seconds: number;
  withheld: boolean;
  disposition: string | null;
  notes: Buffer | null;
}

interface MessageRow {
  entry_id: string;
  seq: number;
  author: Author;
  name: string | null;
  sealed: Buffer;
  sent_at: Date;
}

interface WhisperRow {
  entry_id: string;
  after_seq: number;
  name: string | null;
  sealed: Buffer;
  sent_at: Date;
}

interface RecordingRow {
  call_id: string;
  id: string;
  state: TalkRecordingDto['state'];
  asked_by: string | null;
  asked_at: Date;
  answered_at: Date | null;
  ended_at: Date | null;
  ended_by: TalkRecordingDto['endedBy'];
  seconds: number | null;
  reason: string | null;
}

interface CallRow {
  id: string;
  entry_id: string;
  media: 'audio' | 'video';
  offered_by: 'visitor' | 'agent';
  offered_at: Date;
  answered_at: Date | null;
  ended_at: Date | null;
}

/** Who reads, and with what. */
interface Reader {
  sealer: Sealer;
  /** Null once the session has been erased. */
  key: KeyObject | null;
  /** Null: a program. */
  userId: string | null;
}

/** Everything that was said over a session's queue entries, the first entry first. */
export async function findTalks(
  em: EntityManager,
  sessionId: string,
  { sealer, key, userId }: Reader,
): Promise<SessionTalkDto[]> {
  const entries = await rows<EntryRow>(
    em,
    `select e.id, q.title as queue, e.state, u.name as agent_name, e.joined_at, e.answered_at, e.ended_at,
       e.held_seconds + coalesce(extract(epoch from now() - e.held_since), 0)::float8 as held_seconds, e.disposition, e.notes,
       ${withheldFrom('$2')} as withheld
     from queue_entries e join queues q on q.company_id = e.company_id and q.id = e.queue_id
     left join users u on u.id = e.agent_id
     where e.session_id = $1 order by e.ordinal`,
    [sessionId, userId],
  );
  if (entries.length === 0) return [];
  const ids = entries.map(({ id }) => id);
  const open = entries.filter(({ withheld }) => !withheld).map(({ id }) => id);
  const messages = key
    ? await rows<MessageRow>(
        em,
        `select m.entry_id, m.seq, m.author, u.name, m.sealed, m.sent_at from desk_messages m
         left join users u on u.id = m.user_id where m.entry_id = any($1) order by m.entry_id, m.seq`,
        [open],
      )
    : [];
  const whispers = key
    ? await rows<WhisperRow>(
        em,
        `select w.entry_id, w.after_seq, u.name, w.sealed, w.sent_at from desk_whispers w
         left join users u on u.id = w.user_id where w.entry_id = any($1) order by w.entry_id, w.n`,
        [open],
      )
    : [];
  const calls = await rows<CallRow>(
    em,
    `select id, entry_id, media, offered_by, offered_at, answered_at, ended_at from desk_calls
     where entry_id = any($1) order by offered_at`,
    [ids],
  );
  const recordings = await rows<RecordingRow>(
    em,
    `select r.call_id, r.id, r.state, u.name as asked_by, r.asked_at, r.answered_at, r.ended_at, r.ended_by, r.seconds,
       r.reason
     from call_recordings r left join users u on u.id = r.asked_by where r.session_id = $1 order by r.asked_at`,
    [sessionId],
  );
  return entries.map((entry) => ({
    entryId: entry.id,
    queue: entry.queue,
    state: entry.state,
    agentName: entry.agent_name,
    joinedAt: entry.joined_at.toISOString(),
    answeredAt: entry.answered_at?.toISOString() ?? null,
    endedAt: entry.ended_at?.toISOString() ?? null,
    heldSeconds: Math.round(entry.held_seconds),
    disposition: entry.disposition,
    withheld: entry.withheld,
    notes: key && entry.notes && !entry.withheld ? sealer.open(key, entry.notes, 'notes') : null,
    messages: key ? messages.filter(of(entry)).map((row) => messageOf(sealer, key, row)) : [],
    whispers: key ? whispers.filter(of(entry)).map((row) => whisperOf(sealer, key, row)) : [],
    calls: calls.filter(of(entry)).map((call) => callOf(call, recordings)),
  }));
}

const of =
  ({ id }: EntryRow) =>
  ({ entry_id }: { entry_id: string }): boolean =>
    entry_id === id;

function messageOf(sealer: Sealer, key: KeyObject, row: MessageRow): TalkMessageDto {
  const { text, file, event }: { text: string; file?: { name: string }; event?: TalkMessageDto['event'] } = JSON.parse(
    sealer.open(key, row.sealed, 'message'),
  );
  const { seq, author, name, sent_at } = row;
  return { seq, author, name, text, file: file?.name ?? null, event: event ?? null, at: sent_at.toISOString() };
}

const whisperOf = (sealer: Sealer, key: KeyObject, row: WhisperRow): TalkWhisperDto => ({
  afterSeq: row.after_seq,
  name: row.name,
  text: sealer.open(key, row.sealed, 'whisper'),
  at: row.sent_at.toISOString(),
});

const callOf = (row: CallRow, recordings: RecordingRow[]): TalkCallDto => ({
  media: row.media,
  offeredBy: row.offered_by,
  offeredAt: row.offered_at.toISOString(),
  answeredAt: row.answered_at?.toISOString() ?? null,
  endedAt: row.ended_at?.toISOString() ?? null,
  recordings: recordings.filter(({ call_id }) => call_id === row.id).map(recordingOf),
});

const recordingOf = (row: RecordingRow): TalkRecordingDto => ({
  id: row.id,
  state: row.state,
  askedBy: row.asked_by,
  askedAt: row.asked_at.toISOString(),
  answeredAt: row.answered_at?.toISOString() ?? null,
  endedAt: row.ended_at?.toISOString() ?? null,
  endedBy: row.ended_by,
  seconds: row.seconds,
  reason: row.reason,
});
