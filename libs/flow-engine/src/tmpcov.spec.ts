import fc from 'fast-check';
import { play } from '../testing/play.js';
import { BINDINGS, validFamily } from '../testing/arbitraries.js';
import { anyTape } from '../testing/inputs.js';
test('c', () => {
  const counts: Record<string, number> = {};
  const add = (k: string) => (counts[k] = (counts[k] ?? 0) + 1);
  const scenario = fc.record({
    trigger: fc.constant({ languages: ['en'] }),
    env: fc.constant({ now: 0, seed: 's', bindings: BINDINGS }),
    inputs: anyTape,
  });
  fc.assert(fc.property(validFamily, scenario, ({ definition, subflows }, how) => {
    add('runs');
    for (const step of play(definition, { ...how, subflows })) {
      if ('refused' in step) { add('refused'); continue; }
      add('steps'); add('depth ' + (step.state.stack ?? []).length);
      for (const e of step.events) add('event ' + e.type + (e.type === 'failed' ? ' ' + e.data.code : ''));
      for (const s of step.segments) { const d = s.flow ? subflows[s.flow]! : definition; add('exit ' + d.nodes[s.nodeId]!.kind + ' ' + s.exit.replace(/:.*/, ':')); }
      if (step.state.outcome) add('outcome ' + step.state.outcome);
    }
  }), { numRuns: 1000 });
  console.log(Object.entries(counts).sort().map(([k, v]) => `${k}: ${v}`).join('\n'));
});
