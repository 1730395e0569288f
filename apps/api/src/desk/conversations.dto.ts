import { ApiProperty } from '@nestjs/swagger';
import { IsString } from 'class-validator';
import { Storable } from '../platform/fields.js';
import { MaxLength } from 'class-validator';
import { PageDto } from '../platform/list.js';
import { MessageDto } from './messages.dto.js';
import { CallDto } from './calls.dto.js';
import { SupervisorDto } from './supervision.dto.js';

const PHASES = ['none', 'waiting', 'serving', 'ended'] as const;
export type Phase = (typeof PHASES)[number];

/** What the visitor's page knows of the talk beside its messages. */
export class VisitorConversationDto {
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Null as long as there is nobody to reach',
  })
  entryId!: string | null;

  @ApiProperty({ enum: PHASES })
  phase!: Phase;

  @ApiProperty({ type: String, nullable: true, example: 'Anna', description: 'Who serves the visitor' })
  agentName!: string | null;

  @ApiProperty({ type: [String], example: ['Sam'], description: 'Who has joined the talk beside them' })
  joined!: string[];

  @ApiProperty({ type: 'integer', example: 4, description: 'Number of the newest message' })
  lastSeq!: number;

  @ApiProperty({ type: 'integer', example: 4, description: 'How far the visitor has read' })
  read!: number;

  @ApiProperty({ type: 'integer', example: 3, description: 'How far the other side has read' })
  readByOther!: number;

  @ApiProperty({ type: 'integer', example: 10485760 })
  fileLimitBytes!: number;

  @ApiProperty({ type: CallDto, nullable: true, description: 'The call that is offered or goes on' })
  call!: CallDto | null;

  @ApiProperty({ type: 'number', nullable: true, example: 12.4, description: 'For how long the talk has been on hold' })
  heldSeconds!: number | null;
}

const STATES = ['offered', 'serving', 'wrap_up', 'done'] as const;

/** One talk on an agent's desk. */
export class DeskEntryDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  sessionId!: string;

  @ApiProperty({ format: 'uuid' })
  queueId!: string;

  @ApiProperty({ example: 'Workshop' })
  queueName!: string;

  @ApiProperty({ enum: STATES })
  state!: string;

  @ApiProperty({ type: String, nullable: true, example: 'Anna', description: 'Who serves the visitor' })
  agentName!: string | null;

  @ApiProperty({ enum: ['visit', 'chat', 'callback'] })
  channel!: string;

  @ApiProperty({ example: 'Help desk' })
  flowName!: string;

  @ApiProperty({ example: 'en' })
  language!: string;

  @ApiProperty({ type: String, nullable: true, example: 'Robin', description: 'What the visitor said their name is' })
  visitorName!: string | null;

  @ApiProperty({ format: 'date-time' })
  joinedAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  answeredAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  endedAt!: string | null;

  @ApiProperty({ type: 'integer', example: 4 })
  lastSeq!: number;

  @ApiProperty({ type: 'integer', example: 4, description: 'How far the agent has read' })
  read!: number;

  @ApiProperty({ type: 'integer', example: 3, description: 'How far the visitor has read' })
  readByOther!: number;

  @ApiProperty({ type: 'integer', example: 0, description: 'Number of the newest whisper' })
  lastWhisper!: number;

  @ApiProperty({ type: [SupervisorDto], description: 'Who listens now, or has joined' })
  supervisors!: SupervisorDto[];

  @ApiProperty({ type: MessageDto, nullable: true })
  lastMessage!: MessageDto | null;

  @ApiProperty({ type: CallDto, nullable: true })
  call!: CallDto | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Since when the talk is on hold' })
  heldSince!: string | null;

  @ApiProperty({ example: 'Charger fine.', description: 'The agent’s own, for their colleagues' })
  notes!: string;

  @ApiProperty({ type: 'integer', example: 2 })
  notesRevision!: number;

  @ApiProperty({ type: 'integer', example: 10485760 })
  fileLimitBytes!: number;
}

export class DeskEntryPageDto extends PageDto {
  @ApiProperty({ type: [DeskEntryDto] })
  items!: DeskEntryDto[];
}

export class NotesDto {
  @IsString()
  @MaxLength(10_000)
  @Storable()
  @ApiProperty({ example: 'Charger fine. Reset the battery.', maxLength: 10_000 })
  notes!: string;
}

export class SavedNotesDto {
  @ApiProperty({ type: 'integer', example: 3 })
  revision!: number;
}
