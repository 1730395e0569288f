/** Brings definitions of earlier versions of the format forward, one version at a time. */
import { SPEC, type Definition } from './definition.js';
import { EngineError } from './errors.js';
import { LIMITS } from './limits.js';
import { held, isRecord, own } from './own.js';
import { isDefinition } from './structure.js';

export type Migration = (definition: Record<string, unknown>) => Record<string, unknown>;

/** `MIGRATIONS[n]` takes a definition of spec n to spec n + 1. Never changed once released. */
const MIGRATIONS: Readonly<Record<number, Migration>> = {};

/** A definition of the current spec; throws an `EngineError` when the value is not a definition this version can read. */
export function migrate(value: unknown): Definition {
  const migrated = bringForward(value, SPEC, MIGRATIONS);
  if (!isDefinition(migrated)) {
    throw new EngineError('definition.malformed', 'This is not a flow. validate() tells what is missing.');
  }
  return migrated;
}

export function bringForward(
  value: unknown,
  target: number,
  migrations: Readonly<Record<number, Migration>>,
): Record<string, unknown> {
  if (!isRecord(value)) throw new EngineError('definition.malformed', 'A flow is a JSON object.');
  if (isTooDeep(value)) throw new EngineError('definition.malformed', 'Too much stands within one another.');
  let spec = own(value, 'spec');
  if (typeof spec !== 'number' || !Number.isInteger(spec) || spec < 1) {
    throw new EngineError('definition.unknown-spec', 'A flow says the version of its format in “spec”.');
  }
  const newer = newerSpec(value, target);
  if (newer !== undefined) throw new EngineError('definition.newer-spec', newer);
  let definition = value;
  while (spec < target) {
    const migration = held(migrations, String(spec));
    if (migration === undefined) {
      throw new EngineError('definition.unknown-spec', `Format ${spec} can no longer be read.`);
    }
    definition = { ...migration(definition), spec: ++spec };
  }
  return definition;
}

/** The sentence that refuses a flow of a newer version. */
export function newerSpec(value: Record<string, unknown>, target: number = SPEC): string | undefined {
  const spec = own(value, 'spec');
  if (typeof spec !== 'number' || !Number.isInteger(spec) || spec <= target) return undefined;
  return `This flow has format ${spec}; this version reads up to ${target}. Update CallDocker to open it.`;
}

/** Deeper than any flow is, and so deep that what works its way down might not come back. */
export function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= LIMITS.nesting; depth++) {
    const next: unknown[] = [];
    for (const one of level) {
      if (typeof one !== 'object' || one === null) continue;
      for (const inner of Object.values(one)) if (typeof inner === 'object' && inner !== null) next.push(inner);
    }
    if (next.length === 0) return false;
    level = next;
  }
  return true;
}
