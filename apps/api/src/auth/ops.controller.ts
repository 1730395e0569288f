import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../platform/config.js';
import { Access, OPS_COOKIE } from './access.js';
import { ACCESS_SECONDS } from './tokens.js';

/** Pages outside the console that a browser opens by address, so that a header cannot carry the token. */
@ApiTags('Operations')
@Controller('ops')
export class OpsController {
  constructor(private readonly config: Config) {}

  @Post('session')
  @HttpCode(204)
  @Access('ops:manage')
  @ApiOperation({ operationId: 'openOps', summary: 'Let this browser open /ops/queues for ten minutes' })
  @ApiNoContentResponse()
  open(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): void {
    reply.setCookie(OPS_COOKIE, (request.headers.authorization ?? '').slice('Bearer '.length), {
      path: '/ops',
      httpOnly: true,
      sameSite: 'strict',
      secure: this.config.consoleOrigin.startsWith('https:'),
      maxAge: ACCESS_SECONDS,
    });
  }
}
