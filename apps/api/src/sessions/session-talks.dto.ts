import { ApiProperty } from '@nestjs/swagger';

const AUTHORS = ['visitor', 'agent', 'supervisor'] as const;
export type Author = (typeof AUTHORS)[number];
const EVENTS = ['joined', 'left'] as const;

export class TalkMessageDto {
  @ApiProperty({ type: 'integer', example: 4 })
  seq!: number;

  @ApiProperty({ enum: AUTHORS })
  author!: Author;

  @ApiProperty({ type: String, nullable: true, example: 'Anna' })
  name!: string | null;

  @ApiProperty({ example: 'The charger light is green.' })
  text!: string;

  @ApiProperty({ type: String, nullable: true, example: 'battery.jpg', description: 'Name of the file that was sent' })
  file!: string | null;

  @ApiProperty({ enum: EVENTS, nullable: true, description: 'A supervisor came into the talk, or went' })
  event!: (typeof EVENTS)[number] | null;

  @ApiProperty({ format: 'date-time' })
  at!: string;
}

/** What a supervisor told the agent alone. */
export class TalkWhisperDto {
  @ApiProperty({ type: 'integer', example: 4, description: 'Number of the message it followed' })
  afterSeq!: number;

  @ApiProperty({ type: String, nullable: true, example: 'Sam' })
  name!: string | null;

  @ApiProperty({ example: 'Offer him the loan bike.' })
  text!: string;

  @ApiProperty({ format: 'date-time' })
  at!: string;
}

const RECORDING_STATES = ['asked', 'declined', 'live', 'stopped', 'ready', 'failed', 'gone'] as const;

/** Whether a call was recorded: who was asked, what they said, and what is there. */
export class TalkRecordingDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ enum: RECORDING_STATES, description: 'Stopped: it is being prepared. Gone: it was deleted' })
  state!: (typeof RECORDING_STATES)[number];

  @ApiProperty({ type: String, nullable: true, example: 'Anna', description: 'The agent who asked, and so agreed' })
  askedBy!: string | null;

  @ApiProperty({ format: 'date-time' })
  askedAt!: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When the visitor agreed, or said no',
  })
  answeredAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  endedAt!: string | null;

  @ApiProperty({ enum: ['visitor', 'agent', 'end'], nullable: true, type: String })
  endedBy!: 'visitor' | 'agent' | 'end' | null;

  @ApiProperty({ type: 'number', nullable: true, example: 72.4 })
  seconds!: number | null;

  @ApiProperty({ type: String, nullable: true, description: 'Why there is nothing to play' })
  reason!: string | null;
}

export class TalkCallDto {
  @ApiProperty({ enum: ['audio', 'video'] })
  media!: 'audio' | 'video';

  @ApiProperty({ enum: ['visitor', 'agent'] })
  offeredBy!: 'visitor' | 'agent';

  @ApiProperty({ format: 'date-time' })
  offeredAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Null: it was not taken' })
  answeredAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  endedAt!: string | null;

  @ApiProperty({ type: [TalkRecordingDto] })
  recordings!: TalkRecordingDto[];
}

/** What went on with one queue entry of a session. */
export class SessionTalkDto {
  @ApiProperty({ format: 'uuid' })
  entryId!: string;

  @ApiProperty({ example: 'Workshop' })
  queue!: string;

  @ApiProperty({ example: 'done' })
  state!: string;

  @ApiProperty({ type: String, nullable: true, example: 'Anna' })
  agentName!: string | null;

  @ApiProperty({ format: 'date-time' })
  joinedAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  answeredAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  endedAt!: string | null;

  @ApiProperty({ type: 'integer', example: 40, description: 'How long it was on hold in all' })
  heldSeconds!: number;

  @ApiProperty({ type: String, nullable: true, example: 'Solved' })
  disposition!: string | null;

  @ApiProperty({
    description:
      'It goes on, and its words are for its agent and for supervisors who listen in; others read them when it is over. ' +
      'Then `notes` is null, `messages` and `whispers` are empty.',
  })
  withheld!: boolean;

  @ApiProperty({ type: String, nullable: true, example: 'Charger fine.', description: 'Null once erased' })
  notes!: string | null;

  @ApiProperty({ type: [TalkMessageDto], description: 'Empty once erased' })
  messages!: TalkMessageDto[];

  @ApiProperty({ type: [TalkWhisperDto], description: 'Never shown to the visitor; empty once erased' })
  whispers!: TalkWhisperDto[];

  @ApiProperty({ type: [TalkCallDto] })
  calls!: TalkCallDto[];
}
