import { readReport } from './jest.mjs';
import { Tally } from './tally.mjs';

const quietly = (work) => {
  const log = console.log;
  const lines = [];
  console.log = (line) => lines.push(line);
  return work(lines).finally(() => (console.log = log));
};

describe('Tally', () => {
  it('adds the tests of all stages, and counts a failed stage as one', async () => {
    const tally = new Tally();
    await quietly(async () => {
      expect(await tally.stage('Format', async () => undefined)).toBe(true);
      expect(await tally.stage('Unit', async () => ({ tests: true, passed: 12, failed: 1, detail: 'why' }))).toBe(
        false,
      );
      expect(
        await tally.stage('Lint', async () => {
          throw new Error('3 problems');
        }),
      ).toBe(false);
    });
    expect(tally.summary).toBe('12 passed, 2 failed');
  });

  it('shows why, and the end of a long why', async () => {
    await quietly(async (lines) => {
      const detail = Array.from({ length: 500 }, (_, line) => `line ${line}`).join('\n');
      await new Tally().stage('Build', async () => ({ failed: 1, detail }));
      expect(lines.at(-1)).toContain('340 lines above');
      expect(lines.at(-1)).toContain('line 499');
    });
  });
});

describe('readReport', () => {
  const report = {
    numPassedTests: 4,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 0,
    numRuntimeErrorTestSuites: 1,
    testResults: [
      {
        name: 'a.spec.ts',
        status: 'failed',
        message: 'all of it',
        assertionResults: [
          { status: 'passed', fullName: 'a works', failureMessages: [] },
          {
            status: 'failed',
            fullName: 'a refuses',
            failureMessages: [
              '\u001b[31mexpected 1\u001b[39m\n    at x (/p/a.spec.ts:1:1)\n    at y (/p/node_modules/z.js:1:1)',
            ],
          },
        ],
      },
      { name: 'b.spec.ts', status: 'failed', message: 'Cannot find module', assertionResults: [] },
    ],
  };

  it('counts files that could not be loaded as failures', () => {
    expect(readReport(report)).toMatchObject({ passed: 4, failed: 2, note: '1 skipped' });
  });

  it('says what failed without colours and without strangers’ frames', () => {
    const { detail } = readReport(report);
    expect(detail).toContain('a refuses\nexpected 1\n    at x');
    expect(detail).toContain('b.spec.ts\nCannot find module');
    expect(detail).not.toContain('node_modules');
  });
});

it('names every failure before it explains the first of many', () => {
  const test = (name) => ({ status: 'failed', fullName: name, failureMessages: ['why\n'.repeat(20)] });
  const assertionResults = Array.from({ length: 30 }, (_, index) => test(`test ${index}`));
  const { detail } = readReport({ numPendingTests: 0, numTodoTests: 0, testResults: [{ assertionResults }] });
  expect(detail.split('\n').slice(0, 30)).toEqual(Array.from({ length: 30 }, (_, index) => `- test ${index}`));
  expect(detail.split('\n').length).toBeLessThan(110);
});
