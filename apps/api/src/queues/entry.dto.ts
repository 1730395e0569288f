import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import { Absent, Id, OneOf, Storable, Text, Whole } from '../platform/fields.js';
import { ListDto, PageDto } from '../platform/list.js';
import { STATES, type EntryState } from './entry-rows.js';

const CHANNELS = ['visit', 'chat', 'callback'] as const;
const WHICH = ['open', 'over'] as const;

export class ListQueueEntriesDto extends ListDto {
  @OneOf(WHICH, {
    optional: true,
    example: 'open',
    description: 'Those in line or with an agent, or those that are over',
  })
  which?: (typeof WHICH)[number];
}

export class FinishEntryDto {
  @Text(64, { optional: true, example: 'Solved', description: 'What came of it: a label of `/dispositions`' })
  disposition?: string;

  @Absent()
  @IsString()
  @MaxLength(4000)
  @Storable()
  @ApiPropertyOptional({ example: 'Sent a new pedal.', maxLength: 4000 })
  notes?: string;
}

export class TransferEntryDto {
  @Id({ optional: true, description: 'To a queue, at the visitor’s age' })
  queueId?: string;

  @Id({
    optional: true,
    description: 'To one agent, for whom the visitor waits for a minute before anyone may take them',
  })
  agentId?: string;
}

export class MoveEntryDto {
  @Whole(0, 100, { optional: true, example: 90, description: 'The highest is served first' })
  priority?: number;

  @Id({ optional: true, description: 'Another queue' })
  queueId?: string;
}

export class QueueEntryDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty({ format: 'uuid' })
  queueId!: string;
  @ApiProperty({ example: 'Support' })
  queueTitle!: string;
  @ApiProperty({ format: 'uuid' })
  sessionId!: string;
  @ApiProperty({ format: 'uuid' })
  flowId!: string;
  @ApiProperty({ example: 'Front door' })
  flowName!: string;
  @ApiProperty({ type: String, nullable: true, example: 'wait' })
  nodeId!: string | null;
  @ApiProperty({ enum: CHANNELS })
  channel!: (typeof CHANNELS)[number];
  @ApiProperty({ enum: STATES })
  state!: EntryState;
  @ApiProperty({ type: 'integer', nullable: true, example: 2, description: '1 is next; null when not in line' })
  place!: number | null;
  @ApiProperty({ type: 'integer', example: 50 })
  priority!: number;
  @ApiProperty({ type: [String], example: ['dutch'] })
  skills!: string[];
  @ApiProperty({ example: 'nl' })
  language!: string;
  @ApiProperty({ format: 'date-time' })
  joinedAt!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  agentId!: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'Ari Agent' })
  agentName!: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Until then the offer may be accepted',
  })
  offerExpiresAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  answeredAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  endedAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  wrappedAt!: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Since when the visitor’s page is away',
  })
  absentSince!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Since when the talk is on hold' })
  heldSince!: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'Solved' })
  disposition!: string | null;
  @ApiProperty({ type: 'integer', example: 3 })
  version!: number;
}

export class QueueEntryPageDto extends PageDto {
  @ApiProperty({ type: [QueueEntryDto] })
  items!: QueueEntryDto[];
}
