import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access, Caller, type CompanyCaller } from '../auth/access.js';
import type { Page } from '../platform/list.js';
import { ListMailLogDto, LoggedMailDto, LoggedMailPageDto } from './mail-log.dto.js';
import { MailLog } from './mail-log.js';

@ApiTags('E-mail')
@Controller('mail-log')
export class MailLogController {
  constructor(private readonly mails: MailLog) {}

  @Get()
  @Access('help:read')
  @ApiOperation({ operationId: 'listMailLog', summary: 'Mails that visits led to, newest first' })
  @ApiOkResponse({ type: LoggedMailPageDto })
  list(@Caller() caller: CompanyCaller, @Query() query: ListMailLogDto): Promise<Page<LoggedMailDto>> {
    return this.mails.list(caller, query);
  }

  @Post(':id/retry')
  @HttpCode(200)
  @Access('help:write')
  @ApiOperation({ operationId: 'retryMail', summary: 'Send a mail that failed, or that waited for a mail server' })
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOkResponse({ type: LoggedMailDto })
  retry(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<LoggedMailDto> {
    return this.mails.retry(caller, id);
  }
}
