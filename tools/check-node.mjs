// Runs before every npm script, on whatever Node is there: so plain JavaScript that Node 18 understands.
// The right Node comes from npm (the package `node`), whose install script puts it into node_modules/.bin.
import { existsSync } from 'node:fs';

const [major, minor] = process.versions.node.split('.').map(Number);
const installed = existsSync(new URL('../node_modules', import.meta.url));

if (!installed) {
  refuse('The dependencies are not installed: run `npm ci` first.');
} else if (major < 24 || (major === 24 && minor < 9)) {
  refuse(
    `CallDocker runs on Node 24.9 or later, but this is ${process.versions.node} (${process.execPath}). ` +
      'It comes with the dependencies: run `npm ci` without --ignore-scripts, then start from npm ' +
      '(`npm start`, `npm test`), not with `node tools/...`.',
  );
}

function refuse(sentence) {
  console.error(sentence);
  process.exit(1);
}
