import { ApiProperty } from '@nestjs/swagger';
import { OneOf } from '../platform/fields.js';

export const RANGES = ['24h', '7d', '30d'] as const;
export type Range = (typeof RANGES)[number];

export class RangeDto {
  @OneOf(RANGES, { optional: true, example: '7d', description: 'How far back; 7d when absent' })
  range?: Range;
}

export class LiveFiguresDto {
  @ApiProperty({ example: 3, description: 'Sessions under way' })
  active!: number;
  @ApiProperty({ example: 41, description: 'Sessions started in the last 24 hours' })
  startedToday!: number;
  @ApiProperty({ example: 2, description: 'Callbacks not yet made' })
  callbacksOpen!: number;
}

export class TotalsDto {
  @ApiProperty({ example: 1204 })
  sessions!: number;
  @ApiProperty({ example: 800 })
  served!: number;
  @ApiProperty({ example: 120 })
  callbacks!: number;
  @ApiProperty({ example: 150 })
  abandoned!: number;
  @ApiProperty({ example: 4 })
  failed!: number;
  @ApiProperty({ type: Number, nullable: true, example: 74, description: 'Median length of an ended session, seconds' })
  medianSeconds!: number | null;
  @ApiProperty({ type: Number, nullable: true, example: 0.71, description: 'Ended sessions served without a person' })
  containment!: number | null;
}

export class SeriesPointDto {
  @ApiProperty({ format: 'date-time', description: 'Start of the hour, or of the day in UTC for 30d' })
  at!: string;
  @ApiProperty({ example: 12 })
  sessions!: number;
  @ApiProperty({ example: 2 })
  callbacks!: number;
}

export class OutcomeCountDto {
  @ApiProperty({ oneOf: [{ $ref: '#/components/schemas/Outcome' }] })
  outcome!: string;
  @ApiProperty({ example: 12 })
  count!: number;
}

export class OverviewDto {
  @ApiProperty({ type: LiveFiguresDto })
  live!: LiveFiguresDto;
  @ApiProperty({ type: TotalsDto })
  totals!: TotalsDto;
  @ApiProperty({ type: [SeriesPointDto] })
  series!: SeriesPointDto[];
  @ApiProperty({ type: [OutcomeCountDto] })
  outcomes!: OutcomeCountDto[];
  @ApiProperty({ format: 'date-time', description: 'Totals count what happened until then' })
  updatedAt!: string;
}

export class ExitCountDto {
  @ApiProperty({ example: 'next' })
  exit!: string;
  @ApiProperty({ example: 12 })
  count!: number;
}

export class NodeFiguresDto {
  @ApiProperty({ example: 'n1' })
  nodeId!: string;
  @ApiProperty({ example: 'Welcome' })
  name!: string;
  @ApiProperty({ example: 'video' })
  kind!: string;
  @ApiProperty({ example: 40 })
  entered!: number;
  @ApiProperty({ example: 3, description: 'Visitors who went away here' })
  left!: number;
  @ApiProperty({ type: [ExitCountDto] })
  exits!: ExitCountDto[];
}

export class FlowFiguresDto {
  @ApiProperty({ type: [NodeFiguresDto] })
  nodes!: NodeFiguresDto[];
}
