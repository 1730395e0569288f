import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, Matches, ValidateNested } from 'class-validator';
import { OneOf, Text, Texts } from '../platform/fields.js';
import { ListDto, PageDto } from '../platform/list.js';
import { Tags } from '../platform/tags.js';

export const ARTICLE_STATUSES = ['draft', 'published'] as const;
export type ArticleStatus = (typeof ARTICLE_STATUSES)[number];

const LANGUAGE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

export class ArticleTextDto {
  @Matches(LANGUAGE, { message: 'language must be a tag such as en or pt-BR' })
  @Text(35, { example: 'en', description: 'BCP 47' })
  language!: string;

  @Text(300, { example: 'Why do my brakes squeal in the rain?' })
  question!: string;

  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : value,
  )
  @Text(8000, {
    example: 'Water and dust glaze the pads. **Brake gently** ten times.',
    description:
      'Paragraphs, lines that begin with “- ” or “1. ”, `**bold**`, addresses and `[words](address)`; nothing else is markup',
  })
  answer!: string;
}

export class SaveArticleDto {
  @OneOf(ARTICLE_STATUSES, { description: 'Visitors find published ones only' })
  status!: ArticleStatus;

  @Tags({ example: ['brakes'] })
  tags!: string[];

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique(({ language }: Partial<ArticleTextDto>) => language?.toLowerCase(), {
    message: 'texts must not have the same language twice',
  })
  @ValidateNested({ each: true })
  @Type(() => ArticleTextDto)
  @ApiProperty({ type: [ArticleTextDto] })
  texts!: ArticleTextDto[];
}

export class ListArticlesDto extends ListDto {
  @Text(100, { optional: true, description: 'Part of a question or an answer' })
  search?: string;

  @OneOf(ARTICLE_STATUSES, { optional: true })
  status?: ArticleStatus;

  @Text(40, { optional: true, example: 'brakes' })
  tag?: string;
}

export class ArticleDto extends SaveArticleDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ type: 'integer', example: 31, description: 'Visits in which it helped' })
  helpful!: number;

  @ApiProperty({ type: 'integer', example: 4, description: 'Visits in which it did not' })
  notHelpful!: number;

  @ApiProperty({ example: 3, description: 'Send as If-Match when changing it' })
  revision!: number;

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt!: string;
}

export class ArticlePageDto extends PageDto {
  @ApiProperty({ type: [ArticleDto] })
  items!: ArticleDto[];
}

export class ArticleTagsDto {
  @ApiProperty({ type: [String], example: ['brakes', 'orders'] })
  items!: string[];
}

/** Up to 10 tags as a query carries them, separated by commas. */
const listed = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' ? value.split(',').filter((tag) => tag.trim() !== '') : value,
);

export class FindArticlesDto {
  @Text(200, { optional: true, example: 'brakes squeal', description: 'The visitor’s words; all articles without' })
  q?: string;

  @listed
  @ArrayMaxSize(10)
  @Tags({ optional: true, example: 'brakes,orders' })
  tags?: string[];
}

export class PreviewArticlesDto extends FindArticlesDto {
  @listed
  @Texts(20, 35, {
    optional: true,
    example: ['nl-BE', 'en'],
    description: 'The visitor’s first, then those of the flow',
  })
  languages?: string[];
}

export class AnswerRunDto {
  @ApiProperty()
  text!: string;

  @ApiPropertyOptional({ enum: [true] })
  bold?: true;

  @ApiPropertyOptional({ example: 'https://shop.example/pads' })
  href?: string;
}

@ApiExtraModels(AnswerRunDto)
export class AnswerBlockDto {
  @ApiProperty({ enum: ['paragraph', 'list', 'steps'] })
  kind!: 'paragraph' | 'list' | 'steps';

  @ApiProperty({ type: 'array', items: { type: 'array', items: { $ref: getSchemaPath(AnswerRunDto) } } })
  lines!: AnswerRunDto[][];
}

export class FoundArticleDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ example: 'en', description: 'The visit’s own, or the first of the flow’s that there is' })
  language!: string;

  @ApiProperty()
  question!: string;

  @ApiProperty({ type: [AnswerBlockDto] })
  answer!: AnswerBlockDto[];
}

export class FoundArticlesDto {
  @ApiProperty({ type: [FoundArticleDto], description: 'The best first' })
  items!: FoundArticleDto[];
}
