import { type Definition, type Facts, referencesOf } from '@calldocker/flow-engine';

const WORDS = { schedules: 'schedule', values: 'value', secrets: 'secret', queues: 'queue' } as const;

/** What a flow names and the company does not have, in words: "the schedule “office”". Only of what is known. */
export function lacking(flow: Definition, facts: Facts): string[] {
  const named = referencesOf(flow);
  const found: string[] = [];
  for (const kind of ['schedules', 'values', 'secrets', 'queues'] as const) {
    const known = facts[kind];
    if (!known) continue;
    for (const name of named[kind]) if (!known.includes(name)) found.push(`the ${WORDS[kind]} “${name}”`);
  }
  const { content } = facts;
  const media = content ? named.content.filter((id) => !Object.hasOwn(content, id)).length : 0;
  if (media > 0) found.push(media === 1 ? 'a piece of media' : `${media} pieces of media`);
  return found;
}
