import { Body, Controller, Delete, HttpCode, Param, Put } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { Access, Caller, type CompanyCaller } from '../auth/access.js';
import { CaptionService } from './caption.service.js';
import { ContentDto } from './content.dto.js';

const Language = ApiParam({ name: 'language', description: 'BCP 47 tag', example: 'nl' });

@ApiTags('Content')
@Controller('content/:id/captions')
export class CaptionsController {
  constructor(private readonly captions: CaptionService) {}

  @Put(':language')
  @Access('content:write')
  @Language
  @ApiOperation({ operationId: 'putCaptions', summary: 'Set the captions of a language' })
  @ApiConsumes('text/vtt')
  @ApiBody({ schema: { type: 'string', example: 'WEBVTT\n\n00:00.000 --> 00:02.500\nWelcome to the workshop.\n' } })
  @ApiOkResponse({ type: ContentDto })
  put(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Param('language') language: string,
    @Body() vtt: unknown,
  ): Promise<ContentDto> {
    return this.captions.put(caller, id, language, vtt);
  }

  @Delete(':language')
  @HttpCode(204)
  @Access('content:write')
  @Language
  @ApiOperation({ operationId: 'deleteCaptions', summary: 'Remove the captions of a language' })
  @ApiNoContentResponse()
  remove(@Caller() caller: CompanyCaller, @Param('id') id: string, @Param('language') language: string): Promise<void> {
    return this.captions.remove(caller, id, language);
  }
}
