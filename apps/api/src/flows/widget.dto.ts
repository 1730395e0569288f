import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsObject,
  IsOptional,
  IsUrl,
  IsUUID,
  Matches,
  MaxLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { Absent, OneOf, Storable, Text } from '../platform/fields.js';
import { PageDto } from '../platform/list.js';

export const MODES = ['video', 'audio'] as const;
export const THEMES = ['auto', 'light', 'dark'] as const;
export const DEFAULT_LAMP = '#f3b25a';
/** Text on the highlight colour. */
export const ON_LAMP = '#2a1a02';
const ORIGIN = /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/;

export class BrandChangeDto {
  @Text(120, { optional: true, example: 'Brightwater Cycles', description: 'The company’s name when absent' })
  companyName?: string;

  @Absent()
  @Matches(/^#[0-9a-f]{6}$/i, { message: 'lamp must be a colour such as #f3b25a' })
  @ApiPropertyOptional({ example: DEFAULT_LAMP, description: 'Highlight colour; dark text on it must be readable' })
  lamp?: string;

  @OneOf(THEMES, { optional: true, example: 'auto' })
  theme?: (typeof THEMES)[number];

  @IsOptional()
  @IsUrl({ protocols: ['https'], require_protocol: true })
  @MaxLength(500)
  @Storable()
  @ApiPropertyOptional({ type: String, nullable: true, example: 'https://example.com/logo.svg' })
  logoUrl?: string | null;
}

export class UpdateWidgetDto {
  @Text(120, { optional: true, example: 'Home page' })
  name?: string;

  @ValidateIf((dto: UpdateWidgetDto) => dto.flowId !== undefined && dto.flowId !== null)
  @IsUUID()
  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true, description: 'Null: nobody answers yet' })
  flowId?: string | null;

  @OneOf(MODES, { optional: true, example: 'video' })
  mode?: (typeof MODES)[number];

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @Matches(ORIGIN, {
    each: true,
    message: 'each allowed origin must look like https://www.example.com, without a path',
  })
  @ApiPropertyOptional({ type: [String], example: ['https://www.example.com'], description: 'Sites that may show it' })
  allowedOrigins?: string[];

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => BrandChangeDto)
  @ApiPropertyOptional({ type: BrandChangeDto })
  brand?: BrandChangeDto;
}

export class CreateWidgetDto extends UpdateWidgetDto {
  @Text(120, { example: 'Home page' })
  declare name: string;
}

class WidgetBrandDto {
  @ApiProperty({ example: 'Brightwater Cycles' })
  companyName!: string;
  @ApiProperty({ example: DEFAULT_LAMP })
  lamp!: string;
  @ApiProperty({ enum: THEMES, example: 'auto' })
  theme!: (typeof THEMES)[number];
  @ApiProperty({ type: String, nullable: true })
  logoUrl!: string | null;
}

export class WidgetDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty({ example: 'k7w2m9x4pq', description: 'Public: it stands in the page’s script' })
  key!: string;
  @ApiProperty({ example: 'Home page' })
  name!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  flowId!: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'Front door' })
  flowName!: string | null;
  @ApiProperty({ enum: MODES, example: 'video' })
  mode!: (typeof MODES)[number];
  @ApiProperty({ type: [String], example: ['https://www.example.com'] })
  allowedOrigins!: string[];
  @ApiProperty({ type: WidgetBrandDto })
  brand!: WidgetBrandDto;
  @ApiProperty({ example: 3, description: 'Send as If-Match when changing it' })
  revision!: number;
  @ApiProperty({ format: 'date-time' })
  createdAt!: string;
  @ApiProperty({ format: 'date-time' })
  updatedAt!: string;
}

export class WidgetPageDto extends PageDto {
  @ApiProperty({ type: [WidgetDto] })
  items!: WidgetDto[];
}
