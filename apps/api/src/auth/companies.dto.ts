import { ApiProperty } from '@nestjs/swagger';
import { Text } from '../platform/fields.js';
import { PageDto } from '../platform/list.js';
import { EXAMPLE_ID } from './auth.dto.js';

export class CreateCompanyDto {
  @Text(120, { example: 'Lantern Energy' })
  name!: string;
}

export class CompanyDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_ID })
  id!: string;

  @ApiProperty({ example: 'Lantern Energy' })
  name!: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-23T09:30:00.000Z' })
  createdAt!: string;

  @ApiProperty({ type: 'integer', example: 12, description: 'People, those invited among them' })
  users!: number;

  @ApiProperty({ type: 'integer', example: 340, description: 'Visitor sessions begun today (UTC)' })
  sessionsToday!: number;
}

export class CompanyPageDto extends PageDto {
  @ApiProperty({ type: [CompanyDto] })
  items!: CompanyDto[];
}

export const MAIL_STATUSES = ['queued', 'sent', 'failed', 'outbox'] as const;

export class MailDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_ID })
  id!: string;

  @ApiProperty({ format: 'email', example: 'mira@lantern.test' })
  to!: string;

  @ApiProperty({ example: 'Join Lantern Energy on CallDocker' })
  subject!: string;

  @ApiProperty({ example: 'Lantern Energy invites you to work with them on CallDocker.' })
  text!: string;

  @ApiProperty({ format: 'date-time', example: '2026-11-23T09:30:00.000Z' })
  createdAt!: string;

  @ApiProperty({
    enum: MAIL_STATUSES,
    example: 'outbox',
    description: '`outbox`: no mail server is set, so it stays here',
  })
  status!: (typeof MAIL_STATUSES)[number];
}

export class MailPageDto extends PageDto {
  @ApiProperty({ type: [MailDto] })
  items!: MailDto[];
}
