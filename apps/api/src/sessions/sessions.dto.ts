import { SessionTalkDto } from './session-talks.dto.js';
import { ApiProperty, OmitType, PickType } from '@nestjs/swagger';
import { ConsentDto } from './consent.dto.js';
import { Moment } from '../flows/moments.js';
import { Id, OneOf } from '../platform/fields.js';
import { ListDto, PageDto } from '../platform/list.js';

const OUTCOMES = ['served', 'callback', 'agent', 'message', 'failed', 'abandoned'] as const;
const STATUSES = ['active', 'ended'] as const;

export class ListSessionsDto extends ListDto {
  @Id({ optional: true })
  flowId?: string;

  @OneOf(OUTCOMES, { optional: true })
  outcome?: (typeof OUTCOMES)[number];

  @OneOf(STATUSES, { optional: true })
  status?: (typeof STATUSES)[number];
}

export class ExportSessionsDto {
  @Id({ optional: true })
  flowId?: string;

  @Moment({ optional: true, description: 'Sessions that began then or later' })
  from?: string;

  @Moment({ optional: true, description: 'Sessions that began before' })
  to?: string;

  @OneOf(OUTCOMES, { optional: true })
  outcome?: (typeof OUTCOMES)[number];
}

/** Where a node belongs to. */
const Alias = (): PropertyDecorator =>
  ApiProperty({
    type: String,
    nullable: true,
    example: 'survey@active',
    description: 'The subflow it belongs to, by key and version; null: the session’s own flow',
  });

export class NodeRefDto {
  @ApiProperty({ example: 'menu' })
  id!: string;

  @Alias()
  flow!: string | null;

  @ApiProperty({ example: 'What is it about?' })
  name!: string;

  @ApiProperty({ example: 'menu' })
  kind!: string;
}

export class SessionSummaryDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  flowId!: string;

  @ApiProperty({ example: 'Welcome' })
  flowName!: string;

  @ApiProperty({ type: 'integer', example: 3 })
  versionNumber!: number;

  @ApiProperty({ type: String, nullable: true, example: 'Shop' })
  widgetName!: string | null;

  @ApiProperty({ enum: STATUSES })
  status!: (typeof STATUSES)[number];

  @ApiProperty({ type: String, enum: OUTCOMES, nullable: true })
  outcome!: string | null;

  @ApiProperty({ enum: ['video', 'audio'] })
  mode!: 'video' | 'audio';

  @ApiProperty({ example: 'en' })
  language!: string;

  @ApiProperty({ format: 'date-time' })
  startedAt!: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  endedAt!: string | null;

  @ApiProperty({ type: 'integer', example: 8, description: 'Screens the visitor has been shown' })
  steps!: number;

  @ApiProperty({ type: NodeRefDto, nullable: true })
  currentNode!: NodeRefDto | null;
}

export class SessionVariableDto {
  @Alias()
  flow!: string | null;

  @ApiProperty({ example: 'orderNumber' })
  name!: string;

  @ApiProperty({
    nullable: true,
    oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }],
    example: '4711',
  })
  value!: string | number | boolean | null;

  @ApiProperty({ description: 'Personal values are erased with the session’s key' })
  personal!: boolean;
}

export class SessionCallbackDto {
  @ApiProperty({ type: String, nullable: true, example: '+31612345678', description: 'Null once erased' })
  number!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Noor' })
  name!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'My order' })
  about!: string | null;

  @ApiProperty({ enum: ['requested', 'called', 'failed', 'cancelled', 'refused'] })
  status!: string;

  @ApiProperty({ format: 'date-time' })
  requestedAt!: string;
}

export class SessionConsentDto extends PickType(ConsentDto, ['answer']) {
  @ApiProperty({
    type: String,
    nullable: true,
    example: '2026-11',
    description: 'Version of the text; null: none was shown',
  })
  text!: string | null;

  @ApiProperty({ enum: ['visitor', 'signal'], description: 'Who answered; `signal`: the browser, by DNT or Sec-GPC' })
  by!: 'visitor' | 'signal';

  @ApiProperty({ format: 'date-time' })
  at!: string;
}

export class SessionDto extends SessionSummaryDto {
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'https://shop.example/orders',
    description: 'Where it began, when the visitor has agreed to usage data',
  })
  pageUrl!: string | null;

  @ApiProperty({
    type: SessionConsentDto,
    nullable: true,
    description: 'To usage data; null: nobody was asked, or nobody answered',
  })
  consent!: SessionConsentDto | null;

  @ApiProperty({ type: [SessionVariableDto] })
  variables!: SessionVariableDto[];

  @ApiProperty({ type: SessionCallbackDto, nullable: true })
  callback!: SessionCallbackDto | null;

  @ApiProperty({ type: [SessionTalkDto], description: 'With people, the first one first' })
  talks!: SessionTalkDto[];
}

export class SessionPageDto extends PageDto {
  @ApiProperty({ type: [SessionSummaryDto] })
  items!: SessionSummaryDto[];
}

export class InteractionDto {
  @ApiProperty({ type: 'integer', example: 2, description: 'Number of the step it led to' })
  seq!: number;

  @ApiProperty({ type: 'integer', example: 0, description: 'Order within the step' })
  n!: number;

  @ApiProperty({ example: 'answered', description: 'What happened: an event of the flow engine, `left` or `stayed`' })
  type!: string;

  @Alias()
  flow!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'menu' })
  nodeId!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'What is it about?' })
  nodeName!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'menu' })
  nodeKind!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'choice:order', description: 'Set where the node was left' })
  exit!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'Where is my order?',
    description: 'The exit as its author reads it',
  })
  exitLabel!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'ask-order' })
  to!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Your order number' })
  toName!: string | null;

  @ApiProperty({ type: 'object', additionalProperties: true })
  data!: Record<string, unknown>;

  @ApiProperty({ format: 'date-time' })
  at!: string;
}

export class InteractionPageDto extends PageDto {
  @ApiProperty({ type: [InteractionDto] })
  items!: InteractionDto[];
}

/** Everything that is known of one session. */
export class SessionExportDto extends OmitType(SessionDto, ['callback'] as const) {
  @ApiProperty({ type: [SessionCallbackDto], description: 'The newest first' })
  callbacks!: SessionCallbackDto[];

  @ApiProperty({ type: [InteractionDto], description: 'What happened, step by step' })
  path!: InteractionDto[];

  @ApiProperty({ format: 'date-time' })
  exportedAt!: string;
}
