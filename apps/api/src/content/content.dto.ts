import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayNotEmpty, ArrayUnique, ValidateIf } from 'class-validator';
import { Flag, flagged, OneOf, Text, Texts } from '../platform/fields.js';
import { ListDto, PageDto } from '../platform/list.js';
import { PROBLEMS } from '../platform/problem.js';
import { Tags } from '../platform/tags.js';
import { KINDS, STATUSES, type Status } from './content.entity.js';
import type { Kind } from '../media/magic.js';
import { SpeechDto } from './speech/speech.dto.js';

const ID = '019a3c1e-7b5a-7c64-9d1f-0a4be7d5c211';
const MEDIA = 'http://127.0.0.1:3000/media/AZo8HntafGSdHwpL59XFEQ';

export class ListContentDto extends ListDto {
  @Text(100, { optional: true, example: 'welcome', description: 'Part of the name or a tag' })
  search?: string;

  @OneOf(KINDS, { optional: true })
  kind?: Kind;

  @OneOf(STATUSES, { optional: true })
  status?: Status;

  @Text(35, { optional: true, example: 'nl', description: 'Spoken in it, or has captions in it' })
  language?: string;

  @Text(40, { optional: true, example: 'Reception', description: 'Has this tag, in capitals or not' })
  tag?: string;

  @flagged
  @Flag({ optional: true, example: true, description: 'True: those that no draft, live or planned version names' })
  unused?: boolean;

  @flagged
  @Flag({ optional: true, example: true, description: 'True: films with sound that have no captions' })
  uncaptioned?: boolean;

  @flagged
  @Flag({ optional: true, example: false, description: 'True: the archive alone. It is left out otherwise' })
  archived?: boolean;
}

export class UpdateContentDto {
  @Text(200, { optional: true, example: 'Welcome, workshop' })
  name?: string;

  @Tags({ optional: true, example: ['Reception'] })
  tags?: string[];

  @ApiPropertyOptional({ type: String, nullable: true })
  @ValidateIf((_dto, value: unknown) => value !== null)
  @Text(35, { optional: true, example: 'nl', description: 'BCP 47 tag of what is spoken in it; null takes it away' })
  language?: string | null;

  @Flag({ optional: true, example: true, description: 'Put into the archive, or brought back' })
  archived?: boolean;
}

export const BULK_ACTIONS = ['archive', 'restore', 'delete', 'tag', 'untag'] as const;

export class BulkContentDto {
  @ArrayNotEmpty()
  @ArrayUnique()
  @Texts(200, 36, { example: [ID] })
  ids!: string[];

  @OneOf(BULK_ACTIONS, { example: 'archive' })
  action!: (typeof BULK_ACTIONS)[number];

  @Text(40, { optional: true, example: 'Reception', description: 'For `tag` and `untag`' })
  tag?: string;
}

export class CaptionTrackDto {
  @ApiProperty({ example: 'nl', description: 'BCP 47 tag' })
  language!: string;

  @ApiProperty({ example: 'Nederlands' })
  label!: string;

  @ApiProperty({ example: `${MEDIA}/captions/nl.mh2k1c3f.vtt`, format: 'uri' })
  url!: string;

  @ApiProperty({
    example: `${MEDIA}/transcripts/nl.mh2k1c3f.html`,
    format: 'uri',
    description: 'What is said, as a page to read',
  })
  transcriptUrl!: string;

  @ApiProperty({ example: 1763900000000, description: 'Send as If-Match when changing them' })
  edition!: number;
}

export class DescriptionTrackDto {
  @ApiProperty({ example: 'nl', description: 'BCP 47 tag' })
  language!: string;

  @ApiProperty({ example: 'Nederlands' })
  label!: string;

  @ApiProperty({ example: `${MEDIA}/audio.m4a`, format: 'uri', description: 'Played in place of the film’s own sound' })
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

  @ApiProperty({
    type: String,
    nullable: true,
    example: `${MEDIA}/fallback.mp4`,
    description: 'The film in one file, for players without HLS; null: none was made',
  })
  mp4Url!: string | null;

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

  @ApiProperty({ type: [DescriptionTrackDto], description: 'The whole sound with what is seen told in it' })
  descriptions!: DescriptionTrackDto[];
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

export class FilmDto {
  @ApiProperty({ format: 'uuid', example: ID })
  contentId!: string;

  @ApiProperty({ example: 'Welcome, workshop' })
  name!: string;
}

export class WornByDto {
  @ApiProperty({ format: 'uuid', example: ID })
  widgetId!: string;

  @ApiProperty({ example: 'Home page' })
  widgetName!: string;
}

export class DescriptionDto extends FilmDto {
  @ApiProperty({ example: 'nl', description: 'BCP 47 tag' })
  language!: string;
}

export class RefusedDto {
  @ApiProperty({ format: 'uuid', example: ID })
  id!: string;

  @ApiProperty({ enum: ['content.in-use', 'not-found'], example: 'content.in-use' })
  code!: 'content.in-use' | 'not-found';

  @ApiProperty({ example: PROBLEMS['content.in-use'][2] })
  detail!: string;

  @ApiPropertyOptional({ type: [UsedByDto] })
  usedBy?: UsedByDto[];

