/** The list of dispositions while it is edited. Pure, but for the keys. */
import type { Dispositions } from '../api/types';

export interface DispositionRow {
  /** Its own for as long as it is edited: labels change. */
  key: string;
  label: string;
  archived: boolean;
}

interface Fault {
  /** Null: of the list as a whole. */
  key: string | null;
  message: string;
}

export const rowsOf = (items: Dispositions['items']): DispositionRow[] =>
  items.map((item) => ({ ...item, key: crypto.randomUUID() }));

export const listOf = (rows: readonly DispositionRow[]): Dispositions['items'] =>
  rows.map(({ label, archived }) => ({ label: label.trim(), archived }));

/** One place on; where there is none, as it was. */
export function moved(rows: readonly DispositionRow[], at: number, by: -1 | 1): readonly DispositionRow[] {
  const [row, other] = [rows[at], rows[at + by]];
  return row && other ? rows.with(at, other).with(at + by, row) : rows;
}

export function faultIn(rows: readonly DispositionRow[], required: boolean): Fault | null {
  const seen = new Set<string>();
  for (const { key, label } of rows) {
    const name = label.trim().toLowerCase();
    if (name === '') return { key, message: 'Say it in a word or two.' };
    if (seen.has(name)) return { key, message: 'This is on the list already.' };
    seen.add(name);
  }
  if (required && rows.every(({ archived }) => archived))
    return { key: null, message: 'Keep one that can be chosen, or do not ask for one.' };
  return null;
}
