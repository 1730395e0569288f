import { canonicalJson, referencesOf, type Definition } from '@calldocker/flow-engine';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CompanyCaller } from '../auth/access.js';
import { Db, rows } from '../platform/db.js';
import { isStorable } from '../platform/fields.js';
import { isId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { readDefinition, takeDefinition } from './definitions.js';
import { bindingNames } from './facts.js';
import type { ImportedContentDto, ImportedFlowDto, ImportFlowDto, MissingDto } from './flow-file.dto.js';
import { readFlow } from './flow-rows.js';
import { FlowService } from './flow.service.js';
import { contentNamed, withContent } from './media-references.js';
import { callsIn } from './subflows.js';

interface Piece {
  name: string;
  kind: string;
}

/** What a file says of the content it names. */
type Pieces = Record<string, Piece>;

const KINDS = ['video', 'audio', 'image'];
/** Of a file; a flow of the most nodes does not need as many. */
const PIECES = 10_000;

/** Flows as files, so that one built here runs on another installation: what it names outside itself goes by name. */
@Injectable()
export class FlowFileService {
  constructor(
    private readonly db: Db,
    private readonly flows: FlowService,
  ) {}

  /** Canonical JSON: the same flow is the same text, whoever exports it. */
  export(caller: CompanyCaller, id: string, version?: number): Promise<{ key: string; text: string }> {
    return this.db.inCompany(caller.companyId, async (em) => {
      const { name, key } = await readFlow(em, id);
      const [source] = await rows<{ definition: unknown }>(
        em,
        version === undefined
          ? `select draft as definition from ivr_flows where id = $1`
          : `select definition from ivr_flow_versions where flow_id = $1 and number = $2`,
        version === undefined ? [id] : [id, version],
      );
      if (!source) throw new Problem('not-found');
      const definition = readDefinition(source.definition);
      const content: Pieces = {};
      for (const piece of await piecesById(em, contentNamed(definition)))
        content[piece.id] = { name: piece.name, kind: piece.kind };
      return { key, text: canonicalJson({ name, key, definition, content }) };
    });
  }

  import(caller: CompanyCaller, file: ImportFlowDto): Promise<ImportedFlowDto> {
    const given = takeDefinition(file.definition);
    const pieces = takePieces(file.content);
    return this.db.inCompany(caller.companyId, async (em, after) => {
      const content = await remap(em, contentNamed(given), pieces);
      const places = new Map(content.map(({ from, to }) => [from, to]));
      const definition = withContent(given, (id) => places.get(id) ?? null);
      const flow = await this.flows.insert(em, after, caller, {
        name: file.name ?? 'Imported flow',
        definition,
        ...(file.key !== undefined && { key: file.key }),
      });
      const notes: string[] = [];
      if (file.key !== undefined && file.key !== flow.key)
        notes.push(`The key ${file.key} is taken; this flow has ${flow.key}.`);
      const left = content.filter(({ to }) => to === null).length;
      if (left > 0)
        notes.push(
          `${left === 1 ? 'A piece of media is' : `${left} pieces of media are`} not in the library here. Choose others.`,
        );
      return { ...flow, report: { content, missing: await missingOf(em, definition, flow.key), notes } };
    });
  }
}

async function missingOf(em: EntityManager, definition: Definition, ownKey: string): Promise<MissingDto> {
  const named = referencesOf(definition);
  const bindings = await bindingNames(em);
  const keys = new Set([ownKey]);
  const calls = [...new Set(callsIn(definition).map(({ key }) => key))];
  for (const { key } of await rows<{ key: string }>(
    em,
    `select key from ivr_flows where key = any($1::text[]) and archived_at is null`,
    [calls],
  ))
    keys.add(key);
  const lacking = (names: string[], known: string[]): string[] => names.filter((name) => !known.includes(name)).sort();
  return {
    subflows: lacking(calls, [...keys]),
    schedules: lacking(named.schedules, bindings.schedule),
    values: lacking(named.values, bindings.value),
    secrets: lacking(named.secrets, bindings.secret),
    queues: lacking(named.queues, []),
  };
}

/** Where each piece is here: by its id, else by its name and kind, the newest of those that can be played. */
async function remap(em: EntityManager, ids: Set<string>, pieces: Pieces): Promise<ImportedContentDto[]> {
  const here = new Map((await piecesById(em, ids)).map((piece) => [piece.id, piece]));
  const wanted = [...ids]
    .filter((id) => !here.has(id))
    .flatMap((id) => (Object.hasOwn(pieces, id) ? [pieces[id]] : []));
  const twins = await rows<Piece & { id: string }>(
    em,
    `select distinct on (c.name, c.kind) c.id, c.name, c.kind
     from jsonb_to_recordset($1::jsonb) as w (name text, kind text)
     join ivr_content c on c.name = w.name and c.kind = w.kind
     order by c.name, c.kind, c.ready_revision is null, c.archived_at is not null, c.created_at desc`,
    [JSON.stringify(wanted)],
  );
  return [...ids].sort().map((from): ImportedContentDto => {
    const same = here.get(from);
    if (same) return { from, name: same.name, to: from, how: 'same' };
    const piece = Object.hasOwn(pieces, from) ? pieces[from] : undefined;
    const twin = twins.find(({ name, kind }) => name === piece?.name && kind === piece.kind);
    return { from, name: piece?.name ?? null, to: twin?.id ?? null, how: twin ? 'by-name' : 'missing' };
  });
}

function piecesById(em: EntityManager, ids: Set<string>): Promise<(Piece & { id: string })[]> {
  return rows(em, `select id, name, kind from ivr_content where id = any($1::uuid[]) and kind is not null`, [
    [...ids].filter(isId),
  ]);
}

/** What the file says of its content, checked: it is looked up, and told back. */
function takePieces(content: Record<string, unknown> = {}): Pieces {
  const entries = Object.entries(content);
  if (entries.length > PIECES) throw invalid('content', `content has more than ${PIECES} entries`);
  const pieces = new Map<string, Piece>();
  for (const [id, value] of entries) {
    const { name, kind } = (value ?? {}) as Record<string, unknown>;
    if (!isStorable(name) || name.length > 200 || typeof kind !== 'string' || !KINDS.includes(kind))
      throw invalid(
        `content.${id.slice(0, 64)}`,
        `each content has a name of up to 200 characters, and a kind: ${KINDS.join(', ')}`,
      );
    pieces.set(id, { name, kind });
  }
  return Object.fromEntries(pieces);
}

const invalid = (field: string, message: string): Problem =>
  new Problem('request.invalid', { errors: [{ field, message }] });
