import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';

const PLACE = /^(draft|live|[1-9]\d{0,8})$/;

export class CompareFlowDto {
  @Matches(PLACE, { message: 'from must be the number of a version, draft or live' })
  @ApiProperty({
    type: String,
    pattern: PLACE.source,
    example: 'live',
    description: 'A version’s number, draft or live',
  })
  from!: string;

  @Matches(PLACE, { message: 'to must be the number of a version, draft or live' })
  @ApiProperty({
    type: String,
    pattern: PLACE.source,
    example: 'draft',
    description: 'A version’s number, draft or live',
  })
  to!: string;
}

export class ComparisonDto {
  @ApiProperty({
    type: 'array',
    items: { $ref: '#/components/schemas/Change' },
    example: [
      {
        what: 'text.changed',
        nodeId: 'welcome',
        nodeName: 'Welcome',
        field: 'text.en',
        language: 'en',
        before: 'Hello.',
        after: 'Good day.',
        message: 'Welcome: the text in English was changed.',
      },
    ],
    description: 'Empty when both do the same; where cards lie on the canvas makes no difference',
  })
  changes!: object[];
}
