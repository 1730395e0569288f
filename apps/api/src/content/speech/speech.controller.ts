import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../../auth/access.js';
import { VoicesDto } from './speech.dto.js';
import { Voices } from './voices.js';

@ApiTags('Content')
@Controller('content')
export class SpeechController {
  constructor(private readonly known: Voices) {}

  @Get('voices')
  @Access('content:read')
  @ApiOperation({ operationId: 'listVoices', summary: 'Voices that can speak a text' })
  @ApiOkResponse({ type: VoicesDto })
  async voices(): Promise<VoicesDto> {
    return { items: await this.known.list() };
  }
}
