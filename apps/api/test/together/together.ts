import { readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const FOLDER = path.join(__dirname, '..');
const requireSpec = createRequire(__filename);
/** Its snapshot belongs to a file. */
const ALONE = ['law.spec.ts'];
/** How long a file takes goes by its size, but for one: as if it had so many bytes more. */
const LONG: Record<string, number> = { 'queues-model.spec.ts': 80_000 };

/**
 * The server specs of one part, as if they were one file: Jest loads the server's modules once for them all, which for each
 * file anew takes longer than many a file's tests. `npm run test:full` runs every file by itself.
 */
export function together(part: number, parts: number): void {
  for (const name of shares(parts)[part - 1] ?? []) describe(name, () => void requireSpec(path.join(FOLDER, name)));
  // One for all, where a file alone may ask for its own.
  jest.setTimeout(300_000);
}

/** The same in every part: the largest file first, each to who has the least. */
function shares(parts: number): string[][] {
  const files = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.spec.ts') && !name.endsWith('.full.spec.ts') && !ALONE.includes(name))
    .map((name) => ({ name, size: statSync(path.join(FOLDER, name)).size + (LONG[name] ?? 0) }))
    .sort((a, b) => b.size - a.size || a.name.localeCompare(b.name));
  const all = Array.from({ length: parts }, () => ({ size: 0, names: [] as string[] }));
  for (const { name, size } of files) {
    const least = all.reduce((one, other) => (other.size < one.size ? other : one));
    least.names.push(name);
    least.size += size;
  }
  return all.map(({ names }) => names);
}
