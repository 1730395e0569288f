import { Problem } from './problem.js';

/** PostgreSQL's int ends there. */
const INT = 2 ** 31;

/** The revision in an If-Match header: `"7"` or `7`. */
export function revisionOf(ifMatch: string | undefined, below = INT): number {
  if (ifMatch === undefined) throw new Problem('request.if-match-missing');
  const revision = Number(ifMatch.replace(/^W\//, '').replace(/^"|"$/g, ''));
  if (!Number.isInteger(revision) || revision < 0 || revision >= below)
    throw new Problem('request.invalid', {
      errors: [{ field: 'If-Match', message: 'If-Match must be a revision such as "7"' }],
    });
  return revision;
}

export const etagOf = (revision: number): string => `"${revision}"`;
