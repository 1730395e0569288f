import { ApiProperty } from '@nestjs/swagger';
import { PageDto } from '../platform/list.js';
import { DEFINITION } from './flow.dto.js';

export class DraftDto {
  @ApiProperty(DEFINITION)
  definition!: Record<string, unknown>;
  @ApiProperty({ example: 7 })
  revision!: number;
  @ApiProperty({ format: 'date-time' })
  savedAt!: string;
  @ApiProperty({ type: String, nullable: true, example: 'Ada', description: 'Who saved it, if still known' })
  savedBy!: string | null;
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
  @ApiProperty({
    allOf: [{ $ref: '#/components/schemas/Coverage' }],
    nullable: true,
    description: 'How much of the flow a walk through all its ways comes to; null when it is beyond all bounds',
  })
  coverage!: object | null;
}

export class VersionDto {
  @ApiProperty({ format: 'uuid', example: '01938f3e-7c1a-7b60-9b3e-5b0c6a1d2e3f' })
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
  @ApiProperty(DEFINITION)
  definition!: Record<string, unknown>;
}

export class VersionPageDto extends PageDto {
  @ApiProperty({ type: [VersionDto] })
  items!: VersionDto[];
}
