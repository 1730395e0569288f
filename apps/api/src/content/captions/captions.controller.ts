import { Body, Controller, Delete, Get, Header, Headers, HttpCode, Param, Put, Query, Req, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiExtraModels,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiProduces,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access, Caller, type CompanyCaller } from '../../auth/access.js';
import { etagOf, revisionOf } from '../../platform/etag.js';
import { CaptionService } from './caption.service.js';
import { type CaptionFormat, CaptionsDto, ReadCaptionsDto } from './captions.dto.js';
import { ContentDto } from '../content.dto.js';

const Language = ApiParam({ name: 'language', description: 'BCP 47 tag', example: 'nl' });
const EXAMPLE = 'WEBVTT\n\n00:00.000 --> 00:02.500\nWelcome to the workshop.\n';
const TYPES: Record<Exclude<CaptionFormat, 'json'>, string> = {
  vtt: 'text/vtt',
  srt: 'application/x-subrip',
  txt: 'text/plain',
};

@ApiTags('Content')
@ApiExtraModels(CaptionsDto)
@Controller('content/:id/captions/:language')
export class CaptionsController {
  constructor(private readonly captions: CaptionService) {}

  @Get()
  @Access('content:read')
  @Header('vary', 'accept')
  @Language
  @ApiOperation({
    operationId: 'getCaptions',
    summary: 'The captions of a language, with what is to be checked in them',
  })
  @ApiProduces('application/json', ...Object.values(TYPES))
  @ApiOkResponse({
    content: {
      'application/json': { schema: { $ref: getSchemaPath(CaptionsDto) } },
      ...Object.fromEntries(Object.values(TYPES).map((type) => [type, { schema: { type: 'string' } }])),
    },
  })
  async get(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Param('language') language: string,
    @Query() { format }: ReadCaptionsDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaptionsDto | string> {
    const wanted = format ?? formatOf(request.headers.accept);
    if (wanted === 'json') {
      const captions = await this.captions.get(caller, id, language);
      reply.header('etag', etagOf(captions.edition));
      return captions;
    }
    reply.type(`${TYPES[wanted]}; charset=utf-8`);
    return this.captions.file(caller, id, language, wanted);
  }

  @Put()
  @Access('content:write')
  @Language
  @ApiHeader({
    name: 'if-match',
    required: false,
    description: 'The edition that was edited, "0" for none yet: 412 when there is another by now',
    example: '"1763900000000"',
  })
  @ApiOperation({ operationId: 'putCaptions', summary: 'Set the captions of a language, from WebVTT or SubRip' })
  @ApiConsumes('text/vtt', 'application/x-subrip')
  @ApiBody({ schema: { type: 'string', example: EXAMPLE } })
  @ApiOkResponse({ type: ContentDto })
  put(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Param('language') language: string,
    @Body() file: unknown,
    @Headers('if-match') ifMatch?: string,
  ): Promise<ContentDto> {
    // An edition is a time in milliseconds.
    const edition = ifMatch === undefined ? undefined : revisionOf(ifMatch, Number.MAX_SAFE_INTEGER);
    return this.captions.put(caller, id, language, file, edition);
  }

  @Delete()
  @HttpCode(204)
  @Access('content:write')
  @Language
  @ApiOperation({ operationId: 'deleteCaptions', summary: 'Remove the captions of a language' })
  @ApiNoContentResponse()
  remove(@Caller() caller: CompanyCaller, @Param('id') id: string, @Param('language') language: string): Promise<void> {
    return this.captions.remove(caller, id, language);
  }
}

/** The first of our types that is asked for by name. */
function formatOf(accept = ''): CaptionFormat {
  const asked = accept.split(',').map((type) => type.split(';')[0]?.trim().toLowerCase());
  const found = Object.entries(TYPES).find(([, type]) => asked.includes(type));
  return (found?.[0] as CaptionFormat | undefined) ?? 'json';
}
