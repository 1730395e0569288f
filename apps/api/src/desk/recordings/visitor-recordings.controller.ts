import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, Visitor, type VisitorCaller } from '../../auth/access.js';
import { own } from '../../sessions/visitor.controller.js';
import { CallDto } from '../calls.dto.js';
import { Parties } from '../parties.js';
import { TalkLimit } from '../talk-limit.js';
import { Recordings } from './recordings.js';
import { AnswerRecordingDto } from './recordings.dto.js';

/** The visitor's half of recording a call. */
@ApiTags('Visitor')
@Controller('visitor/sessions/:id/calls/:callId/recordings/:recordingId')
export class VisitorRecordingsController {
  constructor(
    private readonly recordings: Recordings,
    private readonly parties: Parties,
    private readonly limit: TalkLimit,
  ) {}

  @Post('answer')
  @HttpCode(200)
  @Access('visitor')
  @ApiOperation({ operationId: 'answerRecording', summary: 'Agree that the call is recorded, or not' })
  @ApiOkResponse({ type: CallDto })
  async answer(
    @Visitor() visitor: VisitorCaller,
    @Param('id') id: string,
    @Param('callId') callId: string,
    @Param('recordingId') recordingId: string,
    @Body() { accept }: AnswerRecordingDto,
  ): Promise<CallDto> {
    const session = own(visitor, id);
    await this.limit.take(session.sessionId, 'sign');
    const find = (em: Parameters<Parties['visitor']>[0]) => this.parties.visitor(em, session);
    return this.recordings.answer(session.companyId, find, callId, recordingId, accept);
  }

  @Post('stop')
  @HttpCode(200)
  @Access('visitor')
  @ApiOperation({ operationId: 'stopVisitorRecording', summary: 'Stop the recording; the call goes on' })
  @ApiOkResponse({ type: CallDto })
  async stop(
    @Visitor() visitor: VisitorCaller,
    @Param('id') id: string,
    @Param('callId') callId: string,
    @Param('recordingId') recordingId: string,
  ): Promise<CallDto> {
    const session = own(visitor, id);
    await this.limit.take(session.sessionId, 'sign');
    const find = (em: Parameters<Parties['visitor']>[0]) => this.parties.visitor(em, session);
    return this.recordings.stop(session.companyId, find, callId, recordingId);
  }
}
