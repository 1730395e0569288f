import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiOkResponse,
  ApiNoContentResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { Access, Caller, type CompanyCaller } from '../auth/access.js';
import type { Page } from '../platform/list.js';
import { ContentDto, ContentPageDto, ListContentDto, UpdateContentDto } from './content.dto.js';
import { ContentService } from './content.service.js';

const Language = ApiParam({ name: 'language', description: 'BCP 47 tag', example: 'nl' });

@ApiTags('Content')
@Controller('content')
export class ContentController {
  constructor(private readonly content: ContentService) {}

  @Get()
  @Access('content:read')
  @ApiOperation({ operationId: 'listContent', summary: 'The library, newest first' })
  @ApiOkResponse({ type: ContentPageDto })
  list(@Caller() caller: CompanyCaller, @Query() query: ListContentDto): Promise<Page<ContentDto>> {
    return this.content.list(caller, query);
  }

  @Get(':id')
  @Access('content:read')
  @ApiOperation({ operationId: 'getContent', summary: 'One piece' })
  @ApiOkResponse({ type: ContentDto })
  get(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<ContentDto> {
    return this.content.get(caller, id);
  }

  @Patch(':id')
  @Access('content:write')
  @ApiOperation({ operationId: 'updateContent', summary: 'Rename' })
  @ApiOkResponse({ type: ContentDto })
  update(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Body() changes: UpdateContentDto,
  ): Promise<ContentDto> {
    return this.content.update(caller, id, changes);
  }

  @Delete(':id')
  @HttpCode(204)
  @Access('content:write')
  @ApiOperation({ operationId: 'deleteContent', summary: 'Delete, unless a flow’s draft or live version shows it' })
  @ApiNoContentResponse()
  remove(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<void> {
    return this.content.remove(caller, id);
  }

  @Post(':id/retry')
  @HttpCode(200)
  @Access('content:write')
  @ApiOperation({ operationId: 'retryContent', summary: 'Prepare a failed file again' })
  @ApiOkResponse({ type: ContentDto })
  retry(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<ContentDto> {
    return this.content.retry(caller, id);
  }

  @Put(':id/captions/:language')
  @Access('content:write')
  @Language
  @ApiOperation({ operationId: 'putCaptions', summary: 'Set the captions of a language' })
  @ApiConsumes('text/vtt')
  @ApiBody({ schema: { type: 'string', example: 'WEBVTT\n\n00:00.000 --> 00:02.500\nWelcome to the workshop.\n' } })
  @ApiOkResponse({ type: ContentDto })
  putCaptions(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Param('language') language: string,
    @Body() vtt: unknown,
  ): Promise<ContentDto> {
    return this.content.putCaptions(caller, id, language, vtt);
  }

  @Delete(':id/captions/:language')
  @HttpCode(204)
  @Access('content:write')
  @Language
  @ApiOperation({ operationId: 'deleteCaptions', summary: 'Remove the captions of a language' })
  @ApiNoContentResponse()
  removeCaptions(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Param('language') language: string,
  ): Promise<void> {
    return this.content.removeCaptions(caller, id, language);
  }
}
