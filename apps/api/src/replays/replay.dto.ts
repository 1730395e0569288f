import { ApiProperty } from '@nestjs/swagger';
import { Whole } from '../platform/fields.js';

const ID = '01938f3e-7c1a-7b60-9b3e-5b0c6a1d2e3f';

export class ReplayDto {
  @Whole(1, 1_000_000, { optional: true, example: 13, description: 'What they lived; the newest version when absent' })
  from?: number;

  @Whole(1, 1_000_000, { optional: true, example: 14, description: 'What they go through now; the draft when absent' })
  to?: number;

  @Whole(1, 200, { optional: true, example: 50, description: 'The last so many; 50 when absent' })
  sessions?: number;
}

export class ReplayedWayDto {
  @ApiProperty({ example: 'menu', description: 'The last node that both came through; within a subflow `alias/node`' })
  node!: string;
  @ApiProperty({ example: 'How can we help?' })
  name!: string;
  @ApiProperty({ type: String, nullable: true, example: 'choice:workshop', description: 'Exit, or where they went' })
  before!: string | null;
  @ApiProperty({ type: String, nullable: true, example: null })
  after!: string | null;
  @ApiProperty({ example: 7 })
  sessions!: number;
  @ApiProperty({ example: 2, description: 'Of these, so many gave an answer that is not taken any more' })
  refused!: number;
  @ApiProperty({ type: [String], example: [ID], description: 'Up to 5 of them' })
  examples!: string[];
}

export class ReplayedOutcomeDto {
  @ApiProperty({ type: String, nullable: true, example: 'abandoned', description: 'Null: still under way' })
  before!: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'served' })
  after!: string | null;
  @ApiProperty({ example: 7 })
  sessions!: number;
}

export class ReplayReportDto {
  @ApiProperty({ example: 13 })
  from!: number;
  @ApiProperty({ type: Number, nullable: true, example: null, description: 'Null: the draft' })
  to!: number | null;
  @ApiProperty({ example: 50, description: 'Sessions that were run again' })
  sessions!: number;
  @ApiProperty({ example: 1, description: 'Sessions that could not be: erased, or without their inputs' })
  skipped!: number;
  @ApiProperty({ example: 43 })
  same!: number;
  @ApiProperty({ type: [ReplayedWayDto], description: 'Where the others would have gone otherwise, the most first' })
  ways!: ReplayedWayDto[];
  @ApiProperty({ type: [ReplayedOutcomeDto], description: 'How all of them ended, and would have' })
  outcomes!: ReplayedOutcomeDto[];
}
