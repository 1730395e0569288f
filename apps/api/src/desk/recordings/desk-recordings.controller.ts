import { Controller, Headers, HttpCode, Param, ParseIntPipe, Post, Put, Query, Req } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Access, Caller, type CompanyCaller } from '../../auth/access.js';
import { idIn } from '../../platform/parameters.js';
import { Problem } from '../../platform/problem.js';
import { CallDto } from '../calls.dto.js';
import { bodyOf, FileBody, readWithin } from '../file-body.js';
import { Parties } from '../parties.js';
import { PIECE_LIMIT, RecordingPieces } from './recording-pieces.js';
import { PieceQueryDto } from './recordings.dto.js';
import { Recordings } from './recordings.js';

const RECORDING_ID = idIn('recordingId');
const MOST_PIECES = 100_000;

/** The agent's half of recording a call. */
@ApiTags('Desk')
@ApiParam(idIn('id'))
@ApiParam(idIn('callId'))
@Controller('desk/entries/:id/calls/:callId/recordings')
export class DeskRecordingsController {
  constructor(
    private readonly recordings: Recordings,
    private readonly pieces: RecordingPieces,
    private readonly parties: Parties,
  ) {}

  @Post()
  @Access('desk:work')
  @ApiOperation({
    operationId: 'askToRecord',
    summary: 'Ask the visitor whether the call may be recorded',
    description: 'By asking, the agent agrees. Nothing is recorded until the visitor does too.',
  })
  @ApiCreatedResponse({ type: CallDto })
  ask(@Caller() caller: CompanyCaller, @Param('id') id: string, @Param('callId') callId: string): Promise<CallDto> {
    return this.recordings.ask(caller.companyId, (em) => this.parties.agent(em, caller, id), callId);
  }

  @Post(':recordingId/stop')
  @HttpCode(200)
  @Access('desk:work')
  @ApiParam(RECORDING_ID)
  @ApiOperation({ operationId: 'stopDeskRecording', summary: 'Stop recording, or take the question back' })
  @ApiOkResponse({ type: CallDto })
  stop(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Param('callId') callId: string,
    @Param('recordingId') recordingId: string,
  ): Promise<CallDto> {
    return this.recordings.stop(caller.companyId, (em) => this.parties.agent(em, caller, id), callId, recordingId);
  }

  @Put(':recordingId/pieces/:n')
  @HttpCode(204)
  @FileBody()
  @Access('desk:work')
  @ApiParam(RECORDING_ID)
  @ApiParam({ name: 'n', example: 1, description: 'From 1 without gaps' })
  @ApiOperation({
    operationId: 'keepRecordingPiece',
    summary: 'A piece of what was recorded, in its order',
    description:
      'The bytes that `MediaRecorder` gave, 8 MB at most; all pieces together are one file. Sent again, it is kept once.',
  })
  @ApiNoContentResponse()
  async piece(
    @Caller() caller: CompanyCaller,
    @Param('recordingId') recordingId: string,
    @Param('n', ParseIntPipe) n: number,
    @Query() { last }: PieceQueryDto,
    @Req() request: FastifyRequest,
    @Headers('content-length') length?: string,
  ): Promise<void> {
    if (n < 1 || n > MOST_PIECES) throw new Problem('recording.piece-gap');
    const content = await readWithin(bodyOf(request), length, PIECE_LIMIT, () => new Problem('recording.too-large'));
    await this.pieces.keep(caller, recordingId, n, content, last);
  }
}
