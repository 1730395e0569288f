import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access, Caller, type CompanyCaller } from '../auth/access.js';
import { ListDto, type Page } from '../platform/list.js';
import { SessionLog } from './session-log.js';
import { ROW_LIMIT, SessionExports } from './session-exports.js';
import {
  ExportSessionsDto,
  InteractionDto,
  InteractionPageDto,
  ListSessionsDto,
  SessionDto,
  SessionExportDto,
  SessionPageDto,
  SessionSummaryDto,
} from './sessions.dto.js';

@ApiTags('Sessions')
@Controller('sessions')
export class SessionsController {
  constructor(
    private readonly sessions: SessionLog,
    private readonly exports: SessionExports,
  ) {}

  @Get()
  @Access('sessions:read')
  @ApiOperation({ operationId: 'listSessions', summary: 'Sessions, newest first' })
  @ApiOkResponse({ type: SessionPageDto })
  list(@Caller() caller: CompanyCaller, @Query() query: ListSessionsDto): Promise<Page<SessionSummaryDto>> {
    return this.sessions.list(caller, query);
  }

  @Get('export')
  @Access('sessions:read')
  @ApiOperation({
    operationId: 'exportSessions',
    summary: 'Sessions as a table (CSV), newest first: figures, and nothing about their visitors',
    description:
      `At most ${ROW_LIMIT} rows; X-Row-Count says how many there are, and X-Row-Limit that there would have been more: ` +
      'choose a shorter time then.',
  })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async exportMany(
    @Caller() caller: CompanyCaller,
    @Query() query: ExportSessionsDto,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { stream, rows, more } = await this.exports.many(caller, query);
    if (more) reply.header('x-row-limit', ROW_LIMIT);
    await reply
      .header('x-row-count', rows)
      .header('cache-control', 'no-store')
      .header('content-disposition', 'attachment; filename="sessions.csv"')
      .type('text/csv; charset=utf-8')
      .send(stream);
  }

  @Get(':id/export')
  @Access('sessions:read')
  @ApiOperation({
    operationId: 'exportSession',
    summary: 'Everything that is known of one session, as a file',
    description: 'With what the visitor said, in the clear. The audit log keeps who took it away.',
  })
  @ApiOkResponse({ type: SessionExportDto })
  async exportOne(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionExportDto> {
    const session = await this.exports.one(caller, id);
    reply
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="session-${session.id}.json"`);
    return session;
  }

  @Get(':id')
  @Access('sessions:read')
  @ApiOperation({ operationId: 'getSession', summary: 'One session with what it knows of its visitor' })
  @ApiOkResponse({ type: SessionDto })
  get(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<SessionDto> {
    return this.sessions.get(caller, id);
  }

  @Get(':id/interactions')
  @Access('sessions:read')
  @ApiOperation({ operationId: 'listInteractions', summary: 'The path of a session, step by step' })
  @ApiOkResponse({ type: InteractionPageDto })
  interactions(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Query() query: ListDto,
  ): Promise<Page<InteractionDto>> {
    return this.sessions.interactions(caller, id, query);
  }
}
