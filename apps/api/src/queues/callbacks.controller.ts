import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, Caller, type CompanyCaller } from '../auth/access.js';
import type { Page } from '../platform/list.js';
import { CallbackDto, CallbackPageDto, ListCallbacksDto } from './callbacks.dto.js';
import { Callbacks } from './callbacks.js';

@ApiTags('Callbacks')
@Controller('callbacks')
export class CallbacksController {
  constructor(private readonly callbacks: Callbacks) {}

  @Get()
  @Access('sessions:read')
  @ApiOperation({ operationId: 'listCallbacks', summary: 'Numbers to call back, newest first' })
  @ApiOkResponse({ type: CallbackPageDto })
  list(@Caller() caller: CompanyCaller, @Query() query: ListCallbacksDto): Promise<Page<CallbackDto>> {
    return this.callbacks.list(caller, query);
  }
}
