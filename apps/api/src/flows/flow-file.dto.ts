import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { IsObject, Matches } from 'class-validator';
import { Absent, Text, Whole } from '../platform/fields.js';
import { DEFINITION, DefinitionDto, FlowDto } from './flow.dto.js';

const CONTENT_ID = '019a3c1e-7b5a-7c64-9d1f-0a4be7d5c211';
export const FLOW_KEY = /^[a-z][a-z0-9-]{0,63}$/;

const content: ApiPropertyOptions = {
  type: 'object',
  additionalProperties: {
    type: 'object',
    required: ['name', 'kind'],
    properties: {
      name: { type: 'string', maxLength: 200 },
      kind: { type: 'string', enum: ['video', 'audio', 'image'] },
    },
  },
  example: { [CONTENT_ID]: { name: 'Welcome, workshop', kind: 'video' } },
  description: 'Pieces of the content library that the definition names, by id',
};

export class ExportFlowDto {
  @Whole(1, 1_000_000, { optional: true, example: 3, description: 'A published version; the draft when absent' })
  version?: number;
}

/** A flow as a file: what an installation gives, and another takes. */
export class FlowFileDto {
  @ApiProperty({ example: 'Front door' })
  name!: string;
  @ApiProperty({ example: 'front-door' })
  key!: string;
  @ApiProperty(DEFINITION)
  definition!: Record<string, unknown>;
  @ApiProperty(content)
  content!: Record<string, unknown>;
}

export class ImportFlowDto extends DefinitionDto {
  @Text(120, { optional: true, example: 'Front door', description: 'Imported flow when absent' })
  name?: string;

  @Absent()
  @Matches(FLOW_KEY, { message: 'key must begin with a letter and have up to 64 letters a-z, digits and dashes' })
  @ApiPropertyOptional({ example: 'front-door', description: 'Made from the name when absent or taken' })
  key?: string;

  @Absent()
  @IsObject()
  @ApiPropertyOptional(content)
  content?: Record<string, unknown>;
}

export const HOW = ['same', 'by-name', 'missing'] as const;

export class ImportedContentDto {
  @ApiProperty({ example: CONTENT_ID })
  from!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'Welcome, workshop',
    description: 'Null: the file does not say',
  })
  name!: string | null;
  @ApiProperty({ type: String, nullable: true, example: CONTENT_ID, description: 'Null: the reference was left out' })
  to!: string | null;
  @ApiProperty({ enum: HOW, example: 'by-name' })
  how!: (typeof HOW)[number];
}

/** Names that the flow needs and the company does not have yet. */
export class MissingDto {
  @ApiProperty({ type: [String], example: ['survey'], description: 'Keys of flows' })
  subflows!: string[];
  @ApiProperty({ type: [String], example: ['office-hours'] })
  schedules!: string[];
  @ApiProperty({ type: [String], example: ['crm-address'] })
  values!: string[];
  @ApiProperty({ type: [String], example: ['crm-key'] })
  secrets!: string[];
  @ApiProperty({ type: [String], example: ['support'] })
  queues!: string[];
}

export class ImportReportDto {
  @ApiProperty({ type: [ImportedContentDto] })
  content!: ImportedContentDto[];
  @ApiProperty({ type: MissingDto })
  missing!: MissingDto;
  @ApiProperty({ type: [String], example: ['The key front-door is taken; this flow has front-door-2.'] })
  notes!: string[];
}

export class ImportedFlowDto extends FlowDto {
  @ApiProperty({ type: ImportReportDto })
  report!: ImportReportDto;
}
