import { newId } from '../src/platform/ids.js';
import { Sealer } from '../src/sessions/sealer.js';
import type { Harness } from './harness.js';
import type { Support } from './queues.helpers.js';
import { TestVisitor } from './visitors.js';

/**
 * As many visitors as are wanted, whose sessions have just asked for a place. The first comes by the door; the others are
 * like it, each sealed under its own key.
 */
export async function crowd(api: Harness, { widget }: Support, size: number): Promise<string[]> {
  const first = await TestVisitor.at(api, widget);
  const sealer = api.app.get(Sealer);
  const read = async <Row extends object>(sql: string): Promise<Row> => {
    const { rows } = await api.owner.query<Row>(sql, [first.sessionId]);
    if (!rows[0]) throw new Error('The first visitor has left no trace');
    return rows[0];
  };
  const session = await read<{ sealed: Buffer; data_key: Buffer }>(`select * from ivr_sessions where id = $1`);
  const { answer } = await read<{ answer: Buffer }>(
    `select answer from ivr_interactions where session_id = $1 and n = 0`,
  );
  const { payload } = await read<{ payload: Buffer }>(`select payload from ivr_effects where session_id = $1`);
  const key = sealer.unwrap(session.data_key, first.sessionId);
  const plain = {
    state: sealer.open(key, session.sealed, 'state'),
    answer: sealer.open(key, answer, 'answer'),
    effect: sealer.open(key, payload, 'effect'),
  };
  const others = Array.from({ length: size - 1 }, () => {
    const id = newId();
    const { key: own, wrapped } = sealer.newKey(id);
    const seal = (purpose: keyof typeof plain): Buffer => sealer.seal(own, plain[purpose], purpose);
    return { id, wrapped, state: seal('state'), answer: seal('answer'), effect: seal('effect') };
  });
  const ids = others.map(({ id }) => id);
  await api.owner.query('begin');
  await api.owner.query(
    `insert into ivr_sessions (company_id, id, widget_id, flow_id, version_id, seq, language, node_id, sealed, data_key)
     select s.company_id, o.id, s.widget_id, s.flow_id, s.version_id, s.seq, s.language, s.node_id, o.state, o.key
     from ivr_sessions s, unnest($2::uuid[], $3::bytea[], $4::bytea[]) as o (id, state, key) where s.id = $1`,
    [first.sessionId, ids, others.map(({ state }) => state), others.map(({ wrapped }) => wrapped)],
  );
  await api.owner.query(
    `insert into ivr_interactions (company_id, session_id, seq, n, type, node_id, data, answer)
     select i.company_id, o.id, i.seq, i.n, i.type, i.node_id, i.data, case when i.n = 0 then o.answer end
     from ivr_interactions i, unnest($2::uuid[], $3::bytea[]) as o (id, answer) where i.session_id = $1`,
    [first.sessionId, ids, others.map((other) => other.answer)],
  );
  await api.owner.query(
    `insert into ivr_effects (company_id, session_id, id, type, payload, created_at)
     select e.company_id, o.id, e.id, e.type, o.effect, now() - random() * interval '1 second'
     from ivr_effects e, unnest($2::uuid[], $3::bytea[]) as o (id, effect) where e.session_id = $1`,
    [first.sessionId, ids, others.map(({ effect }) => effect)],
  );
  await api.owner.query('commit');
  return [first.sessionId, ...ids];
}

export interface Stood {
  sessionId: string;
  joined: number;
}

/** The line as it stands, and when each asked for the place. */
export async function placesOf(api: Harness, { queueId }: Support): Promise<Stood[]> {
  const { rows } = await api.owner.query<{ session_id: string; joined: Date }>(
    `select q.session_id, e.created_at as joined
     from queue_entries q join ivr_effects e on e.session_id = q.session_id and e.id = q.effect_id
     where q.queue_id = $1 and q.state in ('waiting', 'offered')
     order by q.priority desc, q.joined_at, q.ordinal`,
    [queueId],
  );
  return rows.map(({ session_id, joined }) => ({ sessionId: session_id, joined: joined.getTime() }));
}

export const drain = (api: Harness): Promise<void> => api.drain();
