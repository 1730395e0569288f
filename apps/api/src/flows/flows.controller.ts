import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  ParseIntPipe,
  Patch,
  Post,
  Put,
  Query,
  Res,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access, Caller, type CompanyCaller } from '../auth/access.js';
import { etagOf, revisionOf } from '../platform/etag.js';
import { ListDto } from '../platform/list.js';
import { Problem } from '../platform/problem.js';
import {
  ActivateFlowDto,
  CreateFlowDto,
  DefinitionDto,
  DraftDto,
  DraftSavedDto,
  FlowDto,
  FlowPageDto,
  ImportFlowDto,
  IssuesDto,
  ListFlowsDto,
  PublishFlowDto,
  UpdateFlowDto,
  VersionDto,
  VersionPageDto,
  VersionWithDefinitionDto,
} from './flow.dto.js';
import { FlowService } from './flow.service.js';
import { VersionService, type Draft, type VersionWithDefinition } from './version.service.js';

const ID = { name: 'id', format: 'uuid', example: '01938f3e-7c1a-7b60-9b3e-5b0c6a1d2e3f' };
const NUMBER = { name: 'number', schema: { type: 'integer' as const }, example: 14 };
const IF_MATCH = { name: 'if-match', required: true, description: 'The draft’s revision', example: '"7"' };
const numbered = new ParseIntPipe({ exceptionFactory: () => new Problem('not-found') });

@ApiTags('Flows')
@Controller('flows')
export class FlowsController {
  constructor(
    private readonly flows: FlowService,
    private readonly versions: VersionService,
  ) {}

  @Get()
  @Access('flows:read')
  @ApiOperation({ operationId: 'listFlows', summary: 'The company’s flows, the last changed first' })
  @ApiOkResponse({ type: FlowPageDto })
  list(@Caller() caller: CompanyCaller, @Query() query: ListFlowsDto): Promise<FlowPageDto> {
    return this.flows.list(caller, query);
  }

  @Post()
  @Access('flows:write')
  @ApiOperation({ operationId: 'createFlow', summary: 'A new flow with an empty draft' })
  @ApiCreatedResponse({ type: FlowDto })
  create(@Caller() caller: CompanyCaller, @Body() dto: CreateFlowDto): Promise<FlowDto> {
    return this.flows.create(caller, dto);
  }

  @Post('import')
  @Access('flows:write')
  @ApiOperation({ operationId: 'importFlow', summary: 'A new flow from an exported definition' })
  @ApiCreatedResponse({ type: FlowDto })
  import(@Caller() caller: CompanyCaller, @Body() dto: ImportFlowDto): Promise<FlowDto> {
    return this.flows.import(caller, dto);
  }

  @Get(':id')
  @Access('flows:read')
  @ApiOperation({ operationId: 'getFlow', summary: 'One flow' })
  @ApiParam(ID)
  @ApiOkResponse({ type: FlowDto })
  get(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<FlowDto> {
    return this.flows.get(caller, id);
  }

  @Patch(':id')
  @Access('flows:write')
  @ApiOperation({ operationId: 'updateFlow', summary: 'Rename a flow' })
  @ApiParam(ID)
  @ApiOkResponse({ type: FlowDto })
  update(@Caller() caller: CompanyCaller, @Param('id') id: string, @Body() dto: UpdateFlowDto): Promise<FlowDto> {
    return this.flows.rename(caller, id, dto);
  }

  @Delete(':id')
  @HttpCode(204)
  @Access('flows:write')
  @ApiOperation({
    operationId: 'deleteFlow',
    summary: 'Delete a flow with its versions and sessions',
    description: 'Refused while it is live or a widget shows it. Figures already counted stay.',
  })
  @ApiParam(ID)
  @ApiNoContentResponse()
  remove(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<void> {
    return this.flows.remove(caller, id);
  }

  @Get(':id/draft')
  @Access('flows:read')
  @ApiOperation({ operationId: 'getDraft', summary: 'The draft, with its revision as ETag' })
  @ApiParam(ID)
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
  @ApiParam(ID)
  @ApiHeader(IF_MATCH)
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
  @ApiParam(ID)
  @ApiOkResponse({ type: IssuesDto })
  async validate(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<IssuesDto> {
    return { issues: await this.versions.validate(caller, id) };
  }

  @Post(':id/versions')
  @Access('flows:publish')
  @ApiOperation({
    operationId: 'publishFlow',
    summary: 'Publish the draft as a version that never changes',
    description: '422 with `issues` when the draft has errors. Activate it to give it to visitors.',
  })
  @ApiParam(ID)
  @ApiHeader(IF_MATCH)
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
  @ApiParam(ID)
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
  @ApiParam(ID)
  @ApiParam(NUMBER)
  @ApiOkResponse({ type: VersionWithDefinitionDto })
  version(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Param('number', numbered) number: number,
  ): Promise<VersionWithDefinition> {
    return this.versions.get(caller, id, number);
  }

  @Post(':id/versions/:number/restore')
  @HttpCode(200)
  @Access('flows:write')
  @ApiOperation({ operationId: 'restoreVersion', summary: 'Make a version the draft again' })
  @ApiParam(ID)
  @ApiParam(NUMBER)
  @ApiHeader(IF_MATCH)
  @ApiOkResponse({ type: DraftDto })
  restore(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Param('number', numbered) number: number,
    @Headers('if-match') ifMatch?: string,
  ): Promise<Draft> {
    return this.versions.restore(caller, id, number, revisionOf(ifMatch));
  }

  @Post(':id/activate')
  @HttpCode(200)
  @Access('flows:publish')
  @ApiOperation({
    operationId: 'activateFlow',
    summary: 'Give a version to visitors',
    description: 'New sessions get it; those under way finish on the version they began with.',
  })
  @ApiParam(ID)
  @ApiOkResponse({ type: FlowDto })
  activate(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Body() { version }: ActivateFlowDto,
  ): Promise<FlowDto> {
    return this.flows.activate(caller, id, version);
  }

  @Post(':id/deactivate')
  @HttpCode(200)
  @Access('flows:publish')
  @ApiOperation({ operationId: 'deactivateFlow', summary: 'Take the flow from new visitors' })
  @ApiParam(ID)
  @ApiOkResponse({ type: FlowDto })
  deactivate(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<FlowDto> {
    return this.flows.deactivate(caller, id);
  }

  @Get(':id/export')
  @Access('flows:read')
  @ApiOperation({ operationId: 'exportFlow', summary: 'The draft as canonical JSON' })
  @ApiParam(ID)
  @ApiOkResponse({ schema: { $ref: '#/components/schemas/Definition' } })
  async export(@Caller() caller: CompanyCaller, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const text = await this.flows.export(caller, id);
    await reply
      .header('content-disposition', `attachment; filename="flow-${id}.json"`)
      .type('application/json; charset=utf-8')
      .send(text);
  }
}
