import { ParseIntPipe } from '@nestjs/common';
import { idIn } from '../platform/parameters.js';
import { Problem } from '../platform/problem.js';

/** Parts of addresses, as the OpenAPI document tells them. */
export const FLOW_ID = idIn('id');
export const VERSION_NUMBER = { name: 'number', schema: { type: 'integer' as const }, example: 14 };
export const DRAFT_IF_MATCH = {
  name: 'if-match',
  required: true,
  description: 'The draft’s revision',
  example: '"7"',
};

export const numbered = new ParseIntPipe({ exceptionFactory: () => new Problem('not-found') });
