/** What a recorded test looks at, in parts that its author keeps or leaves out. Pure. */
import type { Definition, Expectation, Scenario } from '@calldocker/flow-engine';

export type ExpectedPart = keyof Expectation;

export interface PartLine {
  part: ExpectedPart;
  words: string;
}

/** The parts that say something, in words. Nodes are called by their names. */
export function partsExpected({ expect }: Scenario, draft: Definition): PartLine[] {
  const nameOf = (id: string) => draft.nodes[id]?.name ?? id;
  const lines: (PartLine | false)[] = [
    expect.outcome !== undefined && {
      part: 'outcome',
      words: expect.outcome === null ? 'The visit is not over' : `It ends: ${expect.outcome}`,
    },
    expect.at !== undefined && { part: 'at', words: `It stands at ${nameOf(expect.at)}` },
    !!expect.passes?.length && { part: 'passes', words: `It comes by ${expect.passes.map(nameOf).join(', ')}` },
    !!Object.keys(expect.variables ?? {}).length && {
      part: 'variables',
      words: Object.entries(expect.variables ?? {})
        .map(([name, value]) => `{${name}} is ${value === null || value === '' ? 'empty' : value}`)
        .join(', '),
    },
    !!expect.effects?.length && { part: 'effects', words: `It asks for: ${expect.effects.join(', ')}` },
  ];
  return lines.filter((line) => line !== false);
}

export function withoutParts(scenario: Scenario, left: ReadonlySet<ExpectedPart>): Scenario {
  const kept = Object.entries(scenario.expect).filter(([part]) => !(left as ReadonlySet<string>).has(part));
  return { ...scenario, expect: Object.fromEntries(kept) };
}
