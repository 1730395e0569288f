import type { Bindings, Definition, Facts, Schedule } from '@calldocker/flow-engine';
import type { EntityManager } from 'typeorm';
import { rows } from '../platform/db.js';
import { isId } from '../platform/ids.js';
import { contentNamed } from './media-references.js';
import { resolveSubflows } from './subflows.js';

/** What there is in the company of all that a flow names. */
export async function factsOf(em: EntityManager, definition: Definition, key?: string): Promise<Facts> {
  const bindings = await bindingNames(em);
  const subflows = await resolveSubflows(em, definition);
  return {
    content: await contentFacts(em, [...contentNamed(definition)].filter(isId)),
    schedules: bindings.schedule,
    values: bindings.value,
    secrets: bindings.secret,
    queues: (await rows<{ name: string }>(em, `select name from queues`)).map(({ name }) => name),
    ...(key !== undefined && { key }),
    subflows: Object.fromEntries(Object.entries(subflows).map(([alias, subflow]) => [alias, subflow.definition])),
  };
}

type BindingNames = Record<'schedule' | 'value' | 'secret', string[]>;

export async function bindingNames(em: EntityManager): Promise<BindingNames> {
  const names: BindingNames = { schedule: [], value: [], secret: [] };
  const found = await rows<{ kind: keyof BindingNames; name: string }>(em, `select kind, name from ivr_bindings`);
  for (const { kind, name } of found) names[kind].push(name);
  return names;
}

/** The company's schedules and values, as they stand now. */
export async function bindingsIn(em: EntityManager): Promise<Bindings> {
  const schedules = await rows<{ name: string; value: Schedule }>(
    em,
    `select name, value from ivr_bindings where kind = 'schedule'`,
  );
  const values = await rows<{ name: string; value: string }>(
    em,
    `select name, value from ivr_bindings where kind = 'value'`,
  );
  return {
    schedules: Object.fromEntries(schedules.map(({ name, value }) => [name, value])),
    values: Object.fromEntries(values.map(({ name, value }) => [name, value])),
  };
}

async function contentFacts(em: EntityManager, ids: string[]): Promise<NonNullable<Facts['content']>> {
  const found = await rows<{
    id: string;
    kind: 'video' | 'audio' | 'image';
    status: string;
    name: string;
    captions: string[];
    silent: boolean;
  }>(
    em,
    // A piece that is being replaced is still ready: it is shown as it was.
    `select c.id, coalesce(r.kind, c.kind) as kind, c.name,
            case when c.ready_revision is null then c.status else 'ready' end as status,
            array(select language from ivr_captions t
                   where t.content_id = c.id and t.revision = coalesce(c.ready_revision, 0) order by language) as captions,
            not exists (select from ivr_renditions a
                   where a.content_id = c.id and a.revision = c.ready_revision and a.name = 'audio') as silent
     from ivr_content c
     left join ivr_content_revisions r on r.content_id = c.id and r.revision = c.ready_revision
     where c.id = any($1::uuid[]) and c.kind is not null`,
    [ids],
  );
  return Object.fromEntries(found.map(({ id, ...fact }) => [id, fact]));
}
