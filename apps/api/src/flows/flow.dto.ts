import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsObject, Matches, ValidateNested } from 'class-validator';
import { Absent, Flag, flagged, Id, OneOf, Text, Texts, Whole } from '../platform/fields.js';
import { ListDto, PageDto } from '../platform/list.js';
import { Moment } from './moments.js';
import { Tags } from '../platform/tags.js';

const EXAMPLE_ID = '01938f3e-7c1a-7b60-9b3e-5b0c6a1d2e3f';
const EXAMPLE_MOMENT = '2026-12-24T18:00:00.000Z';
export const DEFINITION = { oneOf: [{ $ref: '#/components/schemas/Definition' }] };

export const FLOW_STATUSES = ['live', 'draft'] as const;
export const FLOW_SORTS = ['updated', 'name'] as const;

export class ListFlowsDto extends ListDto {
  @Text(120, { optional: true, example: 'front', description: 'Part of the name, the key or a tag' })
  search?: string;

  @OneOf(FLOW_STATUSES, { optional: true, example: 'live' })
  status?: (typeof FLOW_STATUSES)[number];

  @Text(40, { optional: true, example: 'Reception', description: 'Has this tag, in capitals or not' })
  tag?: string;

  @flagged
  @Flag({ optional: true, example: false, description: 'True: the archived flows alone. They are left out otherwise' })
  archived?: boolean;

  @flagged
  @Flag({ optional: true, example: true, description: 'True: those of which a version is planned to go live' })
  planned?: boolean;

  @OneOf(FLOW_SORTS, { optional: true, example: 'name', description: 'updated, the last changed first, when absent' })
  sort?: (typeof FLOW_SORTS)[number];
}

export class CreateFlowDto {
  @Text(120, { example: 'Front door' })
  name!: string;

  @Text(40, { optional: true, example: 'clinic-reception', description: 'Key of a template to begin with' })
  template?: string;

  @Text(35, {
    optional: true,
    example: 'en',
    description: 'BCP 47 tag of its own language; the template’s first, or en, when absent',
  })
  @Matches(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, { message: 'language must be a tag such as en or pt-BR' })
  language?: string;
}

export class UpdateFlowDto {
  @Text(120, { optional: true, example: 'Front door' })
  name?: string;

  @Tags({ optional: true, example: ['Reception', 'Berlin'] })
  tags?: string[];
}

export class DuplicateFlowDto {
  @Text(120, {
    optional: true,
    example: 'Front door, summer',
    description: 'The name with “copy” behind it when absent',
  })
  name?: string;

  @Whole(1, 1_000_000, { optional: true, example: 3, description: 'A published version; the draft when absent' })
  version?: number;
}

export class DefinitionDto {
  @IsObject()
  @ApiProperty(DEFINITION)
  definition!: Record<string, unknown>;
}

/** One film that visitors get without captions in a language. */
export class CaptionWaiverDto {
  @Id({ example: EXAMPLE_ID })
  contentId!: string;

  @Text(35, { example: 'de', description: 'As the issue `media.captions` names it' })
  language!: string;
}

export class PublishFlowDto {
  @Text(500, { optional: true, example: 'Shorter welcome' })
  note?: string;

  @Texts(200, 120, { optional: true, example: [], description: 'Names of failing tests to publish with all the same' })
  waive?: string[];

  @Absent()
  @IsArray()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => CaptionWaiverDto)
  @ApiPropertyOptional({
    type: [CaptionWaiverDto],
    maxItems: 500,
    example: [],
    description: 'Films to publish with although they have no captions in a language',
  })
  waiveCaptions?: CaptionWaiverDto[];
}

export class ActivateFlowDto {
  @Whole(1, 1_000_000, { optional: true, example: 3, description: 'The newest when absent' })
  version?: number;
}

export class ScheduleFlowDto {
  @Whole(1, 1_000_000, { example: 3 })
  version!: number;

  @Moment({ description: 'In the future, within a year' })
  at!: string;
}

export class ThumbnailNodeDto {
  @ApiProperty({ example: 'menu' })
  kind!: string;
  @ApiProperty({ example: 240 })
  x!: number;
  @ApiProperty({ example: 80 })
  y!: number;
}

export class ScheduledDto {
  @ApiProperty({ example: 3 })
  version!: number;
  @ApiProperty({ format: 'date-time', example: EXAMPLE_MOMENT })
  at!: string;
}

export class FlowDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_ID })
  id!: string;
  @ApiProperty({ example: 'front-door', description: 'Names it in other flows; stays when it is renamed' })
  key!: string;
  @ApiProperty({ example: 'Front door' })
  name!: string;
  @ApiProperty({ type: [String], example: ['Reception', 'Berlin'] })
  tags!: string[];
  @ApiProperty({ enum: FLOW_STATUSES, example: 'live' })
  status!: (typeof FLOW_STATUSES)[number];
  @ApiProperty({ example: false })
  archived!: boolean;
  @ApiProperty({ type: Number, nullable: true, example: 14, description: 'Number of the version visitors get' })
  liveVersion!: number | null;
  @ApiProperty({ type: Number, nullable: true, example: 14 })
  latestVersion!: number | null;
  @ApiProperty({ type: ScheduledDto, nullable: true, description: 'The version that goes live by itself, and when' })
  scheduled!: ScheduledDto | null;
  @ApiProperty({ description: 'The draft does something else than the newest version' })
  draftChanged!: boolean;
  @ApiProperty({ example: 7, description: 'Send as If-Match when saving the draft' })
  draftRevision!: number;
  @ApiProperty({ example: 2, description: 'Widgets that show it' })
  widgets!: number;
  @ApiProperty({ type: [ThumbnailNodeDto], description: 'At most 60, for a thumbnail' })
  nodes!: ThumbnailNodeDto[];
  @ApiProperty({ format: 'date-time' })
  createdAt!: string;
  @ApiProperty({ format: 'date-time' })
  updatedAt!: string;
}

export class FlowPageDto extends PageDto {
  @ApiProperty({ type: [FlowDto] })
  items!: FlowDto[];
}

export class TagDto {
  @ApiProperty({ example: 'Reception' })
  tag!: string;
  @ApiProperty({ example: 4, description: 'Flows that have it, the archived ones left out' })
  flows!: number;
}

export class TagsDto {
  @ApiProperty({ type: [TagDto] })
  items!: TagDto[];
}
