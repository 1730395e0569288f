import { readdirSync } from 'node:fs';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ESLint } from 'eslint';
import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import tseslint from 'typescript-eslint';
import { PROJECTS, ROOMS, zones } from './boundaries.mjs';

const ROOT = join(import.meta.dirname, '../..');

describe('the rooms of the API', () => {
  let house;
  let eslint;

  // An empty house with one file in every room: rooms not built yet are fenced from the first day.
  beforeAll(() => {
    house = realpathSync(mkdtempSync(join(tmpdir(), 'calldocker-house-')));
    for (const room of Object.keys(ROOMS)) put(`apps/api/src/${room}/door.ts`);
    for (const project of Object.keys(PROJECTS)) put(`${project}/src/index.ts`);
    put('apps/api/src/main.ts');
    put('tools/tool.ts');
    eslint = new ESLint({
      cwd: house,
      overrideConfigFile: true,
      overrideConfig: {
        files: ['**/*.ts'],
        languageOptions: { parser: tseslint.parser },
        plugins: { 'import-x': importX },
        settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
        rules: { 'import-x/no-restricted-paths': ['error', { basePath: house, zones: zones('.') }] },
      },
    });
  });

  afterAll(() => rmSync(house, { recursive: true, force: true }));

  function put(path) {
    mkdirSync(dirname(join(house, path)), { recursive: true });
    writeFileSync(join(house, path), 'export const door = 1;\n');
  }

  async function refusals(from, to) {
    const [result] = await eslint.lintText(`import type { door } from '${to}';\n`, { filePath: join(house, from) });
    return result.messages.map((message) => message.message);
  }

  const arrows = Object.keys(ROOMS).flatMap((from) =>
    Object.keys(ROOMS)
      .filter((to) => to !== from)
      .map((to) => ({ from, to, allowed: ROOMS[from].includes(to) })),
  );

  it.each(arrows)('$from -> $to is allowed: $allowed', async ({ from, to, allowed }) => {
    const found = await refusals(`apps/api/src/${from}/new.ts`, `../${to}/door.js`);
    expect(found.length).toBe(allowed ? 0 : 1);
    if (!allowed) expect(found[0]).toContain(`${from} may import`);
  });

  it.each(Object.keys(ROOMS))('%s does not import a main', async (room) => {
    expect(await refusals(`apps/api/src/${room}/new.ts`, '../main.js')).toHaveLength(1);
  });

  it.each(Object.keys(PROJECTS).flatMap((from) => Object.keys(PROJECTS).map((to) => [from, to])))(
    '%s reaches into %s by path only where it may',
    async (from, to) => {
      const allowed = from === to || (to.startsWith('libs/') && to.slice(5) in PROJECTS[from]);
      expect(await refusals(`${from}/src/new.ts`, `../../../${to}/src/index.js`)).toHaveLength(allowed ? 0 : 1);
    },
  );

  it('keeps the tools out of the product', async () => {
    expect(await refusals('apps/e2e/src/new.ts', '../../../tools/tool.js')).toHaveLength(1);
  });

  it('knows every room there is', () => {
    const folders = readdirSync(join(ROOT, 'apps/api/src'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect(folders.map((entry) => entry.name).filter((name) => !(name in ROOMS))).toEqual([]);
  });

  it('knows every project there is', () => {
    const folders = ['apps', 'libs'].flatMap((part) => readdirSync(join(ROOT, part)).map((name) => `${part}/${name}`));
    expect(folders.filter((name) => !(name in PROJECTS))).toEqual([]);
  });
});

describe('the workspace’s own lint rules', () => {
  const eslint = new ESLint({ cwd: ROOT });

  async function rules(filePath, code) {
    const [result] = await eslint.lintText(code, { filePath: join(ROOT, filePath) });
    return result.messages.map((message) => message.ruleId ?? message.message);
  }

  const IMPORTS = '@typescript-eslint/no-restricted-imports';
  const cases = [
    ['apps/api/src/platform/config.ts', `export { Db } from '../auth/access.js';`, 'import-x/no-restricted-paths'],
    ['apps/api/src/platform/config.ts', `export { login } from '@calldocker/api-client';`, IMPORTS],
    ['apps/experience/src/session.ts', `export { start } from '@calldocker/flow-engine';`, IMPORTS],
    ['apps/experience/src/session.ts', `export { createClient } from '@calldocker/api-client';`, IMPORTS],
    ['apps/e2e/src/browser.ts', `export { start } from '@calldocker/flow-engine';`, IMPORTS],
    ['libs/flow-engine/src/screen.ts', `export { readFileSync } from 'node:fs';`, IMPORTS],
    ['libs/flow-engine/src/screen.ts', 'export const body = fetch("/");', 'no-restricted-globals'],
    ['libs/flow-engine/src/screen.ts', 'export const timer = setTimeout(String, 1);', 'no-restricted-globals'],
    ['libs/flow-engine/src/screen.ts', 'export const id = crypto.randomUUID();', 'no-restricted-globals'],
    ['libs/flow-engine/src/screen.ts', 'export const dice = Math.random();', 'no-restricted-syntax'],
    ['libs/flow-engine/src/screen.ts', 'export const now = Date.now();', 'no-restricted-syntax'],
    ['libs/flow-engine/src/screen.ts', 'export const now = new Date();', 'no-restricted-syntax'],
    ['apps/api/src/platform/ids.ts', `import { DataSource } from 'typeorm';\nexport const x = DataSource;`, IMPORTS],
    [
      'apps/api/src/platform/ids.ts',
      `import { EntityManager } from 'typeorm';\nexport const x = EntityManager;`,
      IMPORTS,
    ],
    [
      'apps/api/src/platform/ids.ts',
      `import { InjectRepository } from '@nestjs/typeorm';\nInjectRepository();`,
      IMPORTS,
    ],
    ['apps/api/src/platform/ids.ts', 'export const x = process.env;', 'no-process-env'],
    ['apps/api/src/platform/ids.ts', 'console.log(1);', 'no-console'],
    ['apps/api/src/platform/ids.ts', '// @ts-ignore\nexport {};', '@typescript-eslint/ban-ts-comment'],
    ['apps/api/src/platform/ids.ts', `export {};${'\n'.repeat(401)}`, 'max-lines'],
  ];

  it.each(cases)('%s refuses %j', async (filePath, code, rule) => {
    expect(await rules(filePath, `${code}\n`)).toContain(rule);
  });

  const allowed = [
    ['apps/api/src/platform/ids.ts', `import type { EntityManager } from 'typeorm';\nexport type E = EntityManager;`],
    ['apps/api/src/platform/config.ts', 'export const x = process.env;'],
    [
      'apps/experience/src/session.ts',
      `import type { Screen } from '@calldocker/api-client';\nexport type S = Screen;`,
    ],
    ['libs/flow-engine/src/screen.ts', 'export const at = (now: number) => new Date(now);'],
  ];

  it.each(allowed)('%s may say %j', async (filePath, code) => {
    expect(await rules(filePath, `${code}\n`)).toEqual([]);
  });

  it('refuses a template that only a mouse can use, and a style attribute', async () => {
    const found = await rules('apps/admin/src/app/app.html', '<div style="color:red" (click)="open()">x</div>\n');
    expect(found).toContain('@angular-eslint/template/click-events-have-key-events');
    expect(found).toContain('@angular-eslint/template/no-inline-styles');
  });
});
