/** What a branch takes for granted about variables, and what is known of them once it has chosen a row. */
import type { Read, Written } from './kind.types.js';
import type { BranchRow, Condition } from './kinds/branch.js';

/** `isSet` and `isNotSet` ask and take nothing for granted; what they have found out holds for what is looked at next. */
export function readByRows(rows: readonly BranchRow[], quoted: readonly Read[]): Read[] {
  const reads: Read[] = [];
  const known = new Set<string>();
  for (const [index, row] of rows.entries()) {
    const inRow = new Set(known);
    for (const [at, condition] of row.all.entries()) {
      const { variable } = condition;
      if (!isTest(condition) && !inRow.has(variable)) {
        reads.push({ variable, field: `rows.${index}.all.${at}.variable` });
      }
      if (holdsWithValueOnly(condition)) inRow.add(variable);
    }
    const field = `rows.${index}.expression`;
    reads.push(...quoted.filter((read) => read.field === field && !inRow.has(read.variable)));
    for (const variable of knownAfterMiss(row)) known.add(variable);
  }
  return reads;
}

/** The variables that have a value when a row is taken, and when none is. */
export function assuredByRows(rows: readonly BranchRow[]): Written[] {
  const assured: Written[] = [];
  const known = new Set<string>();
  for (const row of rows) {
    const inRow = new Set([...known, ...row.all.filter(holdsWithValueOnly).map(({ variable }) => variable)]);
    for (const variable of inRow) assured.push({ variable, exit: `row:${row.id}` });
    for (const variable of knownAfterMiss(row)) known.add(variable);
  }
  for (const variable of known) assured.push({ variable, exit: 'otherwise' });
  return assured;
}

function isTest({ operator }: Condition): boolean {
  return operator === 'isSet' || operator === 'isNotSet';
}

/** No value is different from every value; in all other comparisons it does not hold. */
function holdsWithValueOnly({ operator }: Condition): boolean {
  return operator !== 'isNotSet' && operator !== 'notEquals';
}

/** A row that asks for nothing but that a variable has no value is passed by only when it has one. */
function knownAfterMiss({ all, expression }: BranchRow): string[] {
  const [only] = all;
  return all.length === 1 && only?.operator === 'isNotSet' && expression === undefined ? [only.variable] : [];
}
