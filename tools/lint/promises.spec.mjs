import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bin, inRoot } from '../lib/paths.mjs';

const exec = promisify(execFile);
let folder;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'calldocker-promises-'));
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ extends: inRoot('tsconfig.base.json') }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function faults(code) {
  const file = join(folder, 'planted.ts');
  writeFileSync(file, `const later = (): Promise<number> => Promise.resolve(1);\n${code}\n`);
  const options = ['--config', inRoot('.oxlintrc.json'), '--format=json', file];
  // It ends with an error when it has found something.
  const { stdout } = await exec(bin('oxlint'), options, { cwd: inRoot('.') }).catch((error) => error);
  return JSON.parse(stdout).diagnostics.map((diagnostic) => diagnostic.code);
}

it.each([
  ['nobody waits for', 'export const f = (): void => {\n  later();\n};', 'no-floating-promises'],
  ['is taken for a yes', 'export const f = (): number => (later() ? 1 : 2);', 'no-misused-promises'],
  ['is none', 'export const f = async (): Promise<number> => await 3;', 'await-thenable'],
])('a promise that %s is refused', async (_, code, rule) => {
  expect(await faults(code)).toEqual([expect.stringContaining(rule)]);
});

it('a promise that is waited for is not', async () => {
  expect(await faults('export const f = async (): Promise<number> => await later();')).toEqual([]);
});
