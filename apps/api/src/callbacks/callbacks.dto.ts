import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsISO8601, ValidateIf } from 'class-validator';
import { Id, OneOf, Text } from '../platform/fields.js';
import { ListDto, PageDto } from '../platform/list.js';
import { CALLBACK_RESULTS, type CallbackResult } from '../queues/dispositions.js';
import { CALLBACK_STATUSES, type CallbackStatus } from './callback-rows.js';

export const CALLBACK_STAGES = ['booked', 'waiting', 'calling', 'again', 'called', 'failed', 'cancelled'] as const;
export type CallbackStageName = (typeof CALLBACK_STAGES)[number];

export class ListCallbacksDto extends ListDto {
  @OneOf(CALLBACK_STATUSES, { optional: true })
  status?: CallbackStatus;

  @Id({ optional: true })
  queueId?: string;

  @Id({ optional: true, description: 'The wait in the line that an agent is offered or serves' })
  entryId?: string;

  @Text(32, { optional: true, example: '+31612345678', description: 'The whole number, with its country code' })
  number?: string;
}

export class CallbackDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  sessionId!: string;

  @ApiProperty({ format: 'uuid' })
  flowId!: string;

  @ApiProperty({ example: 'Welcome' })
  flowName!: string;

  @ApiProperty({
    enum: CALLBACK_STATUSES,
    description: '`requested` until it is done with; `refused`: the number may not be called',
  })
  status!: CallbackStatus;

  @ApiProperty({ enum: CALLBACK_STAGES, description: 'Where it stands: `again` waits for the next try' })
  stage!: CallbackStageName;

  @ApiProperty({ type: String, nullable: true, example: '+31612345678', description: 'Null once erased' })
  number!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Noor' })
  name!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'My order' })
  about!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'noor@example.com',
    description: 'Told when, and how to change it',
  })
  email!: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null where the company has no queue' })
  queueId!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Support' })
  queueTitle!: string | null;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Its wait in the line; null outside of it',
  })
  entryId!: string | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 3,
    description: 'Its place in the line, while it waits there',
  })
  place!: number | null;

  @ApiProperty({ type: String, nullable: true, example: 'Mira', description: 'Who is offered it, or calls' })
  agent!: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  agentId!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'The time it was booked for' })
  slotAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When it comes into the line' })
  nextTryAt!: string | null;

  @ApiProperty({ type: 'integer', example: 1, description: 'Tries so far' })
  attempts!: number;

  @ApiProperty({ type: String, enum: CALLBACK_RESULTS, nullable: true, description: 'Of the last try' })
  result!: CallbackResult | null;

  @ApiProperty({ format: 'date-time' })
  requestedAt!: string;
}

export class CallbackPageDto extends PageDto {
  @ApiProperty({ type: [CallbackDto] })
  items!: CallbackDto[];
}

export class CallbackResultDto {
  @OneOf(CALLBACK_RESULTS, { description: '`no-answer` is tried again by the company’s plan' })
  result!: CallbackResult;

  @Text(2000, { optional: true })
  notes?: string;
}

export class MoveCallbackDto {
  @Id({ description: 'The queue whose people call' })
  queueId!: string;
}

export class CallbackTimeDto {
  @ValidateIf((dto: CallbackTimeDto) => dto.at !== null)
  @IsISO8601({ strict: true, strictSeparator: true })
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'One of the free times; null: as soon as it is their turn',
  })
  at!: string | null;
}

export class PreviewCallbackOptionsDto {
  @Text(64, { optional: true, example: 'workshop', description: 'Name of a queue; the default one without' })
  queue?: string;
}

export class CallbackOptionsDto {
  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 3,
    description: 'The place that is kept; null: none is held',
  })
  place!: number | null;

  @ApiProperty({ description: 'Whether somebody takes calls now' })
  open!: boolean;

  @ApiProperty({ type: [String], format: 'date-time', description: 'Free times, the soonest first' })
  slots!: string[];

  @ApiProperty({ type: 'integer', example: 3, description: 'How often we try' })
  attempts!: number;

  @ApiProperty({ type: 'integer', example: 10, description: 'Minutes between two tries' })
  retryMinutes!: number;

  @ApiPropertyOptional({ type: [String], nullable: true, description: 'Countries that are called; null: any' })
  countries!: string[] | null;
}

/** What who asked for a call may know of it. */
export class VisitorCallbackDto {
  @ApiProperty({ enum: CALLBACK_STAGES })
  stage!: CallbackStageName;

  @ApiProperty({ example: 'Brightwater' })
  companyName!: string;

  @ApiProperty({ type: String, nullable: true, example: '+31 … 78', description: 'Its end only; null once erased' })
  number!: string | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 3 })
  place!: number | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  slotAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When we try again' })
  nextTryAt!: string | null;

  @ApiProperty({ type: 'integer', example: 0 })
  attempts!: number;

  @ApiProperty({ description: 'Where to see it, move it and take it back, for 45 days' })
  url!: string;

  @ApiProperty({ type: [String], format: 'date-time', description: 'Free times it could be moved to' })
  slots!: string[];
}

export class VisitsCallbackDto {
  @ApiProperty({
    type: VisitorCallbackDto,
    nullable: true,
    description: 'Null before one is booked, which is a moment after it was asked for',
  })
  callback!: VisitorCallbackDto | null;
}
