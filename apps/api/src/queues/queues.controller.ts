import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
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
import { ListDto } from '../platform/list.js';
import { idIn } from '../platform/parameters.js';
import { BoardDto, BoardQueryDto } from './board.dto.js';
import { Board } from './board.js';
import { CreateQueueDto, QueueDto, QueuePageDto, UpdateQueueDto } from './queue.dto.js';
import { QueueService } from './queue.service.js';

const ID = idIn('id');

@ApiTags('Queues')
@Controller('queues')
export class QueuesController {
  constructor(
    private readonly queues: QueueService,
    private readonly board: Board,
  ) {}

  @Get()
  @Access('queues:read')
  @ApiOperation({ operationId: 'listQueues', summary: 'The company’s queues by title, with how many wait in each' })
  @ApiOkResponse({ type: QueuePageDto })
  list(@Caller() caller: CompanyCaller, @Query() query: ListDto): Promise<QueuePageDto> {
    return this.queues.list(caller, query);
  }

  @Post()
  @Idempotent()
  @Access('queues:write')
  @ApiOperation({ operationId: 'createQueue', summary: 'A new queue; flows name it' })
  @ApiCreatedResponse({ type: QueueDto })
  create(@Caller() caller: CompanyCaller, @Body() dto: CreateQueueDto): Promise<QueueDto> {
    return this.queues.create(caller, dto);
  }

  @Get('board')
  @Access('queues:read')
  @ApiOperation({
    operationId: 'queueBoard',
    summary: 'Every queue at a glance: who waits, who is there, and the service level now and today',
  })
  @ApiOkResponse({ type: BoardDto })
  showBoard(@Caller() caller: CompanyCaller, @Query() query: BoardQueryDto): Promise<BoardDto> {
    return this.board.show(caller, query);
  }

  @Get(':id')
  @Access('queues:read')
  @ApiOperation({ operationId: 'getQueue', summary: 'One queue, with its revision as ETag' })
  @ApiParam(ID)
  @ApiOkResponse({ type: QueueDto })
  async get(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<QueueDto> {
    return tagged(reply, await this.queues.get(caller, id));
  }

  @Patch(':id')
  @Access('queues:write')
  @ApiOperation({
    operationId: 'updateQueue',
    summary: 'Change what is given',
    description: '412 with `current` when someone else changed it first.',
  })
  @ApiParam(ID)
  @ApiHeader({ name: 'if-match', required: true, description: 'The queue’s revision', example: '"3"' })
  @ApiOkResponse({ type: QueueDto })
  async update(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Body() dto: UpdateQueueDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('if-match') ifMatch?: string,
  ): Promise<QueueDto> {
    return tagged(reply, await this.queues.update(caller, id, revisionOf(ifMatch), dto));
  }

  @Delete(':id')
  @HttpCode(204)
  @Access('queues:write')
  @ApiOperation({ operationId: 'deleteQueue', summary: 'Delete a queue in which nobody has waited yet' })
  @ApiParam(ID)
  @ApiNoContentResponse()
  remove(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<void> {
    return this.queues.remove(caller, id);
  }
}

function tagged(reply: FastifyReply, queue: QueueDto): QueueDto {
  reply.header('etag', etagOf(queue.revision));
  return queue;
}
