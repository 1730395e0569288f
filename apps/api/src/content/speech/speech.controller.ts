import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, Caller, type CompanyCaller } from '../../auth/access.js';
import { Idempotent } from '../../auth/idempotency.js';
import { ContentDto } from '../content.dto.js';
import { CreateSpeechDto, SpeakDto, VoicesDto } from './speech.dto.js';
import { SpeechService } from './speech.service.js';
import { Voices } from './voices.js';

@ApiTags('Content')
@Controller('content')
export class SpeechController {
  constructor(
    private readonly known: Voices,
    private readonly speech: SpeechService,
  ) {}

  @Get('voices')
  @Access('content:read')
  @ApiOperation({ operationId: 'listVoices', summary: 'Voices that can speak a text' })
  @ApiOkResponse({ type: VoicesDto })
  async voices(): Promise<VoicesDto> {
    return { items: await this.known.list() };
  }

  @Post('speech')
  @Access('content:write')
  @Idempotent()
  @ApiOperation({ operationId: 'createSpeech', summary: 'Make a piece of a text, spoken' })
  @ApiCreatedResponse({ type: ContentDto, description: 'Spoken; it is prepared like an upload' })
  create(@Caller() caller: CompanyCaller, @Body() what: CreateSpeechDto): Promise<ContentDto> {
    return this.speech.create(caller, what);
  }

  @Post(':id/speech')
  @HttpCode(200)
  @Access('content:write')
  @Idempotent()
  @ApiOperation({ operationId: 'replaceSpeech', summary: 'Speak another text for a piece, as a new revision' })
  @ApiOkResponse({ type: ContentDto, description: 'Spoken; the piece is what it was until this is ready' })
  replace(@Caller() caller: CompanyCaller, @Param('id') id: string, @Body() what: SpeakDto): Promise<ContentDto> {
    return this.speech.replace(caller, id, what);
  }
}
