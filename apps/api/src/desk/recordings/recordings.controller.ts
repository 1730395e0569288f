import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Put, Req, Res } from '@nestjs/common';
import {
  ApiExcludeEndpoint,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { Access, Caller, type CompanyCaller } from '../../auth/access.js';
import { readRange } from '../../content/delivery/ranges.js';
import { idIn } from '../../platform/parameters.js';
import { Forgetting } from './forgetting.js';
import { Playback } from './playback.js';
import { RecordingSettings } from './recording-settings.js';
import { RecordingStore } from './recording-store.js';
import { RecordingLinkDto, RecordingSettingsDto } from './recordings.dto.js';

/** Recorded calls, for those who may hear them. */
@ApiTags('Desk')
@Controller('recordings')
export class RecordingsController {
  constructor(
    private readonly playback: Playback,
    private readonly store: RecordingStore,
    private readonly settings: RecordingSettings,
    private readonly forgetting: Forgetting,
  ) {}

  @Get('settings')
  @Access('desk:work')
  @ApiOperation({ operationId: 'getRecordingSettings', summary: 'Whether calls may be recorded, and how long' })
  @ApiOkResponse({ type: RecordingSettingsDto })
  getSettings(@Caller() caller: CompanyCaller): Promise<RecordingSettingsDto> {
    return this.settings.get(caller);
  }

  @Put('settings')
  @Access('queues:write')
  @ApiOperation({
    operationId: 'saveRecordingSettings',
    summary: 'Let calls be recorded, and keep recordings for so many days',
    description:
      'The days hold for recordings that are there too: what is older is deleted within ten minutes. Switched off, what is being recorded stops within seconds.',
  })
  @ApiOkResponse({ type: RecordingSettingsDto })
  saveSettings(@Caller() caller: CompanyCaller, @Body() dto: RecordingSettingsDto): Promise<RecordingSettingsDto> {
    return this.settings.save(caller, dto);
  }

  @Post(':id/play')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Access('desk:supervise')
  @ApiParam(idIn('id'))
  @ApiOperation({
    operationId: 'playRecording',
    summary: 'An address at which a recorded call can be played for half an hour',
    description: 'The audit log keeps who asked for it.',
  })
  @ApiOkResponse({ type: RecordingLinkDto })
  play(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<RecordingLinkDto> {
    return this.playback.play(caller, id);
  }

  @Delete(':id')
  @HttpCode(204)
  @Access('desk:supervise')
  @ApiParam(idIn('id'))
  @ApiOperation({
    operationId: 'deleteRecording',
    summary: 'Delete what was recorded, now',
    description: 'That it was, and who agreed, stays in the record of the session.',
  })
  @ApiNoContentResponse()
  delete(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<void> {
    return this.forgetting.delete(caller, id);
  }

  @Get('files/:token')
  @Access('public')
  @ApiExcludeEndpoint()
  async file(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const film = await this.playback.open(token);
    const range = readRange(request.headers.range, film.bytes);
    reply.headers({
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-store',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    });
    if (range === 'unsatisfiable')
      return void reply.status(416).header('content-range', `bytes */${film.bytes}`).send();
    const { start, end } = range ?? { start: 0, end: film.bytes - 1 };
    if (range) reply.status(206).header('content-range', `bytes ${start}-${end}/${film.bytes}`);
    await reply
      .type('video/mp4')
      .header('content-length', end - start + 1)
      .send(Readable.from(this.store.film(film, { start, end })));
  }
}
