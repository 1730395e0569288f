import { ApiProperty } from '@nestjs/swagger';
import { Id, OneOf } from '../platform/fields.js';
import { ListDto, PageDto } from '../platform/list.js';

export const MODES = ['listening', 'joined'] as const;
export type Mode = (typeof MODES)[number];

export class SuperviseDto {
  @OneOf(MODES, { example: 'listening', description: '`joined`: the visitor is told, and reads what is written' })
  mode!: Mode;
}

/** Somebody in a talk beside its agent. */
export class SupervisorDto {
  @ApiProperty({ format: 'uuid' })
  userId!: string;

  @ApiProperty({ example: 'Sam Supervisor' })
  name!: string;

  @ApiProperty({ enum: MODES })
  mode!: Mode;

  @ApiProperty({ format: 'date-time' })
  since!: string;
}

export class ListTalksDto extends ListDto {
  @Id({ optional: true, description: 'Of one queue' })
  queueId?: string;

  @Id({ optional: true, description: 'Of one agent' })
  agentId?: string;
}

/** A talk that goes on, without a word of it. */
export class TalkDto {
  @ApiProperty({ format: 'uuid', description: 'Of its queue entry' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  queueId!: string;

  @ApiProperty({ example: 'Support' })
  queueTitle!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  agentId!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Ari Agent' })
  agentName!: string | null;

  @ApiProperty({ example: 'Front door' })
  flowName!: string;

  @ApiProperty({ example: 'nl' })
  language!: string;

  @ApiProperty({ format: 'date-time' })
  answeredAt!: string;

  @ApiProperty({ type: 'integer', example: 12, description: 'How many have been written' })
  messages!: number;

  @ApiProperty({ type: [String], example: ['Sam Supervisor'], description: 'Who listens or has joined' })
  supervisors!: string[];
}

export class TalkPageDto extends PageDto {
  @ApiProperty({ type: [TalkDto] })
  items!: TalkDto[];
}

/** What a supervisor told the agent alone. */
export class WhisperDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({
    type: 'integer',
    example: 2,
    description: 'Place among the whispers of the talk, from 1 without gaps',
  })
  n!: number;

  @ApiProperty({ type: 'integer', example: 4, description: 'Number of the message it followed' })
  afterSeq!: number;

  @ApiProperty({ type: String, nullable: true, example: 'Sam Supervisor' })
  name!: string | null;

  @ApiProperty({ example: 'Offer him the loan bike.' })
  text!: string;

  @ApiProperty({ format: 'date-time' })
  at!: string;
}

export class WhisperPageDto extends PageDto {
  @ApiProperty({ type: [WhisperDto] })
  items!: WhisperDto[];
}
