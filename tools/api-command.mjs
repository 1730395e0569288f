import { spawn } from 'node:child_process';
import { buildApi, builtFile } from './lib/build.mjs';
import { explain } from './lib/complaint.mjs';

// `npm run migrate`, `npm run create-admin`: builds the API when it changed, then runs that one program of it.
const [file, ...args] = process.argv.slice(2);

try {
  await buildApi();
  const child = spawn(process.execPath, ['--enable-source-maps', builtFile(file), ...args], { stdio: 'inherit' });
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}
