import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access, Caller, type CompanyCaller } from '../auth/access.js';
import type { Page } from '../platform/list.js';
import {
  BulkContentDto,
  BulkDoneDto,
  ContentDto,
  ContentPageDto,
  ContentTagsDto,
  ListContentDto,
  RevisionsDto,
  UpdateContentDto,
} from './content.dto.js';
import { ContentService } from './content.service.js';
import { RevisionService } from './revision.service.js';

@ApiTags('Content')
@Controller('content')
export class ContentController {
  constructor(
    private readonly content: ContentService,
    private readonly revisions: RevisionService,
  ) {}

  @Get()
  @Access('content:read')
  @ApiOperation({ operationId: 'listContent', summary: 'The library, newest first' })
  @ApiOkResponse({ type: ContentPageDto })
  list(@Caller() caller: CompanyCaller, @Query() query: ListContentDto): Promise<Page<ContentDto>> {
    return this.content.list(caller, query);
  }

  @Get('tags')
  @Access('content:read')
  @ApiOperation({ operationId: 'listContentTags', summary: 'The tags in use, by name' })
  @ApiOkResponse({ type: ContentTagsDto })
  async tags(@Caller() caller: CompanyCaller): Promise<ContentTagsDto> {
    return { items: await this.content.tags(caller) };
  }

  @Post('bulk')
  @HttpCode(200)
  @Access('content:write')
  @ApiOperation({
    operationId: 'bulkContent',
    summary: 'Archive, bring back, tag or delete several pieces',
    description: 'Does what can be done, and says of the others why not.',
  })
  @ApiOkResponse({ type: BulkDoneDto })
  bulk(@Caller() caller: CompanyCaller, @Body() asked: BulkContentDto): Promise<BulkDoneDto> {
    return this.content.bulk(caller, asked);
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
  @ApiOperation({ operationId: 'updateContent', summary: 'Rename, tag, archive' })
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
  @ApiOperation({
    operationId: 'deleteContent',
    summary: 'Delete, unless a flow’s draft or live version shows it, or a widget wears it',
  })
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

  @Post(':id/discard')
  @HttpCode(200)
  @Access('content:write')
  @ApiOperation({
    operationId: 'discardReplacement',
    summary: 'Drop a replacement that failed or is on its way; the piece stays as it is shown',
  })
  @ApiOkResponse({ type: ContentDto })
  async discard(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<ContentDto> {
    await this.revisions.discard(caller, id);
    return this.content.get(caller, id);
  }

  @Get(':id/revisions')
  @Access('content:read')
  @ApiOperation({ operationId: 'listRevisions', summary: 'The recordings a piece has had, the newest first' })
  @ApiOkResponse({ type: RevisionsDto })
  async listRevisions(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<RevisionsDto> {
    return { items: await this.revisions.list(caller, id) };
  }

  @Post(':id/revisions/:revision/restore')
  @HttpCode(200)
  @Access('content:write')
  @ApiOperation({ operationId: 'restoreRevision', summary: 'Show an earlier recording again' })
  @ApiParam({ name: 'revision', schema: { type: 'integer', minimum: 1 }, example: 2 })
  @ApiOkResponse({ type: ContentDto })
  async restore(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Param('revision') revision: string,
  ): Promise<ContentDto> {
    await this.revisions.restore(caller, id, revision);
    return this.content.get(caller, id);
  }
}
