import { ApiProperty } from '@nestjs/swagger';
import { Id, OneOf } from '../platform/fields.js';
import { ListDto, PageDto } from '../platform/list.js';

export const LOGGED_STATUSES = ['queued', 'sent', 'failed', 'outbox'] as const;
export type LoggedStatus = (typeof LOGGED_STATUSES)[number];
const KINDS = ['message', 'callback'] as const;

export class ListMailLogDto extends ListDto {
  @OneOf(LOGGED_STATUSES, { optional: true })
  status?: LoggedStatus;

  @Id({ optional: true, description: 'Those of one visit' })
  sessionId?: string;
}

export class LoggedMailDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({
    enum: KINDS,
    description: '`message`: from a visitor to a mailbox; `callback`: to who waits for a call',
  })
  kind!: (typeof KINDS)[number];

  @ApiProperty({ example: 'help@example.com', description: 'A visitor’s address is shortened once the mail is sent' })
  to!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The visit that led to it' })
  sessionId!: string | null;

  @ApiProperty({ format: 'uuid', description: 'The first mail of its conversation' })
  threadId!: string;

  @ApiProperty({ enum: LOGGED_STATUSES, description: '`outbox`: no mail server is set, so it stays here' })
  status!: LoggedStatus;

  @ApiProperty({ type: 'integer', example: 1 })
  attempts!: number;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'sendgrid answered 503',
    description: 'Why the last try failed',
  })
  error!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'While it waits after a failed try' })
  nextTryAt!: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  sentAt!: string | null;
}

export class LoggedMailPageDto extends PageDto {
  @ApiProperty({ type: [LoggedMailDto] })
  items!: LoggedMailDto[];
}
