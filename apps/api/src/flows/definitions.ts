import {
  EngineError,
  executableJson,
  migrate,
  validate,
  type Definition,
  type Facts,
  type FlowNode,
  type Issue,
} from '@calldocker/flow-engine';
import type { EntityManager } from 'typeorm';
import { sha256 } from '../platform/config.js';
import { rows } from '../platform/db.js';
import { isId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';

/** A definition of the current format, or a refusal that says what does not fit. It may still have issues. */
export function readDefinition(value: unknown): Definition {
  try {
    return migrate(value);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    throw new Problem('flow.format', { detail: error.message, issues: validate(value).slice(0, 100) });
  }
}

/** In JSON: NUL, or half of a surrogate pair. PostgreSQL keeps neither. */
const NOT_STORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;

/** A definition that came from outside. */
export function takeDefinition(value: unknown): Definition {
  const definition = readDefinition(value);
  if (NOT_STORABLE.test(JSON.stringify(definition)))
    throw new Problem('flow.format', { detail: 'A text has a character that cannot be kept.', issues: [] });
  return definition;
}

/** SHA-256 of what a definition executes: a card moved on the canvas leaves it as it is. */
export const hashOf = (definition: Definition): string => sha256(executableJson(definition)).toString('hex');

export function contentIdsOf(node: FlowNode): string[] {
  const media = 'media' in node && node.media ? Object.values(node.media) : [];
  return [...new Set(media.map(({ contentId }) => contentId))].filter(isId);
}

/** Everything that keeps a draft from being published, with the library looked up. */
export async function issuesOf(em: EntityManager, definition: Definition): Promise<Issue[]> {
  const wanted = [...new Set(Object.values(definition.nodes).flatMap(contentIdsOf))];
  return validate(definition, { content: await contentFacts(em, wanted) });
}

async function contentFacts(em: EntityManager, ids: string[]): Promise<NonNullable<Facts['content']>> {
  const found = await rows<{
    id: string;
    kind: 'video' | 'audio' | 'image';
    status: string;
    name: string;
    captions: string[];
  }>(
    em,
    `select c.id, c.kind, c.status, c.name,
            array(select language from ivr_captions t where t.content_id = c.id order by language) as captions
     from ivr_content c where c.id = any($1::uuid[]) and c.kind is not null`,
    [ids],
  );
  return Object.fromEntries(found.map(({ id, ...fact }) => [id, fact]));
}
