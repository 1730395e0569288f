import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access, Caller, type CompanyCaller } from '../auth/access.js';
import { Idempotent } from '../auth/idempotency.js';
import { etagOf, revisionOf } from '../platform/etag.js';
import { ListDto, type Page } from '../platform/list.js';
import { idIn } from '../platform/parameters.js';
import { ReplyDto, ReplyPageDto, SaveReplyDto } from './replies.dto.js';
import { Replies } from './replies.js';

const ID = idIn('id');

@ApiTags('Desk')
@Controller('desk/replies')
export class RepliesController {
  constructor(private readonly replies: Replies) {}

  @Get()
  @Access('desk:work')
  @ApiOperation({ operationId: 'listReplies', summary: 'Answers at hand, by their shortcuts' })
  @ApiOkResponse({ type: ReplyPageDto })
  list(@Caller() caller: CompanyCaller, @Query() query: ListDto): Promise<Page<ReplyDto>> {
    return this.replies.list(caller, query);
  }

  @Post()
  @Idempotent()
  @Access('desk:work')
  @ApiOperation({ operationId: 'createReply', summary: 'Keep an answer at hand, for all agents' })
  @ApiCreatedResponse({ type: ReplyDto })
  create(@Caller() caller: CompanyCaller, @Body() dto: SaveReplyDto): Promise<ReplyDto> {
    return this.replies.create(caller, dto);
  }

  @Put(':id')
  @Access('desk:work')
  @ApiParam(ID)
  @ApiHeader({ name: 'if-match', required: true, description: 'The reply’s revision', example: '"1"' })
  @ApiOperation({ operationId: 'updateReply', summary: 'Change an answer' })
  @ApiOkResponse({ type: ReplyDto })
  async update(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Body() dto: SaveReplyDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('if-match') ifMatch?: string,
  ): Promise<ReplyDto> {
    const saved = await this.replies.update(caller, id, revisionOf(ifMatch), dto);
    reply.header('etag', etagOf(saved.revision));
    return saved;
  }

  @Delete(':id')
  @HttpCode(204)
  @Access('desk:work')
  @ApiParam(ID)
  @ApiOperation({ operationId: 'deleteReply', summary: 'Delete an answer' })
  @ApiNoContentResponse()
  remove(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<void> {
    return this.replies.remove(caller, id);
  }
}
