import type { Bundle, State } from '@calldocker/flow-engine';
import { definitionAt, definitionsOf } from './bundles.js';

/** A variable of the session's own flow, or of a subflow by its alias. */
export interface NamedVariable {
  flow: string | null;
  name: string;
}

/** Days after a session's end until the first of its variables is to be erased; null when none ever is. */
export function shortestRetention(bundle: Bundle): number | null {
  return nextRetention(bundle, 0);
}

/** The first that is due when `days` have passed already. */
export function nextRetention(bundle: Bundle, days: number): number | null {
  let next: number | null = null;
  for (const { variables } of definitionsOf(bundle))
    for (const { retentionDays } of Object.values(variables))
      if (retentionDays !== undefined && retentionDays > days) next = Math.min(next ?? retentionDays, retentionDays);
  return next;
}

/** Those whose time is over `days` after the session's end. */
export function expiredAfter(bundle: Bundle, days: number): NamedVariable[] {
  return [null, ...Object.keys(bundle.subflows ?? {})].flatMap((flow) =>
    Object.entries(definitionAt(bundle, flow)?.variables ?? {})
      .filter(([, { retentionDays = Infinity }]) => retentionDays <= days)
      .map(([name]) => ({ flow, name })),
  );
}

/** The state of an ended session as if they had never had a value; what led nowhere else than to its next step goes too. */
export function withoutVariables(state: State, expired: readonly NamedVariable[]): State {
  const without = <Frame extends Pick<State, 'flow' | 'variables'>>(frame: Frame): Frame => {
    const gone = expired.filter(({ flow }) => flow === (frame.flow ?? null)).map(({ name }) => name);
    const variables = Object.fromEntries(Object.entries(frame.variables).filter(([name]) => !gone.includes(name)));
    return { ...frame, variables };
  };
  const { memory, door, talk, seed, ...kept } = without(state);
  return { ...kept, ...(state.stack && { stack: state.stack.map(without) }) };
}
