import { ApiProperty } from '@nestjs/swagger';
import { IsObject, Matches } from 'class-validator';
import { OneOf, Text, Whole } from '../platform/fields.js';
import { ListDto, PageDto } from '../platform/list.js';

const EXAMPLE_ID = '01938f3e-7c1a-7b60-9b3e-5b0c6a1d2e3f';
const definition = { oneOf: [{ $ref: '#/components/schemas/Definition' }] };

export const FLOW_STATUSES = ['live', 'draft'] as const;

export class ListFlowsDto extends ListDto {
  @Text(120, { optional: true, example: 'front', description: 'Part of the name' })
  search?: string;

  @OneOf(FLOW_STATUSES, { optional: true, example: 'live' })
  status?: (typeof FLOW_STATUSES)[number];
}

export class CreateFlowDto {
  @Text(120, { example: 'Front door' })
  name!: string;

  @Text(35, { optional: true, example: 'en', description: 'BCP 47 tag of its own language; en when absent' })
  @Matches(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, { message: 'language must be a tag such as en or pt-BR' })
  language?: string;
}

export class UpdateFlowDto {
  @Text(120, { example: 'Front door' })
  name!: string;
}

export class DefinitionDto {
  @IsObject()
  @ApiProperty(definition)
  definition!: Record<string, unknown>;
}

export class ImportFlowDto extends DefinitionDto {
  @Text(120, { optional: true, example: 'Front door', description: 'Imported flow when absent' })
  name?: string;
}

export class PublishFlowDto {
  @Text(500, { optional: true, example: 'Shorter welcome' })
  note?: string;
}

export class ActivateFlowDto {
  @Whole(1, 1_000_000, { optional: true, example: 3, description: 'The newest when absent' })
  version?: number;
}

export class ThumbnailNodeDto {
  @ApiProperty({ example: 'menu' })
  kind!: string;
  @ApiProperty({ example: 240 })
  x!: number;
  @ApiProperty({ example: 80 })
  y!: number;
}

export class FlowDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_ID })
  id!: string;
  @ApiProperty({ example: 'Front door' })
  name!: string;
  @ApiProperty({ enum: FLOW_STATUSES, example: 'live' })
  status!: (typeof FLOW_STATUSES)[number];
  @ApiProperty({ type: Number, nullable: true, example: 14, description: 'Number of the version visitors get' })
  liveVersion!: number | null;
  @ApiProperty({ type: Number, nullable: true, example: 14 })
  latestVersion!: number | null;
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

export class DraftDto {
  @ApiProperty(definition)
  definition!: Record<string, unknown>;
  @ApiProperty({ example: 7 })
  revision!: number;
}

export class DraftSavedDto {
  @ApiProperty({ example: 8 })
  revision!: number;
  @ApiProperty({ format: 'date-time' })
  savedAt!: string;
}

export class IssuesDto {
  @ApiProperty({ type: 'array', items: { $ref: '#/components/schemas/Issue' } })
  issues!: object[];
}

export class VersionDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_ID })
  id!: string;
  @ApiProperty({ example: 14 })
  number!: number;
  @ApiProperty({ description: 'SHA-256 of what it executes, in hexadecimal' })
  hash!: string;
  @ApiProperty({ type: String, nullable: true, example: 'Shorter welcome' })
  note!: string | null;
  @ApiProperty({ format: 'date-time' })
  createdAt!: string;
  @ApiProperty({ type: String, nullable: true, example: 'Ada', description: 'Who published it, if still known' })
  publishedBy!: string | null;
  @ApiProperty()
  live!: boolean;
}

export class VersionWithDefinitionDto extends VersionDto {
  @ApiProperty(definition)
  definition!: Record<string, unknown>;
}

export class VersionPageDto extends PageDto {
  @ApiProperty({ type: [VersionDto] })
  items!: VersionDto[];
}
