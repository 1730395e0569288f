import { stripVTControlCharacters } from 'node:util';
import { explain } from './complaint.mjs';
import { stageLine } from './stages.mjs';

const SHOWN_LINES = 160;

/** What a run of the tests adds up to. A stage without tests of its own (lint, build) counts only when it fails. */
export class Tally {
  passed = 0;
  failed = 0;

  /** Runs one stage and prints its line; a failure is shown and counted, and the other stages still run. */
  async stage(name, work) {
    const began = performance.now();
    const outcome = await attempt(work);
    this.passed += outcome.passed;
    this.failed += outcome.failed;
    console.log(stageLine(name, performance.now() - began, noteOf(outcome)));
    if (outcome.failed > 0 && outcome.detail) console.log(`\n${ending(outcome.detail)}\n`);
    return outcome.failed === 0;
  }

  get summary() {
    return `${this.passed} passed, ${this.failed} failed`;
  }
}

async function attempt(work) {
  try {
    const { passed = 0, failed = 0, note = '', detail = '', tests = false } = (await work()) ?? {};
    return { passed, failed, note, detail, tests };
  } catch (error) {
    return { passed: 0, failed: 1, note: 'FAILED', detail: explain(error), tests: false };
  }
}

function noteOf({ passed, failed, note, tests }) {
  const counts = tests ? `${passed} passed${failed ? `, ${failed} FAILED` : ''}` : '';
  return [counts, note].filter(Boolean).join(', ');
}

function ending(text) {
  const lines = stripVTControlCharacters(text).split('\n');
  if (lines.length <= SHOWN_LINES) return lines.join('\n');
  return [`... ${lines.length - SHOWN_LINES} lines above these`, ...lines.slice(-SHOWN_LINES)].join('\n');
}
