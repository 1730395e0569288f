import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';

const PO = 'msgctxt "hello text"\nmsgid "Hello"\nmsgstr "Hallo"\n';

export class ImportTranslationDto {
  @IsString()
  @MaxLength(4_000_000)
  @ApiProperty({ example: PO, description: 'A PO file, as `exportTranslation` gives it' })
  po!: string;
}

export class SkippedTextDto {
  @ApiProperty({ example: 'hello text', description: 'Node and field' })
  context!: string;
  @ApiProperty({ enum: ['source-changed', 'unknown-text', 'placeholders', 'fuzzy'] })
  reason!: string;
}

export class TranslationReportDto {
  @ApiProperty({ example: 9, description: 'The draft’s revision after the import' })
  revision!: number;
  @ApiProperty({ example: 42 })
  changed!: number;
  @ApiProperty({ type: [SkippedTextDto], description: 'What was left as it was, and why' })
  skipped!: SkippedTextDto[];
}

export class CompletenessDto {
  @ApiProperty({ type: 'array', items: { $ref: '#/components/schemas/Completeness' } })
  languages!: object[];
}
