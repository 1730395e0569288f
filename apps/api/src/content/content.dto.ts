import { ApiProperty } from '@nestjs/swagger';
import { OneOf, Text } from '../platform/fields.js';
import { ListDto, PageDto } from '../platform/list.js';
import { KINDS, STATUSES, type Status } from './content.entity.js';
import type { Kind } from './sniff.js';

const ID = '019a3c1e-7b5a-7c64-9d1f-0a4be7d5c211';
const MEDIA = 'http://127.0.0.1:3000/media/AZo8HntafGSdHwpL59XFEQ';

export class ListContentDto extends ListDto {
  @Text(100, { optional: true, example: 'welcome', description: 'Part of the name' })
  search?: string;

  @OneOf(KINDS, { optional: true })
  kind?: Kind;

  @OneOf(STATUSES, { optional: true })
  status?: Status;
}

export class UpdateContentDto {
  @Text(200, { example: 'Welcome, workshop' })
  name!: string;
}

export class CaptionTrackDto {
  @ApiProperty({ example: 'nl', description: 'BCP 47 tag' })
  language!: string;

  @ApiProperty({ example: 'Nederlands' })
  label!: string;

  @ApiProperty({ example: `${MEDIA}/captions/nl.mh2k1c3f.vtt`, format: 'uri' })
  url!: string;
}

/** Where a player finds a piece. Addresses are signed and stay good for at least 12 hours. */
export class MediaSourceDto {
  @ApiProperty({ enum: ['video', 'audio'] })
  kind!: 'video' | 'audio';

  @ApiProperty({ example: `${MEDIA}/master.m3u8`, format: 'uri', description: 'HLS playlist' })
  hlsUrl!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: `${MEDIA}/audio.m4a`,
    description: 'The sound alone; null: silent',
  })
  audioUrl!: string | null;

  @ApiProperty({ type: String, nullable: true, example: `${MEDIA}/poster.jpg` })
  posterUrl!: string | null;

  @ApiProperty({ example: 16.2 })
  durationSeconds!: number;

  @ApiProperty({ type: Number, nullable: true, example: 1920 })
  width!: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 1080 })
  height!: number | null;

  @ApiProperty({ type: [CaptionTrackDto] })
  captions!: CaptionTrackDto[];
}

export class ReasonDto {
  @ApiProperty({ example: 'content.truncated' })
  code!: string;

  @ApiProperty({
    example: 'This file was cut short on its way: its end is missing. Upload it again from the original.',
  })
  message!: string;
}

export class UsedByDto {
  @ApiProperty({ format: 'uuid', example: ID })
  flowId!: string;

  @ApiProperty({ example: 'Workshop' })
  flowName!: string;
}

export class ContentDto {
  @ApiProperty({ format: 'uuid', example: ID })
  id!: string;

  @ApiProperty({ example: 'Welcome, workshop' })
  name!: string;

  @ApiProperty({ enum: KINDS, type: String, nullable: true, description: 'Null until the file’s bytes have told' })
  kind!: Kind | null;

  @ApiProperty({ enum: STATUSES })
  status!: Status;

  @ApiProperty({ minimum: 0, maximum: 1, example: 0.64, description: 'Of the preparing' })
  progress!: number;

  @ApiProperty({ type: ReasonDto, nullable: true, description: 'Why it failed' })
  reason!: ReasonDto | null;

  @ApiProperty({ example: 187_412_883, description: 'Size of the uploaded file' })
  bytes!: number;

  @ApiProperty({ type: Number, nullable: true, example: 16.2 })
  durationSeconds!: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 1920 })
  width!: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 1080 })
  height!: number | null;

  @ApiProperty({ type: MediaSourceDto, nullable: true, description: 'Null until ready, and for images' })
  media!: MediaSourceDto | null;

  @ApiProperty({ type: String, nullable: true, format: 'uri', description: 'A picture of it; of an image, itself' })
  posterUrl!: string | null;

  @ApiProperty({ type: [String], example: ['en', 'nl'], description: 'Languages it has captions in' })
  captions!: string[];

  @ApiProperty({ type: [UsedByDto], description: 'Flows whose draft or live version shows it' })
  usedBy!: UsedByDto[];

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt!: string;
}

export class ContentPageDto extends PageDto {
  @ApiProperty({ type: [ContentDto] })
  items!: ContentDto[];
}
