import { build } from './lib/build.mjs';
import { explain } from './lib/complaint.mjs';
import { stage } from './lib/stages.mjs';

try {
  await stage('Build', build);
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
