import { ApiProperty } from '@nestjs/swagger';
import { IsObject } from 'class-validator';
import { Flag, OneOf, Whole } from '../platform/fields.js';

export const MEDIA = ['audio', 'video'] as const;
export type Media = (typeof MEDIA)[number];

export class IceServerDto {
  @ApiProperty({ type: [String], example: ['stun:stun.example.com:3478'] })
  urls!: string[];

  @ApiProperty({ type: String, required: false })
  username?: string;

  @ApiProperty({ type: String, required: false })
  credential?: string;
}

export class CallRecordingDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ enum: ['asked', 'live'], description: 'Live: the visitor has agreed, and it is recorded' })
  state!: 'asked' | 'live';

  @ApiProperty({ format: 'date-time' })
  since!: string;

  @ApiProperty({ type: 'integer', example: 30, description: 'It is deleted so many days after it ended' })
  keptDays!: number;
}

export class CallDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ enum: MEDIA })
  media!: Media;

  @ApiProperty({ enum: ['visitor', 'agent'] })
  offeredBy!: 'visitor' | 'agent';

  @ApiProperty({ enum: ['offered', 'live', 'declined', 'ended'] })
  state!: 'offered' | 'live' | 'declined' | 'ended';

  @ApiProperty({ type: 'integer', example: 12, description: 'Number of the newest signal' })
  lastSignal!: number;

  @ApiProperty({ format: 'date-time' })
  offeredAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  answeredAt!: string | null;

  @ApiProperty({ type: CallRecordingDto, nullable: true, description: 'Null: it is not recorded' })
  recording!: CallRecordingDto | null;
}

export class OfferCallDto {
  @OneOf(MEDIA)
  media!: Media;
}

export class AnswerCallDto {
  @Flag({ description: 'Whether the call is taken' })
  accept!: boolean;
}

export class SendSignalDto {
  @IsObject()
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'For the other browser; 64 KB at most' })
  data!: Record<string, unknown>;
}

export class SignalsQueryDto {
  @Whole(0, 2 ** 31 - 1, { example: 12, description: 'Number of the last signal that was seen' })
  after!: number;
}

export class SignalDto {
  @ApiProperty({ type: 'integer', example: 13 })
  n!: number;

  @ApiProperty({ type: 'object', additionalProperties: true })
  data!: Record<string, unknown>;
}

export class SignalsDto {
  @ApiProperty({ type: [SignalDto], description: 'Of the other side, in order' })
  items!: SignalDto[];

  @ApiProperty({ type: 'integer', description: 'Ask for what follows this one next' })
  last!: number;

  @ApiProperty({ type: CallDto })
  call!: CallDto;
}

export class JoinedCallDto {
  @ApiProperty({ type: CallDto })
  call!: CallDto;

  @ApiProperty({ type: [IceServerDto] })
  iceServers!: IceServerDto[];
}
