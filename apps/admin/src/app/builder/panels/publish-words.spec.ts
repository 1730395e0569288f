/** @jest-environment node */
import type { Coverage } from '@calldocker/flow-engine';
import { gateFinding, replayFinding, testFinding } from './publish-words';

const coverage: Coverage = {
  nodes: { total: 4, reached: 4 },
  exits: { total: 9, taken: 8 },
  missed: [],
  paths: 3,
  states: 20,
  complete: true,
  ends: {},
  failures: [],
};
const issue = (severity: 'error' | 'warning', message: string) => ({
  severity,
  message,
  code: 'text.missing',
  repair: '',
});

describe('what is found before publishing', () => {
  it('tells of the checks and of a walk through all ways', () => {
    expect(gateFinding({ issues: [], coverage })).toEqual({
      tone: 'good',
      words: 'Nothing to fix. A walk through all its ways came to 4 of 4 nodes and 8 of 9 exits.',
      lines: [],
    });
    const errors = Array.from({ length: 7 }, (_, index) => issue('error', `Node ${index}: no text.`));
    const found = gateFinding({ issues: [...errors, issue('warning', 'Odd.')], coverage: null });
    expect(found).toMatchObject({ tone: 'bad', words: '7 to fix. It is too large to walk through.' });
    expect(found.lines).toHaveLength(6);
    expect(found.lines.at(-1)).toBe('And 2 more.');
    expect(gateFinding({ issues: [issue('warning', 'Odd.')], coverage }).tone).toBe('warn');
  });

  it('tells of tests that fail by name, and why', () => {
    const report = { name: 'Asks', passed: true, failures: [], path: [], exits: [] };
    const failing = {
      ...report,
      name: 'Calls',
      passed: false,
      failures: [{ code: 'outcome' as const, message: 'It ended.' }],
    };
    expect(testFinding({ passed: true, reports: [], coverage: 0, missed: [] }).tone).toBe('none');
    expect(testFinding({ passed: true, reports: [report], coverage: 0.5, missed: [] })).toEqual({
      tone: 'good',
      words: 'Its test passes. 50 % of its exits are tested.',
      lines: [],
    });
    expect(testFinding({ passed: false, reports: [report, failing], coverage: 0.5, missed: [] })).toEqual({
      tone: 'bad',
      words: '1 of 2 tests fails.',
      lines: ['Calls: It ended.'],
    });
  });

  it('tells how many sessions would go another way, and where', () => {
    const none = { from: 3, to: null, sessions: 0, skipped: 0, same: 0, ways: [], outcomes: [] };
    expect(replayFinding(none, String).tone).toBe('none');
    expect(replayFinding({ ...none, sessions: 9, same: 9 }, String).words).toBe(
      'All of the last 9 sessions of v3 would go the same way.',
    );
    const way = { node: 'm', name: 'Menu', before: 'a', after: null, sessions: 2, refused: 1, examples: [] };
    expect(replayFinding({ ...none, sessions: 9, same: 7, ways: [way] }, (_node, exit) => exit ?? 'the end')).toEqual({
      tone: 'warn',
      words: '2 of the last 9 sessions of v3 would go another way.',
      lines: ['After Menu: the end instead of a, 2 sessions; 1 gave an answer that is no longer taken'],
    });
  });
});
