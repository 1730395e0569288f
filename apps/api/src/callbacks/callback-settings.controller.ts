import { Body, Controller, Get, Headers, Put, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access, Caller, type CompanyCaller } from '../auth/access.js';
import { etagOf, revisionOf } from '../platform/etag.js';
import { CallbackSettingsDto, SaveCallbackSettingsDto } from './callback-settings.dto.js';
import { CallbackSettings } from './callback-settings.js';
import { CallbackOptionsDto, PreviewCallbackOptionsDto } from './callbacks.dto.js';
import { VisitorCallbacks } from './visitor-callbacks.js';

@ApiTags('Callbacks')
@Controller('callback-settings')
export class CallbackSettingsController {
  constructor(
    private readonly settings: CallbackSettings,
    private readonly callbacks: VisitorCallbacks,
  ) {}

  @Get()
  @Access('queues:read')
  @ApiOperation({ operationId: 'getCallbackSettings', summary: 'Whom the company calls back, and how often' })
  @ApiOkResponse({ type: CallbackSettingsDto })
  async get(
    @Caller() caller: CompanyCaller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CallbackSettingsDto> {
    return tagged(reply, await this.settings.get(caller));
  }

  @Get('options')
  @Access('queues:read')
  @ApiOperation({
    operationId: 'previewCallbackOptions',
    summary: 'When a call can come, as a visitor is told who stands in no line',
  })
  @ApiOkResponse({ type: CallbackOptionsDto })
  options(@Caller() caller: CompanyCaller, @Query() { queue }: PreviewCallbackOptionsDto): Promise<CallbackOptionsDto> {
    return this.callbacks.preview(caller, queue ?? null);
  }

  @Put()
  @Access('queues:write')
  @ApiOperation({
    operationId: 'saveCallbackSettings',
    summary: 'Change whom the company calls back',
    description: '412 with `current` when someone else changed it first. It holds for the next request.',
  })
  @ApiHeader({
    name: 'if-match',
    required: true,
    description: 'The revision; 0 before the first change',
    example: '"0"',
  })
  @ApiOkResponse({ type: CallbackSettingsDto })
  async save(
    @Caller() caller: CompanyCaller,
    @Body() dto: SaveCallbackSettingsDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('if-match') ifMatch?: string,
  ): Promise<CallbackSettingsDto> {
    return tagged(reply, await this.settings.save(caller, revisionOf(ifMatch), dto));
  }
}

function tagged(reply: FastifyReply, settings: CallbackSettingsDto): CallbackSettingsDto {
  reply.header('etag', etagOf(settings.revision));
  return settings;
}
