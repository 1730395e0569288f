/** What a scenario expected, held against what happened. */
import { own } from './own.js';
import type { Trace } from './scenario.js';
import { nodeKey } from './scenario.js';
import type { Expectation, ScenarioFailure } from './scenario.types.js';

export function expectationsOf(expected: Expectation, { step, path, shown, effects }: Trace): ScenarioFailure[] {
  const failures: ScenarioFailure[] = [];
  const miss = (code: ScenarioFailure['code'], message: string): void => void failures.push({ code, message });
  const { state } = step;
  const outcome = state.outcome ?? null;
  if (expected.outcome !== undefined && expected.outcome !== outcome) {
    const ended = (as: string | null): string => (as === null ? 'is still going' : `ends as ${as}`);
    miss('outcome', `The session ${ended(outcome)}, where it was expected that it ${ended(expected.outcome)}.`);
  }
  const at = nodeKey(state);
  if (expected.at !== undefined && expected.at !== at)
    miss('at', `The session stands at ${at}, not at ${expected.at}.`);
  const missed = firstMissing(expected.passes ?? [], path);
  if (missed !== undefined)
    miss('passes', `The visitor does not come through ${missed} as expected; the way is ${path.join(' → ')}.`);
  for (const nodeId of expected.avoids ?? []) {
    if (path.includes(nodeId)) miss('avoids', `The visitor comes through ${nodeId}.`);
  }
  for (const [name, value] of Object.entries(expected.variables ?? {})) {
    const found = own(state.variables, name) ?? null;
    if (found !== value) miss('variable', `${name} is ${JSON.stringify(found)}, not ${JSON.stringify(value)}.`);
  }
  for (const text of expected.says ?? []) {
    if (!shown.some((one) => one.includes(text))) miss('says', `Nothing says “${text}”.`);
  }
  const types = effects.map(({ type }) => type);
  if (expected.effects !== undefined && expected.effects.join() !== types.join()) {
    miss('effects', `What is asked for is ${listed(types)}, not ${listed(expected.effects)}.`);
  }
  return failures;
}

/** The first of `wanted` that does not come in its turn. */
function firstMissing(wanted: readonly string[], path: readonly string[]): string | undefined {
  let from = 0;
  for (const nodeId of wanted) {
    const found = path.indexOf(nodeId, from);
    if (found < 0) return nodeId;
    from = found + 1;
  }
  return undefined;
}

function listed(types: readonly string[]): string {
  return types.length === 0 ? 'nothing' : types.join(', ');
}
