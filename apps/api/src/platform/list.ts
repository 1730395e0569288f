import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { Whole } from './fields.js';
import { Problem } from './problem.js';

/** A list's query: `cursor` is the `nextCursor` of the page before. */
export class ListDto {
  @IsOptional()
  @IsString()
  @MaxLength(400)
  @ApiPropertyOptional({ description: '`nextCursor` of the page before', maxLength: 400 })
  cursor?: string;

  @Whole(1, 100, { optional: true, example: 50 })
  limit?: number;
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export class PageDto {
  @ApiProperty({ type: String, nullable: true, description: 'Send as `cursor` for the next page; null at the end' })
  nextCursor!: string | null;
}

export const DEFAULT_LIMIT = 50;

/** A position in a list ordered by a value and then by id, opaque to clients. */
export function writeCursor(value: string | Date, id: string): string {
  const text = value instanceof Date ? value.toISOString() : value;
  return Buffer.from(JSON.stringify([text, id])).toString('base64url');
}

export function readCursor(cursor: string | undefined): [value: string, id: string] | undefined {
  if (cursor === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(parsed) && typeof parsed[0] === 'string' && typeof parsed[1] === 'string')
      return [parsed[0], parsed[1]];
  } catch {
    // SyntaxError: the text is no cursor of ours, refused below like any other such text.
  }
  throw new Problem('request.invalid', { errors: [{ field: 'cursor', message: 'cursor must be a nextCursor' }] });
}

/** Cuts a result that was asked for with `limit + 1` rows into a page. */
export function page<Row, T>(
  rows: Row[],
  limit: number,
  cursorOf: (row: Row) => string,
  shape: (row: Row) => T,
): Page<T> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return { items: kept.map(shape), nextCursor: rows.length > limit && last ? cursorOf(last) : null };
}
