import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMinSize, IsIn } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Access, Caller, type CompanyCaller } from '../auth/access.js';
import type { Scope } from '../auth/scopes.js';
import { ACCESS_SECONDS } from '../auth/tokens.js';
import { Attendance } from '../platform/attendance.js';
import { EventStream } from '../platform/event-stream.js';
import { Problem } from '../platform/problem.js';
import { News, NEWS_TOPICS, type NewsTopic } from './news.service.js';

const SCOPE_OF: Record<NewsTopic, Scope> = {
  content: 'content:read',
  sessions: 'sessions:read',
  overview: 'analytics:read',
  flows: 'flows:read',
  presence: 'flows:read',
  queues: 'queues:read',
  desk: 'desk:work',
  typing: 'desk:work',
};

class TopicsDto {
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? [...new Set(value.split(','))] : value))
  @ArrayMinSize(1)
  @IsIn(NEWS_TOPICS, { each: true })
  @ApiProperty({ type: String, example: 'sessions,overview', description: `Some of ${NEWS_TOPICS.join(', ')}` })
  topics!: NewsTopic[];
}

@ApiTags('Events')
@Controller('events')
export class NewsController {
  constructor(
    private readonly news: News,
    private readonly attendance: Attendance,
  ) {}

  @Get()
  @Access('signed-in')
  @ApiOperation({
    operationId: 'consoleEvents',
    summary: 'What changes in the company, as Server-Sent Events',
    description: 'Send Last-Event-ID to resume. The stream ends with its access token; renew the token and come back.',
  })
  @ApiOkResponse({ content: { 'text/event-stream': { schema: { type: 'string' } } } })
  events(
    @Caller() caller: CompanyCaller,
    @Query() { topics }: TopicsDto,
    @Res() reply: FastifyReply,
    @Headers('last-event-id') lastEventId?: string,
  ): void {
    if (caller.companyId === null) throw new Problem('auth.choose-company');
    if (topics.some((topic) => !caller.scopes.includes(SCOPE_OF[topic]))) throw new Problem('auth.scope');
    const stream = new EventStream(reply);
    const limit = setTimeout(() => stream.close(), ACCESS_SECONDS * 1000);
    stream.onClose(() => clearTimeout(limit));
    if (topics.includes('queues') && caller.scopes.includes('desk:work'))
      stream.onClose(this.attendance.attend(caller.companyId, caller.userId));
    this.news.subscribe(stream, caller.companyId, topics, lastEventId);
  }
}
