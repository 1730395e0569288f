import { killEverything } from '/work/wt/queues6/tools/lib/processes.mjs';
import { startStack } from '/work/wt/queues6/tools/lib/journeys.mjs';
import { findPrograms } from '/work/wt/queues6/tools/lib/programs.mjs';
import { runJest } from '/work/wt/queues6/tools/lib/jest.mjs';
import { mkdtempSync, chmodSync } from 'node:fs';
process.on('exit', killEverything);
const folder = mkdtempSync('/tmp/e2e-'); chmodSync(folder, 0o711);
const stack = await startStack(folder);
try { console.log(JSON.stringify(await runJest('e2e', '/work/wt/queues6/apps/e2e/jest.config.mjs', { args: ['--testPathPatterns', 'src/phone-head'], env: { ...stack.env, ...findPrograms() }, workers: 1, timeout: 1200000, full: true }), null, 1).slice(0, 6000)); }
finally { await stack.stop(); }
process.exit();
