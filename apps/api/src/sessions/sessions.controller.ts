import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, Caller, type CompanyCaller } from '../auth/access.js';
import { ListDto, type Page } from '../platform/list.js';
import { SessionLog } from './session-log.js';
import {
  InteractionDto,
  InteractionPageDto,
  ListSessionsDto,
  SessionDto,
  SessionPageDto,
  SessionSummaryDto,
} from './sessions.dto.js';

@ApiTags('Sessions')
@Controller('sessions')
export class SessionsController {
  constructor(private readonly sessions: SessionLog) {}

  @Get()
  @Access('sessions:read')
  @ApiOperation({ operationId: 'listSessions', summary: 'Sessions, newest first' })
  @ApiOkResponse({ type: SessionPageDto })
  list(@Caller() caller: CompanyCaller, @Query() query: ListSessionsDto): Promise<Page<SessionSummaryDto>> {
    return this.sessions.list(caller, query);
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
