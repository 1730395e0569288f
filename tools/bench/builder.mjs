import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { report } from '../lib/bench.mjs';
import { Complaint } from '../lib/complaint.mjs';
import { runJest } from '../lib/jest.mjs';
import { startStack } from '../lib/journeys.mjs';
import { inRoot } from '../lib/paths.mjs';
import { findPrograms } from '../lib/programs.mjs';

/** `npm run bench -- builder [rounds] [edits]` */
const ROUNDS = 7;
const EDITS = 3_600;
/** One hour of frames that no eye sees. */
const PATIENCE = 3_600_000;

/** How the flow builder holds a thousand nodes, and two thousand, in Chromium. */
export async function bench([rounds = ROUNDS, edits = EDITS]) {
  const folder = mkdtempSync(join(tmpdir(), 'calldocker-bench-'));
  const results = join(folder, 'results.json');
  const stack = await startStack(folder);
  try {
    const { failed, detail } = await runJest('bench-builder', inRoot('apps/e2e/jest.config.mjs'), {
      args: ['--testMatch', '**/builder.bench.ts'],
      env: {
        ...{ ...stack.env, TMPDIR: folder, ...findPrograms() },
        ...{ BENCH_ROUNDS: String(rounds), BENCH_EDITS: String(edits), BENCH_RESULTS: results },
      },
      workers: 1,
      timeout: PATIENCE,
    });
    if (failed > 0) throw new Complaint(detail);
    const { open, drag, pan, zoom, memory } = JSON.parse(readFileSync(results, 'utf8'));
    const figure = (name, values, atMost, unit) =>
      report({ bench: 'builder', figure: name, values, gate: { atMost }, unit });
    figure('builder-open-ms', open, 2_000, 'ms');
    figure('builder-drag-p95-ms', drag, 33, 'ms');
    figure('builder-pan-p95-ms', pan, 33, 'ms');
    figure('builder-zoom-p95-ms', zoom, 33, 'ms');
    figure('builder-memory-growth', memory, 1.3, 'ratio');
  } finally {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