  @ApiPropertyOptional({ type: [FilmDto], description: 'Films it is the audio description of' })
  describes?: FilmDto[];

  @ApiPropertyOptional({ type: [WornByDto], description: 'Widgets whose logo or host it is' })
  wornBy?: WornByDto[];
}

export class BulkDoneDto {
  @ApiProperty({ type: [String], example: [ID] })
  done!: string[];

  @ApiProperty({ type: [RefusedDto] })
  refused!: RefusedDto[];
}

export class ContentTagDto {
  @ApiProperty({ example: 'Reception' })
  tag!: string;

  @ApiProperty({ example: 4, description: 'Pieces that have it, the archived ones left out' })
  pieces!: number;
}

export class ContentTagsDto {
  @ApiProperty({ type: [ContentTagDto] })
  items!: ContentTagDto[];
}

export class PinnedByDto extends UsedByDto {
  @ApiProperty({ type: 'integer', example: 14, description: 'Number of the published version' })
  version!: number;
}

export class RevisionDto {
  @ApiProperty({ type: 'integer', example: 3 })
  revision!: number;

  @ApiProperty({ description: 'What drafts and new versions get' })
  served!: boolean;

  @ApiProperty({ enum: KINDS })
  kind!: Kind;

  @ApiProperty({ example: 187_412_883, description: 'Size of the uploaded file' })
  bytes!: number;

  @ApiProperty({ type: String, nullable: true, description: 'SHA-256 of the uploaded file, in hexadecimal' })
  checksum!: string | null;

  @ApiProperty({ type: Number, nullable: true, example: 16.2 })
  durationSeconds!: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 1920 })
  width!: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 1080 })
  height!: number | null;

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;

  @ApiProperty({ type: String, nullable: true, example: 'Ada', description: 'Who uploaded it, if still known' })
  createdBy!: string | null;

  @ApiProperty({ type: [PinnedByDto], description: 'Published versions that show this very recording' })
  pinnedBy!: PinnedByDto[];
}

export class RevisionsDto {
  @ApiProperty({ type: [RevisionDto] })
  items!: RevisionDto[];
}

export class ContentDto {
  @ApiProperty({ format: 'uuid', example: ID })
  id!: string;

  @ApiProperty({ example: 'Welcome, workshop' })
  name!: string;

  @ApiProperty({ type: [String], example: ['Reception'] })
  tags!: string[];

  @ApiProperty({ type: String, nullable: true, example: 'nl', description: 'BCP 47 tag of what is spoken in it' })
  language!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Null: not in the archive' })
  archivedAt!: string | null;

  @ApiProperty({ enum: KINDS, type: String, nullable: true, description: 'Null until the file’s bytes have told' })
  kind!: Kind | null;

  @ApiProperty({
    enum: STATUSES,
    description:
      'Of the latest upload. A piece that is being replaced goes through them again while `media` stays as it is',
  })
  status!: Status;

  @ApiProperty({ minimum: 0, maximum: 1, example: 0.64, description: 'Of the preparing' })
  progress!: number;

  @ApiProperty({ type: ReasonDto, nullable: true, description: 'Why it failed' })
  reason!: ReasonDto | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 3,
    description: 'The one that is shown; null: none is ready',
  })
  revision!: number | null;

  @ApiProperty({ example: 187_412_883, description: 'Size of the uploaded file' })
  bytes!: number;

  @ApiProperty({ example: 402_653_184, description: 'What all its revisions take in the store' })
  storedBytes!: number;

  @ApiProperty({ type: String, nullable: true, description: 'SHA-256 of the uploaded file, in hexadecimal' })
  checksum!: string | null;

  @ApiProperty({ type: Number, nullable: true, example: 16.2 })
  durationSeconds!: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 1920 })
  width!: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 1080 })
  height!: number | null;

  @ApiProperty({ type: Number, nullable: true, example: -16.1, description: 'Integrated loudness in LUFS (EBU R 128)' })
  loudness!: number | null;

  @ApiProperty({ type: MediaSourceDto, nullable: true, description: 'Null until ready, and for images' })
  media!: MediaSourceDto | null;

  @ApiProperty({ type: String, nullable: true, format: 'uri', description: 'A picture of it; of an image, itself' })
  posterUrl!: string | null;

  @ApiProperty({ type: String, nullable: true, format: 'uri', description: 'WebVTT of small pictures along a video' })
  spritesUrl!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'uri',
    description: 'The sound’s outline as JSON: {secondsPerPeak, peaks: 0 to 1}',
  })
  peaksUrl!: string | null;

  @ApiProperty({ type: [String], example: ['en', 'nl'], description: 'Languages it has captions in' })
  captions!: string[];

  @ApiProperty({ type: [DescriptionDto], description: 'The sounds that are its audio descriptions' })
  descriptions!: DescriptionDto[];

  @ApiProperty({ type: [FilmDto], description: 'Films it is the audio description of' })
  describes!: FilmDto[];

  @ApiProperty({ type: [WornByDto], description: 'Widgets whose logo or host it is' })
  wornBy!: WornByDto[];

  @ApiProperty({ type: SpeechDto, nullable: true, description: 'The text, where it is one spoken' })
  speech!: SpeechDto | null;

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
