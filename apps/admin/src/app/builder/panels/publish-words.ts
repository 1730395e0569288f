import type { Coverage, Issue } from '@calldocker/flow-engine';
import type { ReplayReport, ScenarioRun } from '../../api/types';
import { many, percent } from '../../ui/format';

/** What came of one of the looks at a draft before it is published. */
export interface Finding {
  tone: 'good' | 'warn' | 'bad' | 'none';
  words: string;
  lines: readonly string[];
}

const MOST_LINES = 5;

/** The checks, and a walk through all ways of the flow. */
export function gateFinding({ issues, coverage }: { issues: readonly Issue[]; coverage: Coverage | null }): Finding {
  const errors = issues.filter(({ severity }) => severity === 'error');
  const warnings = issues.length - errors.length;
  const walked = walkWords(coverage);
  const failures = coverage?.failures ?? [];
  if (errors.length > 0)
    return finding(
      'bad',
      `${errors.length} to fix. ${walked}`,
      errors.map(({ message }) => message),
    );
  if (failures.length > 0) {
    return finding('warn', `At ${many(failures.length, 'place')} something may go wrong on the way. ${walked}`);
  }
  if (warnings > 0) {
    const words = `${warnings} to check, nothing to fix. ${walked}`;
    return finding(
      'warn',
      words,
      issues.map(({ message }) => message),
    );
  }
  return finding('good', `Nothing to fix. ${walked}`);
}

function walkWords(coverage: Coverage | null): string {
  if (!coverage) return 'It is too large to walk through.';
  const { nodes, exits, complete } = coverage;
  const reached = `${nodes.reached} of ${many(nodes.total, 'node')} and ${exits.taken} of ${many(exits.total, 'exit')}`;
  return complete
    ? `A walk through all its ways came to ${reached}.`
    : `A walk came to ${reached}, and was stopped there.`;
}

/** The flow's own tests. */
export function testFinding({ reports, coverage }: ScenarioRun): Finding {
  if (reports.length === 0) return finding('none', 'This flow has no tests. Record one in the preview.');
  const failing = reports.filter(({ passed }) => !passed);
  const share = `${percent(coverage)} % of its exits are tested.`;
  if (failing.length === 0) {
    return finding(
      'good',
      `${reports.length === 1 ? 'Its test passes' : `All ${reports.length} tests pass`}. ${share}`,
    );
  }
  const words = `${failing.length} of ${many(reports.length, 'test')} ${failing.length === 1 ? 'fails' : 'fail'}.`;
  return finding(
    'bad',
    words,
    failing.map(({ name, failures }) => `${name}: ${failures.map(({ message }) => message).join(' ')}`),
  );
}

/** What real visitors did, run through the draft. */
export function replayFinding(report: ReplayReport, exitWords: (node: string, exit: string | null) => string): Finding {
  const { sessions, same, ways, from } = report;
  if (sessions === 0)
    return finding('none', `Nobody has gone through v${from} yet, so there is nothing to compare with.`);
  const all = `the last ${many(sessions, 'session')} of v${from}`;
  if (same === sessions) return finding('good', `All of ${all} would go the same way.`);
  const lines = ways.map(({ node, name, before, after, sessions: count, refused }) => {
    const no = refused > 0 ? `; ${refused} gave an answer that is no longer taken` : '';
    return `After ${name}: ${exitWords(node, after)} instead of ${exitWords(node, before)}, ${many(count, 'session')}${no}`;
  });
  return finding('warn', `${sessions - same} of ${all} would go another way.`, lines);
}

function finding(tone: Finding['tone'], words: string, lines: readonly string[] = []): Finding {
  const more = lines.length - MOST_LINES;
  return { tone, words, lines: more > 0 ? [...lines.slice(0, MOST_LINES), `And ${more} more.`] : lines };
}
