import { isId } from './ids.js';
import { DEFAULT_LIMIT, readCursor, type ListDto } from './list.js';
import { Problem } from './problem.js';

export interface Position {
  value: string | null;
  id: string | null;
  limit: number;
}

/** Where a list goes on, checked before SQL sees it: a cursor is the client's, whatever we once wrote into it. */
export function positionOf(
  query: ListDto,
  fits: (value: string) => boolean = (value) => !value.includes('\0'),
): Position {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const cursor = readCursor(query.cursor);
  if (!cursor) return { value: null, id: null, limit };
  const [value, id] = cursor;
  if (!isId(id) || !fits(value))
    throw new Problem('request.invalid', { errors: [{ field: 'cursor', message: 'cursor must be a nextCursor' }] });
  return { value, id, limit };
}

/** A moment as `Date` writes it, in a year and on a day that PostgreSQL knows too. */
export const isMoment = (value: string): boolean =>
  /^(?!0000)\d{4}-/.test(value) && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString() === value;
