import { DOORS, type Door } from '@calldocker/flow-engine';
import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsObject, IsOptional, IsUrl, MaxLength, ValidateBy, ValidateNested } from 'class-validator';
import { MediaSourceDto } from '../content/content.dto.js';
import { BrandDto } from '../flows/widgets/widget.dto.js';
import { Absent, Id, isStorable, OneOf, Text, Texts } from '../platform/fields.js';
import { ConsentDto, PrivacyDto } from './consent.dto.js';

const SESSION = '019a3c2b-10f4-7b71-8a55-5f0f8f3a9a01';
const CONTENT = '019a3c1e-7b5a-7c64-9d1f-0a4be7d5c211';
const MODES = ['video', 'audio'] as const;
const ATTRIBUTES = { count: 50, name: 64, value: 500 };

/** A component of the OpenAPI document that the flow engine's types define. */
const engineSchema = (name: string): { oneOf: { $ref: string }[] } => ({
  oneOf: [{ $ref: `#/components/schemas/${name}` }],
});

export class StartSessionDto {
  @Text(40, { example: 'demo-widget', description: 'Key of the widget, from the page’s tag' })
  widgetKey!: string;

  @OneOf(MODES, { optional: true, description: 'Instead of the widget’s own' })
  mode?: (typeof MODES)[number];

  @Texts(20, 35, { optional: true, example: ['nl-BE', 'en'], description: 'BCP 47 tags, best first' })
  languages?: string[];

  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  @MaxLength(2000)
  @ApiPropertyOptional({
    example: 'https://shop.example/orders',
    maxLength: 2000,
    description:
      'Its query fills the variables that the flow takes from there; it is kept without, and only where the visitor has agreed to usage data',
  })
  pageUrl?: string;

  @IsOptional()
  @ValidateBy({
    name: 'attributes',
    validator: {
      validate: isAttributes,
      defaultMessage: () => 'attributes must be at most 50 texts of at most 500 characters, by names of at most 64',
    },
  })
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string', maxLength: ATTRIBUTES.value },
    example: { customer: 'C-1042' },
    description: 'Values for variables that the flow declares; other names are ignored',
  })
  attributes?: Record<string, string>;

  @Text(4096, {
    optional: true,
    description:
      'Who the visitor is, signed by the company’s server with a secret of the widget (docs/widget.md). It fills the ' +
      'variables of source `identity`, and its `sub` goes before `contact`. 422 `identity.invalid` or `identity.expired`',
  })
  identity?: string;

  @Text(128, {
    optional: true,
    example: 'C-1042',
    description:
      'The same for a person each time, where the page knows who it is: tests of two ways then show one. Only its hash is kept',
  })
  contact?: string;

  @Absent()
  @IsObject()
  @ValidateNested()
  @Type(() => ConsentDto)
  @ApiPropertyOptional({ type: ConsentDto, description: 'What the visitor has answered at this widget before' })
  consent?: ConsentDto;
}

function isAttributes(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return (
    entries.length <= ATTRIBUTES.count &&
    entries.every(
      ([name, text]) => name.length <= ATTRIBUTES.name && isStorable(text) && text.length <= ATTRIBUTES.value,
    )
  );
}

/** Documents the body of `sendInput`. It is read by `input.pipe.ts`, not by the general validator. */
export class SendInputDto {
  @Id({ example: '019a3c2c-77a1-7d0e-9a70-3d1c7b1f0a11', description: 'Made by the client, one for each answer' })
  inputId!: string;

  @ApiProperty({ type: 'integer', minimum: 1, example: 7, description: 'Number of the step that is answered' })
  seq!: number;

  @ApiProperty({
    ...engineSchema('Input'),
    example: { type: 'key', key: '2' },
    description: 'One of those in `wait.accepts`. `result` is the host’s to send and is refused here',
  })
  input!: unknown;
}

@ApiExtraModels(MediaSourceDto)
export class VisitorStepDto {
  @ApiProperty({ format: 'uuid', example: SESSION })
  sessionId!: string;

  @ApiProperty({ type: 'integer', example: 8, description: 'Grows by one with each step, whoever caused it' })
  seq!: number;

  @ApiProperty({ enum: ['active', 'ended'] })
  status!: 'active' | 'ended';

  @ApiProperty({
    ...engineSchema('Screen'),
    example: { kind: 'video', nodeId: 'welcome', language: 'en', contentId: CONTENT, skippable: true },
  })
  screen!: unknown;

  @ApiProperty({ ...engineSchema('Wait'), example: { accepts: ['mediaEnd', 'mediaFailed', 'skip', 'door', 'leave'] } })
  wait!: unknown;

  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: getSchemaPath(MediaSourceDto) },
    description:
      'Where to find content, by its id: what `screen` names, then what the next screens may name, for a page that fetches ahead',
  })
  media!: Record<string, MediaSourceDto>;
}

export class VisitorSessionDto {
  @ApiProperty({ format: 'uuid', example: SESSION })
  sessionId!: string;

  @ApiProperty({ enum: MODES })
  mode!: (typeof MODES)[number];

  @ApiProperty({ type: BrandDto })
  brand!: BrandDto;

  @ApiProperty({ type: PrivacyDto })
  privacy!: PrivacyDto;

  @ApiProperty({
    type: [String],
    example: ['en', 'de'],
    description: 'What the visitor may change to; the flow’s own first',
  })
  languages!: string[];

  @ApiProperty({
    isArray: true,
    enum: DOORS,
    example: ['callback', 'chat', 'faq'],
    description: 'The dock’s doors, as far as there is something behind them',
  })
  doors!: Door[];

  @ApiProperty({ type: VisitorStepDto })
  step!: VisitorStepDto;
}

export class HandoverDto {
  @ApiProperty({ example: 'AZo8KxD0e3GKVV8PjzqaAZkqv0n3hHkP1mN2rWxYb7uC4dEfGhJkLm', description: 'Good once' })
  code!: string;

  @ApiProperty({ example: 'https://calls.example/ivr-experience/demo-widget#resume=AZo8KxD0e3GKVV8P' })
  url!: string;

  @ApiProperty({ format: 'date-time' })
  expiresAt!: string;
}

export class ResumeSessionDto {
  @Text(100, {
    example: 'AZo8KxD0e3GKVV8PjzqaAZkqv0n3hHkP1mN2rWxYb7uC4dEfGhJkLm',
    description: 'The `code` of a handover',
  })
  token!: string;
}

export class StartedSessionDto extends VisitorSessionDto {
  @ApiProperty({ description: 'Bearer token of this session, for every further call' })
  token!: string;

  @ApiProperty({ type: 'integer', example: 86400, description: 'Seconds the token is good for' })
  expiresIn!: number;
}
