import { Body, Controller, Get, Header, HttpCode, Ip, Param, Post, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access, Visitor, type VisitorCaller } from '../auth/access.js';
import { StartLimit, StepLimit } from '../sessions/limits.js';
import { own } from '../sessions/visitor.controller.js';
import { CallbackOptionsDto, CallbackTimeDto, VisitorCallbackDto, VisitsCallbackDto } from './callbacks.dto.js';
import { VisitorCallbacks } from './visitor-callbacks.js';

const TOKEN = { name: 'token', description: 'What follows the # in the link' };
const Fresh = Header('cache-control', 'no-store');

@ApiTags('Visitor')
@Controller('visitor')
export class VisitorCallbacksController {
  constructor(
    private readonly callbacks: VisitorCallbacks,
    private readonly stepLimit: StepLimit,
    private readonly startLimit: StartLimit,
  ) {}

  @Get('sessions/:id/callback-options')
  @Fresh
  @Access('visitor')
  @ApiOperation({ operationId: 'callbackOptions', summary: 'When the visitor can be called back' })
  @ApiOkResponse({ type: CallbackOptionsDto })
  async options(@Visitor() visitor: VisitorCaller, @Param('id') id: string): Promise<CallbackOptionsDto> {
    const session = own(visitor, id);
    this.stepLimit.take(session.sessionId);
    return this.callbacks.options(session);
  }

  @Get('sessions/:id/callback')
  @Fresh
  @Access('visitor')
  @ApiOperation({ operationId: 'visitorCallback', summary: 'The callback that the visit asked for, and its link' })
  @ApiOkResponse({ type: VisitsCallbackDto })
  async ofSession(@Visitor() visitor: VisitorCaller, @Param('id') id: string): Promise<VisitsCallbackDto> {
    const session = own(visitor, id);
    this.stepLimit.take(session.sessionId);
    return { callback: await this.callbacks.ofSession(session) };
  }

  @Get('callbacks/:token')
  @Fresh
  @Access('public')
  @ApiOperation({ operationId: 'linkedCallback', summary: 'The callback of a link' })
  @ApiParam(TOKEN)
  @ApiOkResponse({ type: VisitorCallbackDto })
  async byLink(@Param('token') token: string, @Ip() ip: string): Promise<VisitorCallbackDto> {
    await this.startLimit.take(ip);
    return this.callbacks.byLink(token);
  }

  @Post('callbacks/:token/cancel')
  @HttpCode(200)
  @Fresh
  @Access('public')
  @ApiOperation({ operationId: 'cancelLinkedCallback', summary: 'Take the callback of a link back' })
  @ApiParam(TOKEN)
  @ApiOkResponse({ type: VisitorCallbackDto })
  async cancel(@Param('token') token: string, @Ip() ip: string): Promise<VisitorCallbackDto> {
    await this.startLimit.take(ip);
    return this.callbacks.cancel(token);
  }

  @Put('callbacks/:token/time')
  @Fresh
  @Access('public')
  @ApiOperation({ operationId: 'moveLinkedCallback', summary: 'Move the callback of a link to another time' })
  @ApiParam(TOKEN)
  @ApiOkResponse({ type: VisitorCallbackDto })
  async reschedule(
    @Param('token') token: string,
    @Body() { at }: CallbackTimeDto,
    @Ip() ip: string,
  ): Promise<VisitorCallbackDto> {
    await this.startLimit.take(ip);
    return this.callbacks.reschedule(token, at);
  }
}
