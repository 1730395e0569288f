import { Body, Controller, Get, Header, Headers, HttpCode, Ip, Param, Post, Req, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import { Access, Visitor, type VisitorCaller } from '../auth/access.js';
import { acceptedLanguages } from '../platform/accepted-languages.js';
import { Problem } from '../platform/problem.js';
import { signalled } from './consent.js';
import { Handovers } from './handover.js';
import { InputPipe, type SendInput } from './input.pipe.js';
import { StartLimit, StepLimit } from './limits.js';
import { SessionService } from './session.service.js';
import {
  HandoverDto,
  ResumeSessionDto,
  SendInputDto,
  StartedSessionDto,
  StartSessionDto,
  VisitorSessionDto,
  VisitorStepDto,
} from './visitor.dto.js';
import { VisitorStreams } from './visitor-streams.js';

const Json = Header('content-type', 'application/json; charset=utf-8');
const Fresh = Header('cache-control', 'no-store');

@ApiTags('Visitor')
@Controller('visitor/sessions')
export class VisitorController {
  constructor(
    private readonly sessions: SessionService,
    private readonly handovers: Handovers,
    private readonly streams: VisitorStreams,
    private readonly startLimit: StartLimit,
    private readonly stepLimit: StepLimit,
  ) {}

  @Post()
  @Json
  @Fresh
  @Access('public')
  @ApiOperation({ operationId: 'startSession', summary: 'Begin a session at a widget' })
  @ApiCreatedResponse({ type: StartedSessionDto })
  async start(@Body() dto: StartSessionDto, @Ip() ip: string, @Headers() headers: IncomingHttpHeaders) {
    await this.startLimit.take(ip);
    const languages = dto.languages ?? acceptedLanguages(headers['accept-language']);
    return this.sessions.start({ ...dto, languages }, signalled(headers));
  }

  @Post('resume')
  @Json
  @Fresh
  @Access('public')
  @ApiOperation({
    operationId: 'resumeSession',
    summary: 'Go on with a session on another page or device',
    description: 'By the token of `handOverSession`, once. Both pages then show the same session.',
  })
  @ApiCreatedResponse({ type: StartedSessionDto })
  async resume(@Body() { token }: ResumeSessionDto, @Ip() ip: string): Promise<string> {
    await this.startLimit.take(ip);
    return this.sessions.resume(await this.handovers.redeem(token));
  }

  @Get(':id')
  @Json
  @Fresh
  @Access('visitor')
  @ApiOperation({ operationId: 'getVisitorSession', summary: 'The session as it stands, for a page that was reloaded' })
  @ApiOkResponse({ type: VisitorSessionDto })
  current(@Visitor() visitor: VisitorCaller, @Param('id') id: string): Promise<string> {
    return this.sessions.current(own(visitor, id));
  }

  @Post(':id/inputs')
  @HttpCode(200)
  @Json
  @Fresh
  @Access('visitor')
  @ApiOperation({
    operationId: 'sendInput',
    summary: 'Answer a step',
    description:
      'The same `inputId` with the same body is answered again and does nothing twice; with another body it is a 409. ' +
      'An answer to an earlier step is a 409, one that the step does not accept a 422: both carry the `step` that stands.',
  })
  @ApiBody({ type: SendInputDto })
  @ApiOkResponse({ type: VisitorStepDto })
  send(@Visitor() visitor: VisitorCaller, @Param('id') id: string, @Body(InputPipe) sent: SendInput): Promise<string> {
    const session = own(visitor, id);
    this.stepLimit.take(session.sessionId);
    return this.sessions.send(session, sent);
  }

  @Post(':id/handover')
  @Fresh
  @Access('visitor')
  @ApiOperation({
    operationId: 'handOverSession',
    summary: 'A link by which another page or device goes on with the session',
    description: 'Good once, for ten minutes. A new one takes the place of the one before.',
  })
  @ApiCreatedResponse({ type: HandoverDto })
  async handOver(@Visitor() visitor: VisitorCaller, @Param('id') id: string, @Ip() ip: string): Promise<HandoverDto> {
    const session = own(visitor, id);
    await this.startLimit.take(ip);
    return this.handovers.offer(session);
  }

  @Get(':id/events')
  @Access('visitor')
  @ApiOperation({
    operationId: 'visitorEvents',
    summary: 'Steps as they come, whoever causes them',
    description:
      'Server-Sent Events: `event: step` with a VisitorStep as data and its `seq` as id, and beside it events without an ' +
      'id that tell how things stand: `place` in the line, `elsewhere` when another page or device has gone on with the ' +
      'session by a link, of whose code it tells the end. Ends after the last step.',
  })
  @ApiHeader({ name: 'Last-Event-ID', required: false, schema: { type: 'integer' } })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ schema: { type: 'string' } })
  async events(
    @Visitor() visitor: VisitorCaller,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.streams.open(own(visitor, id), request, reply);
  }

  @Post(':id/end')
  @HttpCode(204)
  @Access('visitor')
  @ApiOperation({ operationId: 'endSession', summary: 'Leave: the session ends as abandoned unless it has ended' })
  @ApiNoContentResponse()
  end(@Visitor() visitor: VisitorCaller, @Param('id') id: string): Promise<void> {
    return this.sessions.leave(own(visitor, id));
  }
}

/** A token opens its own session and no other; which others exist it does not tell. */
export function own(visitor: VisitorCaller, id: string): VisitorCaller {
  if (id.toLowerCase() !== visitor.sessionId) throw new Problem('not-found');
  return visitor;
}
