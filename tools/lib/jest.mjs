import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { bin, inRoot } from './paths.mjs';
import { run } from './processes.mjs';

// Lets Jest require() the packages that are ESM only.
const VM_MODULES = '--experimental-vm-modules';
const RESULTS = inRoot('test-results');

/** Runs Jest with one configuration and reads its counts from its report, not from its words. */
export async function runJest(name, config, options = {}) {
  const { args = [], env = {}, timeout = 180_000, full = false, workers = 2, nodeOptions = VM_MODULES } = options;
  mkdirSync(RESULTS, { recursive: true });
  const report = join(RESULTS, `${name.replaceAll(/\W+/g, '-')}.json`);
  rmSync(report, { force: true });
  const flags = ['--json', `--outputFile=${report}`, '--passWithNoTests', `--maxWorkers=${workers}`, ...args];
  // Long proofs are for `npm run test:full`.
  if (!full) flags.push('--testPathIgnorePatterns', '/node_modules/', '\\.full\\.spec\\.');
  const done = await run(process.execPath, [bin('jest'), '-c', config, ...flags], {
    env: { NODE_OPTIONS: nodeOptions, CALLDOCKER_FULL: full ? '1' : '', CI: 'true', ...env },
    timeout,
    logFile: report.replace(/json$/, 'log'),
  });
  if (!existsSync(report)) throw new Error(`Jest gave no report.\n${done.output}`);
  const counted = readReport(JSON.parse(readFileSync(report, 'utf8')));
  // Such as an error in the tear-down: every test passed, and yet something is wrong.
  if (!done.ok && counted.failed === 0) return { ...counted, failed: 1, detail: done.output };
  return counted;
}

const SHOWN_LINES = 100;

/** Counts and the words of what failed. A file that could not even be loaded counts as one failure. */
export function readReport(report) {
  const details = new Map();
  for (const file of report.testResults) {
    const failed = file.assertionResults.filter((test) => test.status === 'failed');
    for (const test of failed) details.set(test.fullName, test.failureMessages.map(shorten).join('\n'));
    if (failed.length === 0 && file.status === 'failed') details.set(file.name, shorten(file.message));
  }
  const skipped = report.numPendingTests + report.numTodoTests;
  return {
    tests: true,
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    note: report.numTotalTestSuites === 0 ? 'none found' : skipped > 0 ? `${skipped} skipped` : '',
    detail: describeFailures([...details]),
  };
}

/** All names, then as many of the reasons as one can read; the whole is in test-results/. */
function describeFailures(failures) {
  const reasons = failures.map(([name, reason]) => `${name}\n${reason}`).join('\n\n');
  const lines = reasons.split('\n');
  if (lines.length <= SHOWN_LINES) return reasons;
  const names = failures.map(([name]) => `- ${name}`);
  return [...names.slice(0, 50), '', ...lines.slice(0, SHOWN_LINES - Math.min(names.length, 50)), '...'].join('\n');
}

/** The message and the first frames of our own. */
function shorten(message) {
  const lines = stripVTControlCharacters(message).split('\n');
  const frames = lines.filter((line) => /^\s+at /.test(line) && !line.includes('node_modules')).slice(0, 4);
  return [...lines.filter((line) => !/^\s+at /.test(line)).slice(0, 40), ...frames].join('\n');
}
