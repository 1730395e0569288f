import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrate, type Definition } from '../src/index.js';

export const TESTDATA = join(__dirname, '../testdata');

/** `<flow>.json` is a flow, `<flow>.<scenario>.json` what happens to a visitor of it. */
export function testdata(): { flow: string; scenario: string; file: string }[] {
  return readdirSync(TESTDATA)
    .filter((file) => file.split('.').length === 3)
    .sort()
    .map((file) => {
      const [flow = '', scenario = ''] = file.split('.');
      return { flow, scenario, file };
    });
}

export function readJson(file: string): unknown {
  return JSON.parse(readFileSync(join(TESTDATA, file), 'utf8'));
}

export function readFlow(flow: string): Definition {
  return migrate(readJson(`${flow}.json`));
}

export function flowNames(): string[] {
  return readdirSync(TESTDATA)
    .filter((file) => file.split('.').length === 2)
    .map((file) => file.replace('.json', ''))
    .sort();
}
