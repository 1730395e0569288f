import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { COLOURS, FONTS, type Colours, type Font, type Words } from '@calldocker/look/brand';
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
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { Absent, Flag, isStorable, OneOf, Storable, Text, Texts, Whole } from '../../platform/fields.js';
import { PageDto } from '../../platform/list.js';
import { DEFAULT_LAMP } from './brands.js';

export const MODES = ['video', 'audio'] as const;
export const ANALYTICS = ['none', 'ask'] as const;
export type Analytics = (typeof ANALYTICS)[number];
export const THEMES = ['auto', 'light', 'dark'] as const;
const FONT_NAMES = Object.keys(FONTS) as Font[];
const COLOUR = /^#[0-9a-f]{6}$/i;
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/;
const MOST_LANGUAGES = 40;
/** What is said where, and how long it may be. */
const WORDS: Record<keyof Words, number> = { launcher: 60, hint: 80, greeting: 120 };
const ORIGIN = /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The colours that a company may choose, and no others: an allow-list, so that no style sheet of one's own is needed. */
const isColours = (value: unknown): value is Colours =>
  isObject(value) &&
  Object.entries(value).every(
    ([name, colour]) =>
      name !== 'lamp' && COLOURS.some((each) => each === name) && typeof colour === 'string' && COLOUR.test(colour),
  );

const isWords = (value: unknown): boolean =>
  isObject(value) &&
  Object.entries(value).every(
    ([place, text]) =>
      Object.hasOwn(WORDS, place) &&
      isStorable(text) &&
      text.trim() !== '' &&
      [...text].length <= WORDS[place as keyof Words],
  );

const isWording = (value: unknown): boolean =>
  isObject(value) &&
  Object.keys(value).length <= MOST_LANGUAGES &&
  Object.entries(value).every(([language, words]) => LANGUAGE.test(language) && isWords(words));

const COLOURS_SCHEMA = {
  type: 'object',
  additionalProperties: { type: 'string', pattern: COLOUR.source },
  example: { buttonLight: '#7a1f3d', launcher: '#12363d' },
} as const;
const WORDING_SCHEMA = {
  type: 'object',
  additionalProperties: {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      Object.entries(WORDS).map(([place, maxLength]) => [place, { type: 'string', minLength: 1, maxLength }]),
    ),
  },
  example: { en: { launcher: 'Talk to the workshop', hint: 'Video help', greeting: 'Opening the workshop' } },
} as const;
const THEIR_OWN = 'By language: the launcher’s label and second line, and what the page says while it opens';

export class BrandChangeDto {
  @Text(120, { optional: true, example: 'Brightwater Cycles', description: 'The company’s name when absent' })
  companyName?: string;

  @Absent()
  @Matches(COLOUR, { message: 'lamp must be a colour such as #f3b25a' })
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

  @IsOptional()
  @IsUUID()
  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true, description: 'A picture of the library' })
  logoId?: string | null;

  @IsOptional()
  @IsUUID()
  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true, description: 'A picture of the library' })
  hostId?: string | null;

  @OneOf(FONT_NAMES, { optional: true, example: 'inter' })
  font?: Font;

  @Absent()
  @ValidateBy({
    name: 'colours',
    validator: {
      validate: isColours,
      defaultMessage: () =>
        'colours must hold buttonLight, buttonDark, floorLight, floorDark or launcher, each a colour such as #12363d',
    },
  })
  @ApiPropertyOptional({
    ...COLOURS_SCHEMA,
    description: 'buttonLight, buttonDark, floorLight, floorDark, launcher: what is left out is the house’s own',
  })
  colours?: Colours;

  @IsOptional()
  @Matches(LANGUAGE, { message: 'language must be a language tag such as nl or pt-BR' })
  @ApiPropertyOptional({ type: String, nullable: true, example: 'nl', description: 'Null: the visitor’s own' })
  language?: string | null;

  @Absent()
  @ValidateBy({
    name: 'wording',
    validator: {
      validate: isWording,
      defaultMessage: () =>
        `wording must hold, by language, launcher (${WORDS.launcher} characters), hint (${WORDS.hint}) and greeting (${WORDS.greeting})`,
    },
  })
  @ApiPropertyOptional({ ...WORDING_SCHEMA, description: THEIR_OWN })
  wording?: Record<string, Words>;

  @IsOptional()
  @IsUrl({ protocols: ['https'], require_protocol: true })
  @MaxLength(500)
  @Storable()
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'https://example.com/privacy',
    description: 'Null: the company’s',
  })
  privacyUrl?: string | null;
}

/** When it opens by itself, once in a visit to the site. */
export class TriggersDto {
  @Whole(0, 3600, { optional: true, example: 30, description: 'After so many seconds on a page' })
  delaySeconds?: number;

  @Flag({ optional: true, description: 'When the mouse leaves for the tabs or the address bar' })
  exitIntent?: boolean;

  @Texts(20, 300, {
    optional: true,
    example: ['/basket*'],
    description: 'On these pages alone: paths, or addresses with their origin; `*` stands for any text',
  })
  @Matches(/^(\/|https?:\/\/)[^\s?#]*$/, {
    each: true,
    message: 'each page must begin with / or https://, without a query: /basket* for example',
  })
  pages?: string[];
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

  @Absent()
  @IsObject()
  @ValidateNested()
  @Type(() => TriggersDto)
  @ApiPropertyOptional({ type: TriggersDto, description: 'All of it together; empty: it opens when it is pressed' })
  triggers?: TriggersDto;

  @OneOf(ANALYTICS, {
    optional: true,
    example: 'ask',
    description: '`ask`: usage data are kept of visitors who say yes; `none`: nobody is asked, and none are kept',
  })
  analytics?: Analytics;
}

export class CreateWidgetDto extends UpdateWidgetDto {
  @Text(120, { example: 'Home page' })
  declare name: string;
}

/** As the visitor's page gets it. */
export class BrandDto {
  @ApiProperty({ example: 'Brightwater Cycles' })
  companyName!: string;
  @ApiProperty({ example: DEFAULT_LAMP, pattern: '^#[0-9a-f]{6}$' })
  lamp!: string;
  @ApiProperty({ enum: THEMES, example: 'auto' })
  theme!: (typeof THEMES)[number];
  @ApiProperty({ type: String, nullable: true, example: null })
  logoUrl!: string | null;
  @ApiProperty({ type: String, nullable: true, example: null, description: 'The host’s picture' })
  hostUrl!: string | null;
  @ApiProperty({ enum: FONT_NAMES, example: 'inter' })
  font!: Font;
  @ApiProperty(COLOURS_SCHEMA)
  colours!: Colours;
  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'What the page speaks; null: the visitor’s',
  })
  language!: string | null;
  @ApiProperty({ ...WORDING_SCHEMA, description: THEIR_OWN })
  wording!: Record<string, Words>;
  @ApiProperty({ type: String, nullable: true, example: 'https://example.com/privacy' })
  privacyUrl!: string | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { '--lamp': DEFAULT_LAMP, '--on-lamp': '#2a1a02' },
    description: 'What was chosen, as custom properties of the visitor’s page',
  })
  variables!: Record<string, string>;
}

export class WidgetBrandDto extends BrandDto {
  @ApiProperty({ type: String, nullable: true, example: null, description: 'Its own; null: the company’s' })
  ownPrivacyUrl!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  logoId!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  hostId!: string | null;
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
  @ApiProperty({ type: TriggersDto })
  triggers!: TriggersDto;
  @ApiProperty({ enum: ANALYTICS, example: 'none' })
  analytics!: Analytics;
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
