import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { Access, Caller, type CompanyCaller } from '../auth/access.js';
import { idIn } from '../platform/parameters.js';
import {
  AnswerCallDto,
  CallDto,
  JoinedCallDto,
  OfferCallDto,
  SendSignalDto,
  SignalsDto,
  SignalsQueryDto,
} from './calls.dto.js';
import { Calls, type FindParty } from './calls.js';
import { Parties } from './parties.js';

const ID = idIn('id');
const CALL_ID = idIn('callId');

/** The agent's half of a call. */
@ApiTags('Desk')
@ApiParam(ID)
@Controller('desk/entries/:id/calls')
export class DeskCallsController {
  constructor(
    private readonly calls: Calls,
    private readonly parties: Parties,
  ) {}

  @Post()
  @Access('desk:work')
  @ApiOperation({ operationId: 'offerDeskCall', summary: 'Ask the visitor for a call' })
  @ApiCreatedResponse({ type: CallDto })
  offer(@Caller() caller: CompanyCaller, @Param('id') id: string, @Body() dto: OfferCallDto): Promise<CallDto> {
    return this.calls.offer(caller.companyId, this.at(caller, id), dto);
  }

  @Post(':callId/answer')
  @HttpCode(200)
  @Access('desk:work')
  @ApiParam(CALL_ID)
  @ApiOperation({ operationId: 'answerDeskCall', summary: 'Take or decline the visitor’s call' })
  @ApiOkResponse({ type: CallDto })
  answer(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Param('callId') callId: string,
    @Body() dto: AnswerCallDto,
  ): Promise<CallDto> {
    return this.calls.answer(caller.companyId, this.at(caller, id), callId, dto);
  }

  @Post(':callId/end')
  @HttpCode(200)
  @Access('desk:work')
  @ApiParam(CALL_ID)
  @ApiOperation({ operationId: 'endDeskCall', summary: 'Hang up, or take the offer back' })
  @ApiOkResponse({ type: CallDto })
  end(@Caller() caller: CompanyCaller, @Param('id') id: string, @Param('callId') callId: string): Promise<CallDto> {
    return this.calls.end(caller.companyId, this.at(caller, id), callId);
  }

  @Get(':callId')
  @Header('cache-control', 'no-store')
  @Access('desk:work')
  @ApiParam(CALL_ID)
  @ApiOperation({ operationId: 'joinDeskCall', summary: 'A call that was taken, and the servers for it' })
  @ApiOkResponse({ type: JoinedCallDto })
  join(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Param('callId') callId: string,
  ): Promise<JoinedCallDto> {
    return this.calls.join(caller.companyId, this.at(caller, id), callId);
  }

  @Get(':callId/signals')
  @Header('cache-control', 'no-store')
  @Access('desk:work')
  @ApiParam(CALL_ID)
  @ApiOperation({ operationId: 'listDeskSignals', summary: 'What the visitor’s browser said' })
  @ApiOkResponse({ type: SignalsDto })
  signals(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Param('callId') callId: string,
    @Query() { after }: SignalsQueryDto,
  ): Promise<SignalsDto> {
    return this.calls.signals(caller.companyId, this.at(caller, id), callId, after);
  }

  @Post(':callId/signals')
  @HttpCode(204)
  @Access('desk:work')
  @ApiParam(CALL_ID)
  @ApiOperation({ operationId: 'sendDeskSignal', summary: 'Say something to the visitor’s browser' })
  @ApiNoContentResponse()
  signal(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Param('callId') callId: string,
    @Body() dto: SendSignalDto,
  ): Promise<void> {
    return this.calls.signal(caller.companyId, this.at(caller, id), callId, dto);
  }

  private at(caller: CompanyCaller, entryId: string): FindParty {
    return (em) => this.parties.agent(em, caller, entryId);
  }
}
