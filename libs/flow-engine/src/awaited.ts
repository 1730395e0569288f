/** Nodes that stand at an effect until the host says what became of it. */
import type { ResultInput } from './run.types.js';
import type { EffectContent, Visit } from './visit.js';

export function awaitEffect(visit: Visit, effect: EffectContent): 'wait' {
  const id = visit.request(effect);
  visit.memory = { ...visit.memory, effect: id };
  return 'wait';
}

/** Whether this is the answer the node stands for; one that comes late or twice is not. */
export function isAwaited({ effectId }: ResultInput, visit: Visit): boolean {
  return visit.memory.effect === effectId;
}

/** Records how it went. What came back is kept out: it may be personal. */
export function noteResult({ effectId, status, code, httpStatus }: ResultInput, visit: Visit): void {
  const told = { ...(code !== undefined && { code }), ...(httpStatus !== undefined && { httpStatus }) };
  visit.event('result', { effect: effectId, status, ...told });
}
