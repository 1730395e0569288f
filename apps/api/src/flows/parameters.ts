import { ParseIntPipe } from '@nestjs/common';
import { Problem } from '../platform/problem.js';

/** Parts of addresses, as the OpenAPI document tells them. */
export const FLOW_ID = { name: 'id', format: 'uuid', example: '01938f3e-7c1a-7b60-9b3e-5b0c6a1d2e3f' };
export const VERSION_NUMBER = { name: 'number', schema: { type: 'integer' as const }, example: 14 };
export const DRAFT_IF_MATCH = {
  name: 'if-match',
  required: true,
  description: 'The draft’s revision',
  example: '"7"',
};

export const numbered = new ParseIntPipe({ exceptionFactory: () => new Problem('not-found') });
