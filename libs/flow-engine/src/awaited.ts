/** Nodes that stand at an effect until the host says what became of it. */
import type { ResultInput } from './run.types.js';
import type { EffectContent, Visit } from './visit.js';

export function awaitEffect(visit: Visit, effect: EffectContent): 'wait' {
  const id = visit.request(effect);
  visit.memory = { ...visit.memory, effect: id, since: visit.now };
  return 'wait';
}

/** Whether this is the answer the node stands for; one that comes late or twice is not. */
export function isAwaited({ effectId }: ResultInput, visit: Visit): boolean {
  return visit.memory.effect === effectId;
}

/** What is left of the time to wait: a screen that is shown again, or a door over it, does not begin it anew. */
export function secondsLeft(seconds: number, { memory, now }: Visit): number {
  return leftOf(seconds, memory.since, now);
}

export function leftOf(seconds: number, since: unknown, now: number): number {
  const passed = typeof since === 'number' ? Math.floor((now - since) / 1000) : 0;
  return Math.min(seconds, Math.max(1, seconds - passed));
}

/** A person has come: the visitor is served here until the result says that it is over. */
export function beginService(visit: Visit): 'wait' {
  visit.memory = { ...visit.memory, served: true, since: visit.now };
  return 'wait';
}

export const isServed = ({ memory }: Visit): boolean => memory.served === true;

/** Takes back what was asked for: nobody stands for the answer any more. */
export function withdraw(visit: Visit): void {
  const { effect } = visit.memory;
  if (typeof effect === 'string') visit.request({ type: 'withdraw', effect });
}

/** Records how it went. What came back is kept out: it may be personal. */
export function noteResult({ effectId, status, code, httpStatus }: ResultInput, visit: Visit): void {
  const told = { ...(code !== undefined && { code }), ...(httpStatus !== undefined && { httpStatus }) };
  visit.event('result', { effect: effectId, status, ...told });
}
