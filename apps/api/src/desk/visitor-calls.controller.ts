import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, Visitor, type VisitorCaller } from '../auth/access.js';
import { own } from '../sessions/visitor.controller.js';
import { Calls, type FindParty } from './calls.js';
import {
  AnswerCallDto,
  CallDto,
  JoinedCallDto,
  OfferCallDto,
  SendSignalDto,
  SignalsDto,
  SignalsQueryDto,
} from './calls.dto.js';
import { Parties } from './parties.js';
import { TalkLimit } from './talk-limit.js';

/** The visitor's half of a call. */
@ApiTags('Visitor')
@Controller('visitor/sessions/:id/calls')
export class VisitorCallsController {
  constructor(
    private readonly calls: Calls,
    private readonly parties: Parties,
    private readonly limit: TalkLimit,
  ) {}

  @Post()
  @Access('visitor')
  @ApiOperation({ operationId: 'offerVisitorCall', summary: 'Ask the agent for a call' })
  @ApiCreatedResponse({ type: CallDto })
  async offer(@Visitor() visitor: VisitorCaller, @Param('id') id: string, @Body() dto: OfferCallDto): Promise<CallDto> {
    await this.limit.take(visitor.sessionId, 'message');
    return this.calls.offer(visitor.companyId, this.at(visitor, id), dto);
  }

  @Post(':callId/answer')
  @HttpCode(200)
  @Access('visitor')
  @ApiOperation({ operationId: 'answerVisitorCall', summary: 'Take or decline the agent’s call' })
  @ApiOkResponse({ type: CallDto })
  answer(
    @Visitor() visitor: VisitorCaller,
    @Param('id') id: string,
    @Param('callId') callId: string,
    @Body() dto: AnswerCallDto,
  ): Promise<CallDto> {
    return this.calls.answer(visitor.companyId, this.at(visitor, id), callId, dto);
  }

  @Post(':callId/end')
  @HttpCode(200)
  @Access('visitor')
  @ApiOperation({ operationId: 'endVisitorCall', summary: 'Hang up, or take the offer back' })
  @ApiOkResponse({ type: CallDto })
  end(@Visitor() visitor: VisitorCaller, @Param('id') id: string, @Param('callId') callId: string): Promise<CallDto> {
    return this.calls.end(visitor.companyId, this.at(visitor, id), callId);
  }

  @Get(':callId')
  @Header('cache-control', 'no-store')
  @Access('visitor')
  @ApiOperation({ operationId: 'joinVisitorCall', summary: 'A call that was taken, and the servers for it' })
  @ApiOkResponse({ type: JoinedCallDto })
  join(
    @Visitor() visitor: VisitorCaller,
    @Param('id') id: string,
    @Param('callId') callId: string,
  ): Promise<JoinedCallDto> {
    return this.calls.join(visitor.companyId, this.at(visitor, id), callId);
  }

  @Get(':callId/signals')
  @Header('cache-control', 'no-store')
  @Access('visitor')
  @ApiOperation({ operationId: 'listVisitorSignals', summary: 'What the agent’s browser said' })
  @ApiOkResponse({ type: SignalsDto })
  signals(
    @Visitor() visitor: VisitorCaller,
    @Param('id') id: string,
    @Param('callId') callId: string,
    @Query() { after }: SignalsQueryDto,
  ): Promise<SignalsDto> {
    return this.calls.signals(visitor.companyId, this.at(visitor, id), callId, after);
  }

  @Post(':callId/signals')
  @HttpCode(204)
  @Access('visitor')
  @ApiOperation({ operationId: 'sendVisitorSignal', summary: 'Say something to the agent’s browser' })
  @ApiNoContentResponse()
  async signal(
    @Visitor() visitor: VisitorCaller,
    @Param('id') id: string,
    @Param('callId') callId: string,
    @Body() dto: SendSignalDto,
  ): Promise<void> {
    await this.limit.take(visitor.sessionId, 'sign');
    return this.calls.signal(visitor.companyId, this.at(visitor, id), callId, dto);
  }

  private at(visitor: VisitorCaller, id: string): FindParty {
    const session = own(visitor, id);
    return (em) => this.parties.visitor(em, session);
  }
}
