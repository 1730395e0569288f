import { Body, Controller, Get, Headers, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access, Caller, type CompanyCaller } from '../auth/access.js';
import { Idempotent } from '../auth/idempotency.js';
import { etagOf, revisionOf } from '../platform/etag.js';
import { ListDto } from '../platform/list.js';
import { CompareFlowDto, ComparisonDto } from './compare.dto.js';
import { CompareService } from './compare.service.js';
import { DefinitionDto, PublishFlowDto } from './flow.dto.js';
import { DRAFT_IF_MATCH, FLOW_ID, numbered, VERSION_NUMBER } from './parameters.js';
import {
  DraftDto,
  DraftSavedDto,
  IssuesDto,
  VersionDto,
  VersionPageDto,
  VersionWithDefinitionDto,
} from './version.dto.js';
import { VersionService, type Draft, type VersionWithDefinition } from './version.service.js';

@ApiTags('Flows')
@Controller('flows')
export class VersionsController {
  constructor(
    private readonly versions: VersionService,
    private readonly comparisons: CompareService,
  ) {}

  @Get(':id/draft')
  @Access('flows:read')
  @ApiOperation({ operationId: 'getDraft', summary: 'The draft, with its revision as ETag' })
  @ApiParam(FLOW_ID)
  @ApiOkResponse({ type: DraftDto })
  async draft(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Draft> {
    const draft = await this.versions.draft(caller, id);
    reply.header('etag', etagOf(draft.revision));
    return draft;
  }

  @Put(':id/draft')
  @Access('flows:write')
  @ApiOperation({
    operationId: 'saveDraft',
    summary: 'Save the draft',
    description: 'A draft may have issues. 412 with `current` when someone else saved first: nothing is overwritten.',
  })
  @ApiParam(FLOW_ID)
  @ApiHeader(DRAFT_IF_MATCH)
  @ApiOkResponse({ type: DraftSavedDto })
  async save(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Body() dto: DefinitionDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('if-match') ifMatch?: string,
  ): Promise<DraftSavedDto> {
    const saved = await this.versions.save(caller, id, revisionOf(ifMatch), dto.definition);
    reply.header('etag', etagOf(saved.revision));
    return saved;
  }

  @Post(':id/draft/validate')
  @HttpCode(200)
  @Access('flows:read')
  @ApiOperation({ operationId: 'validateDraft', summary: 'What keeps the saved draft from being published' })
  @ApiParam(FLOW_ID)
  @ApiOkResponse({ type: IssuesDto })
  validate(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<IssuesDto> {
    return this.versions.validate(caller, id);
  }

  @Post(':id/versions')
  @Idempotent()
  @Access('flows:publish')
  @ApiOperation({
    operationId: 'publishFlow',
    summary: 'Publish the draft as a version that never changes',
    description: '422 with `issues` when the draft has errors. Activate it to give it to visitors.',
  })
  @ApiParam(FLOW_ID)
  @ApiHeader(DRAFT_IF_MATCH)
  @ApiCreatedResponse({ type: VersionDto })
  publish(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Body() dto: PublishFlowDto,
    @Headers('if-match') ifMatch?: string,
  ): Promise<VersionDto> {
    return this.versions.publish(caller, id, revisionOf(ifMatch), dto);
  }

  @Get(':id/versions')
  @Access('flows:read')
  @ApiOperation({ operationId: 'listVersions', summary: 'Published versions, the newest first' })
  @ApiParam(FLOW_ID)
  @ApiOkResponse({ type: VersionPageDto })
  listVersions(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Query() query: ListDto,
  ): Promise<VersionPageDto> {
    return this.versions.list(caller, id, query);
  }

  @Get(':id/versions/:number')
  @Access('flows:read')
  @ApiOperation({ operationId: 'getVersion', summary: 'One version with its definition' })
  @ApiParam(FLOW_ID)
  @ApiParam(VERSION_NUMBER)
  @ApiOkResponse({ type: VersionWithDefinitionDto })
  version(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Param('number', numbered) number: number,
  ): Promise<VersionWithDefinition> {
    return this.versions.get(caller, id, number);
  }

  @Get(':id/compare')
  @Access('flows:read')
  @ApiOperation({
    operationId: 'compareFlow',
    summary: 'What is different between two versions, or a version and the draft',
    description: 'By nodes, exits, texts and settings, each told in a sentence. 404 for `live` when none is.',
  })
  @ApiParam(FLOW_ID)
  @ApiOkResponse({ type: ComparisonDto })
  async compare(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Query() query: CompareFlowDto,
  ): Promise<ComparisonDto> {
    return { changes: await this.comparisons.compare(caller, id, query) };
  }

  @Post(':id/versions/:number/restore')
  @HttpCode(200)
  @Access('flows:write')
  @ApiOperation({ operationId: 'restoreVersion', summary: 'Make a version the draft again' })
  @ApiParam(FLOW_ID)
  @ApiParam(VERSION_NUMBER)
  @ApiHeader(DRAFT_IF_MATCH)
  @ApiOkResponse({ type: DraftDto })
  restore(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Param('number', numbered) number: number,
    @Headers('if-match') ifMatch?: string,
  ): Promise<Draft> {
    return this.versions.restore(caller, id, number, revisionOf(ifMatch));
  }
}
