// Writes the lists of node kinds from the files that make them, so that a new kind is a new file and nothing else:
// libs/flow-engine/src/kinds/index.ts and the console's forms. With --check nothing is written, and a difference fails.
import { readdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const HEAD = '// Written by `npm run generate` from the files of this folder.\n';
const check = process.argv.includes('--check');

await write('libs/flow-engine/src/kinds/', engineList);
await write('apps/admin/src/app/builder/inspector/kinds/', formList);

async function write(folder, compose) {
  const path = (file) => fileURLToPath(new URL(`../${folder}${file}`, import.meta.url));
  if (!existsSync(path(''))) return;
  const files = readdirSync(path(''))
    .filter((file) => /^[a-z]+\.ts$/.test(file) && file !== 'index.ts')
    .sort();
  const composed =
    HEAD + compose(files.map((file) => ({ kind: file.slice(0, -3), source: readFileSync(path(file), 'utf8') })));
  const config = await resolveConfig(path('index.ts'));
  const text = await format(composed, { ...config, parser: 'typescript' });
  const present = existsSync(path('index.ts')) ? readFileSync(path('index.ts'), 'utf8') : '';
  if (present === text) return;
  if (check) {
    console.error(`${folder}index.ts is out of date.`);
    process.exitCode = 1;
  } else writeFileSync(path('index.ts'), text);
}

function engineList(kinds) {
  /** The types of one suffix that the kinds declare: `MenuNode`, `MenuScreen`. */
  const types = (suffix) =>
    kinds.flatMap(({ kind, source }) => {
      const found = new RegExp(`export interface (\\w+${suffix})\\b`, 'g');
      return [...source.matchAll(found)].map(([, name]) => ({ kind, name }));
    });
  const unions = { FlowNode: types('Node'), Screen: types('Screen'), Effect: types('Effect') };
  const imports = kinds.map(({ kind }) => {
    const names = Object.values(unions)
      .flat()
      .filter((type) => type.kind === kind)
      .map(({ name }) => `type ${name}`);
    return `import { ${[kind, ...names].join(', ')} } from './${kind}.js';`;
  });
  return [
    ...imports,
    '',
    ...kinds.map(({ kind }) => `export type * from './${kind}.js';`),
    '',
    `export const KINDS = { ${kinds.map(({ kind }) => kind).join(', ')} };`,
    '',
    ...Object.entries(unions).map(
      ([name, members]) => `export type ${name} =\n  | ${members.map((m) => m.name).join('\n  | ')};`,
    ),
    '',
  ].join('\n');
}

function formList(kinds) {
  return [
    ...kinds.map(({ kind }) => `import { ${kind}Form } from './${kind}';`),
    '',
    'export const FORMS = {',
    ...kinds.map(({ kind }) => `  ${kind}: ${kind}Form,`),
    '};',
    '',
  ].join('\n');
}
