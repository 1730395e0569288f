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
import { Access, Caller, type CompanyCaller } from '../../auth/access.js';
import { Idempotent } from '../../auth/idempotency.js';
import { etagOf, revisionOf } from '../../platform/etag.js';
import { ListDto } from '../../platform/list.js';
import { idIn } from '../../platform/parameters.js';
import { CreateWidgetDto, UpdateWidgetDto, WidgetDto, WidgetPageDto } from './widget.dto.js';
import { WidgetService } from './widget.service.js';

const ID = idIn('id');

@ApiTags('Widgets')
@Controller('widgets')
export class WidgetsController {
  constructor(private readonly widgets: WidgetService) {}

  @Get()
  @Access('widgets:read')
  @ApiOperation({ operationId: 'listWidgets', summary: 'The company’s widgets, the newest first' })
  @ApiOkResponse({ type: WidgetPageDto })
  list(@Caller() caller: CompanyCaller, @Query() query: ListDto): Promise<WidgetPageDto> {
    return this.widgets.list(caller, query);
  }

  @Post()
  @Idempotent()
  @Access('widgets:write')
  @ApiOperation({ operationId: 'createWidget', summary: 'A new widget with a key of its own' })
  @ApiCreatedResponse({ type: WidgetDto })
  create(@Caller() caller: CompanyCaller, @Body() dto: CreateWidgetDto): Promise<WidgetDto> {
    return this.widgets.create(caller, dto);
  }

  @Get(':id')
  @Access('widgets:read')
  @ApiOperation({ operationId: 'getWidget', summary: 'One widget, with its revision as ETag' })
  @ApiParam(ID)
  @ApiOkResponse({ type: WidgetDto })
  async get(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WidgetDto> {
    return tagged(reply, await this.widgets.get(caller, id));
  }

  @Patch(':id')
  @Access('widgets:write')
  @ApiOperation({
    operationId: 'updateWidget',
    summary: 'Change what is given',
    description: '412 with `current` when someone else changed it first.',
  })
  @ApiParam(ID)
  @ApiHeader({ name: 'if-match', required: true, description: 'The widget’s revision', example: '"3"' })
  @ApiOkResponse({ type: WidgetDto })
  async update(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Body() dto: UpdateWidgetDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('if-match') ifMatch?: string,
  ): Promise<WidgetDto> {
    return tagged(reply, await this.widgets.update(caller, id, revisionOf(ifMatch), dto));
  }

  @Delete(':id')
  @HttpCode(204)
  @Access('widgets:write')
  @ApiOperation({ operationId: 'deleteWidget', summary: 'Delete a widget; its sessions stay' })
  @ApiParam(ID)
  @ApiNoContentResponse()
  remove(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<void> {
    return this.widgets.remove(caller, id);
  }
}

function tagged(reply: FastifyReply, widget: WidgetDto): WidgetDto {
  reply.header('etag', etagOf(widget.revision));
  return widget;
}
