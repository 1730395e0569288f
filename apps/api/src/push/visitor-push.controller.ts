import { Body, Controller, Delete, Get, HttpCode, Ip, Param, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, Visitor, type VisitorCaller } from '../auth/access.js';
import { StartLimit } from '../sessions/limits.js';
import { own } from '../sessions/visitor.controller.js';
import { PushKeyDto, SubscribePushDto, UnsubscribePushDto } from './push.dto.js';
import { PushSubscriptions } from './push-subscriptions.js';
import { Vapid } from './vapid.js';

@ApiTags('Visitor')
@Controller('visitor/sessions/:id/push')
export class VisitorPushController {
  constructor(
    private readonly subscriptions: PushSubscriptions,
    private readonly vapid: Vapid,
    private readonly limit: StartLimit,
  ) {}

  @Get()
  @Access('visitor')
  @ApiOperation({ operationId: 'getPushKey', summary: 'What a browser subscribes to messages with' })
  @ApiOkResponse({ type: PushKeyDto })
  key(@Visitor() visitor: VisitorCaller, @Param('id') id: string): PushKeyDto {
    own(visitor, id);
    return { publicKey: this.vapid.publicKey };
  }

  @Put()
  @HttpCode(204)
  @Access('visitor')
  @ApiOperation({
    operationId: 'subscribePush',
    summary: 'Be told when it is the visitor’s turn, or when they are called back',
    description: 'By Web Push, to the browser that subscribed. It ends with the session. The messages name no person.',
  })
  @ApiNoContentResponse()
  async subscribe(
    @Visitor() visitor: VisitorCaller,
    @Param('id') id: string,
    @Body() dto: SubscribePushDto,
    @Ip() ip: string,
  ): Promise<void> {
    const session = own(visitor, id);
    await this.limit.take(ip);
    await this.subscriptions.keep(session, dto);
  }

  @Delete()
  @HttpCode(204)
  @Access('visitor')
  @ApiOperation({ operationId: 'unsubscribePush', summary: 'Not be told any more' })
  @ApiNoContentResponse()
  unsubscribe(
    @Visitor() visitor: VisitorCaller,
    @Param('id') id: string,
    @Body() { endpoint }: UnsubscribePushDto,
  ): Promise<void> {
    return this.subscriptions.forget(own(visitor, id), endpoint);
  }
}
