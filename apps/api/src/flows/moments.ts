import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsISO8601, Matches } from 'class-validator';
import { Absent } from '../platform/fields.js';

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$/;
const EXAMPLE = '2026-12-24T18:00:00+01:00';

/** A date and time with its offset, so that it is one instant wherever it is read. */
export const Moment = ({ optional = false, description = '' } = {}): PropertyDecorator =>
  applyDecorators(
    IsISO8601({ strict: true, strictSeparator: true }),
    Matches(MOMENT, { message: `$property must be a moment such as ${EXAMPLE}` }),
    ...(optional ? [Absent()] : []),
    ApiProperty({ type: String, format: 'date-time', example: EXAMPLE, required: !optional, description }),
  );
