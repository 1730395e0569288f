import { randomBytes } from 'node:crypto';
import Fastify from 'fastify';
import pg from 'pg';

// The least that can be called a durable step: Fastify and pg, no framework, guard, validation, engine, encryption or
// row-level security. It reads the session, and writes it back with a version check and its interactions beside it, rows
// of the sizes that the real step writes.
const { DATABASE_URL, PORT, SIZES, POOL } = process.env;
const sizes = JSON.parse(SIZES);
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: Number(POOL) });
const answer = 'x'.repeat(sizes.response - 40);
const state = randomBytes(sizes.state);
const stored = randomBytes(sizes.answer);

const SELECT = { name: 'load', text: 'select seq, state from bare_sessions where id = $1' };
const STEP = {
  name: 'step',
  text: `with moved as (
      update bare_sessions set seq = seq + 1, state = $3, updated_at = now() where id = $1 and seq = $2 returning id, seq
    )
    insert into bare_interactions (session_id, seq, n, type, node_id, exit, to_node, data, input_id, answer)
    select moved.id, moved.seq, r.n, r.type, r.node_id, r.exit, r.to_node, r.data::jsonb, r.input_id::uuid, r.answer
    from moved, (values
      ${sizes.rows
        .map((_, n) =>
          n === 0
            ? `(0, $5, $6, $7, $8, $9, $4, $10::bytea)`
            : `(${n}, ${[0, 1, 2, 3, 4].map((at) => `$${11 + (n - 1) * 5 + at}`).join(', ')}, null, null::bytea)`,
        )
        .join(',')}
    ) as r (n, type, node_id, exit, to_node, data, input_id, answer)
    returning seq`,
};
const columnsOf = ({ type, node_id, exit, to_node, data }) => [type, node_id, exit, to_node, JSON.stringify(data)];
const [firstRow, ...otherRows] = sizes.rows;

const server = Fastify();
server.post('/api/v1/visitor/sessions/:id/inputs', async (request, reply) => {
  const { id } = request.params;
  const { inputId, seq } = request.body;
  const { rows } = await pool.query({ ...SELECT, values: [id] });
  if (rows[0]?.seq !== seq) return reply.status(409).send({ seq: rows[0]?.seq });
  const values = [id, seq, state, inputId, ...columnsOf(firstRow), stored, ...otherRows.flatMap(columnsOf)];
  const done = await pool.query({ ...STEP, values });
  if (done.rowCount === 0) return reply.status(409).send({ seq });
  return { seq: seq + 1, status: 'active', screen: answer };
});
await server.listen({ port: Number(PORT), host: '127.0.0.1' });
