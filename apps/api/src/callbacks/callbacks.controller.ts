import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access, Caller, type CompanyCaller } from '../auth/access.js';
import type { Page } from '../platform/list.js';
import { idIn } from '../platform/parameters.js';
import { CallbackCalls } from './callback-calls.js';
import { CallbackDto, CallbackPageDto, CallbackResultDto, ListCallbacksDto, MoveCallbackDto } from './callbacks.dto.js';
import { Callbacks } from './callbacks.js';

const ID = idIn('id');

@ApiTags('Callbacks')
@Controller('callbacks')
export class CallbacksController {
  constructor(
    private readonly callbacks: Callbacks,
    private readonly calls: CallbackCalls,
  ) {}

  @Get()
  @Access('sessions:read')
  @ApiOperation({ operationId: 'listCallbacks', summary: 'Numbers to call back, newest first' })
  @ApiOkResponse({ type: CallbackPageDto })
  list(@Caller() caller: CompanyCaller, @Query() query: ListCallbacksDto): Promise<Page<CallbackDto>> {
    return this.callbacks.list(caller, query);
  }

  @Get(':id')
  @Access('sessions:read')
  @ApiOperation({ operationId: 'getCallback', summary: 'One callback' })
  @ApiParam(ID)
  @ApiOkResponse({ type: CallbackDto })
  get(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<CallbackDto> {
    return this.callbacks.get(caller, id);
  }

  @Post(':id/result')
  @HttpCode(200)
  @Access('desk:work')
  @ApiOperation({
    operationId: 'settleCallback',
    summary: 'Say what came of the call',
    description: 'By the agent who has it. Who did not answer is called again by the company’s plan, at the same age.',
  })
  @ApiParam(ID)
  @ApiOkResponse({ type: CallbackDto })
  settle(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Body() dto: CallbackResultDto,
  ): Promise<CallbackDto> {
    return this.calls.settle(caller, id, dto);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Access('desk:work')
  @ApiOperation({ operationId: 'cancelCallback', summary: 'Take a callback back that nobody is making yet' })
  @ApiParam(ID)
  @ApiOkResponse({ type: CallbackDto })
  cancel(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<CallbackDto> {
    return this.callbacks.cancel(caller, id);
  }

  @Post(':id/queue')
  @HttpCode(200)
  @Access('desk:supervise')
  @ApiOperation({ operationId: 'moveCallback', summary: 'Give a callback to the people of another queue' })
  @ApiParam(ID)
  @ApiOkResponse({ type: CallbackDto })
  move(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Body() { queueId }: MoveCallbackDto,
  ): Promise<CallbackDto> {
    return this.callbacks.move(caller, id, queueId);
  }
}
