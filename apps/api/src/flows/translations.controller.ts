import { Body, Controller, Get, Headers, Param, Put, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access, Caller, type CompanyCaller } from '../auth/access.js';
import { revisionOf } from '../platform/etag.js';
import { DRAFT_IF_MATCH, FLOW_ID } from './parameters.js';
import { CompletenessDto, ImportTranslationDto, TranslationReportDto } from './translation.dto.js';
import { TranslationService } from './translation.service.js';

const LANGUAGE = { name: 'language', example: 'de', description: 'BCP 47 tag' };

@ApiTags('Translations')
@Controller('flows/:id/translations')
export class TranslationsController {
  constructor(private readonly translations: TranslationService) {}

  @Get()
  @Access('flows:read')
  @ApiOperation({ operationId: 'listTranslations', summary: 'How complete each of the draft’s languages is' })
  @ApiParam(FLOW_ID)
  @ApiOkResponse({ type: CompletenessDto })
  list(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<CompletenessDto> {
    return this.translations.completeness(caller, id);
  }

  @Get(':language')
  @Access('flows:read')
  @ApiOperation({
    operationId: 'exportTranslation',
    summary: 'The draft’s texts as a PO file for translators',
    description: 'From the flow’s own language into the one named, which the flow need not have yet.',
  })
  @ApiParam(FLOW_ID)
  @ApiParam(LANGUAGE)
  @ApiOkResponse({ content: { 'text/x-gettext-translation': { schema: { type: 'string' } } } })
  async export(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Param('language') language: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { key, po } = await this.translations.export(caller, id, language);
    await reply
      .header('content-disposition', `attachment; filename="${key}.${language}.po"`)
      .type('text/x-gettext-translation; charset=utf-8')
      .send(po);
  }

  @Put(':language')
  @Access('flows:write')
  @ApiOperation({
    operationId: 'importTranslation',
    summary: 'Take translations into the draft',
    description: 'Texts whose source has changed since the export, or that have lost a placeholder, are left and told.',
  })
  @ApiParam(FLOW_ID)
  @ApiParam(LANGUAGE)
  @ApiHeader(DRAFT_IF_MATCH)
  @ApiOkResponse({ type: TranslationReportDto })
  import(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Param('language') language: string,
    @Body() { po }: ImportTranslationDto,
    @Headers('if-match') ifMatch?: string,
  ): Promise<TranslationReportDto> {
    return this.translations.import(caller, id, language, revisionOf(ifMatch), po);
  }
}
