import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { Access, Caller, type CompanyCaller } from '../auth/access.js';
import { Idempotent } from '../auth/idempotency.js';
import { ActivationService } from './activation.service.js';
import {
  ActivateFlowDto,
  CreateFlowDto,
  DuplicateFlowDto,
  FlowDto,
  FlowPageDto,
  ListFlowsDto,
  ScheduleFlowDto,
  TagsDto,
  UpdateFlowDto,
} from './flow.dto.js';
import { FlowService } from './flow.service.js';
import { FLOW_ID } from './parameters.js';

@ApiTags('Flows')
@Controller('flows')
export class FlowsController {
  constructor(
    private readonly flows: FlowService,
    private readonly activations: ActivationService,
  ) {}

  @Get()
  @Access('flows:read')
  @ApiOperation({ operationId: 'listFlows', summary: 'The company’s flows, the last changed first or by name' })
  @ApiOkResponse({ type: FlowPageDto })
  list(@Caller() caller: CompanyCaller, @Query() query: ListFlowsDto): Promise<FlowPageDto> {
    return this.flows.list(caller, query);
  }

  @Get('tags')
  @Access('flows:read')
  @ApiOperation({ operationId: 'listFlowTags', summary: 'Every tag, with the number of flows that have it' })
  @ApiOkResponse({ type: TagsDto })
  async tags(@Caller() caller: CompanyCaller): Promise<TagsDto> {
    return { items: await this.flows.tags(caller) };
  }

  @Post()
  @Idempotent()
  @Access('flows:write')
  @ApiOperation({
    operationId: 'createFlow',
    summary: 'A new flow with an empty draft, or with a template’s',
    description: 'Templates are at `/flow-templates`. With `language`, the template’s texts in it come first.',
  })
  @ApiCreatedResponse({ type: FlowDto })
  create(@Caller() caller: CompanyCaller, @Body() dto: CreateFlowDto): Promise<FlowDto> {
    return this.flows.create(caller, dto);
  }

  @Get(':id')
  @Access('flows:read')
  @ApiOperation({ operationId: 'getFlow', summary: 'One flow' })
  @ApiParam(FLOW_ID)
  @ApiOkResponse({ type: FlowDto })
  get(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<FlowDto> {
    return this.flows.get(caller, id);
  }

  @Patch(':id')
  @Access('flows:write')
  @ApiOperation({
    operationId: 'updateFlow',
    summary: 'Rename a flow, or tag it',
    description: 'What is absent stays. Tags replace those there were. The key stays whatever the name.',
  })
  @ApiParam(FLOW_ID)
  @ApiOkResponse({ type: FlowDto })
  update(@Caller() caller: CompanyCaller, @Param('id') id: string, @Body() dto: UpdateFlowDto): Promise<FlowDto> {
    return this.flows.update(caller, id, dto);
  }

  @Delete(':id')
  @HttpCode(204)
  @Access('flows:write')
  @ApiOperation({
    operationId: 'deleteFlow',
    summary: 'Delete a flow with its versions and sessions',
    description:
      'Refused while visitors get it or are to get it, a widget shows it, a live flow calls it, or sessions of ' +
      'another flow are under way that may come to it. Figures already ' +
      'counted stay. To put it away instead, archive it.',
  })
  @ApiParam(FLOW_ID)
  @ApiNoContentResponse()
  remove(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<void> {
    return this.flows.remove(caller, id);
  }

  @Post(':id/duplicate')
  @Idempotent()
  @Access('flows:write')
  @ApiOperation({ operationId: 'duplicateFlow', summary: 'A new flow with the draft of this one, or a version' })
  @ApiParam(FLOW_ID)
  @ApiCreatedResponse({ type: FlowDto })
  duplicate(@Caller() caller: CompanyCaller, @Param('id') id: string, @Body() dto: DuplicateFlowDto): Promise<FlowDto> {
    return this.flows.duplicate(caller, id, dto);
  }

  @Post(':id/archive')
  @HttpCode(200)
  @Access('flows:write')
  @ApiOperation({
    operationId: 'archiveFlow',
    summary: 'Put a flow away',
    description:
      'It leaves the lists and cannot be activated; its versions, sessions and figures stay. 409 while it is live, ' +
      'planned, on a widget, or called by a live flow.',
  })
  @ApiParam(FLOW_ID)
  @ApiOkResponse({ type: FlowDto })
  archive(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<FlowDto> {
    return this.flows.archive(caller, id);
  }

  @Post(':id/unarchive')
  @HttpCode(200)
  @Access('flows:write')
  @ApiOperation({ operationId: 'unarchiveFlow', summary: 'Bring a flow back from the archive' })
  @ApiParam(FLOW_ID)
  @ApiOkResponse({ type: FlowDto })
  unarchive(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<FlowDto> {
    return this.flows.unarchive(caller, id);
  }

  @Post(':id/activate')
  @HttpCode(200)
  @Access('flows:publish')
  @ApiOperation({
    operationId: 'activateFlow',
    summary: 'Give a version to visitors',
    description: 'New sessions get it; those under way finish on the version they began with. A plan is dropped.',
  })
  @ApiParam(FLOW_ID)
  @ApiOkResponse({ type: FlowDto })
  activate(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Body() { version }: ActivateFlowDto,
  ): Promise<FlowDto> {
    return this.activations.activate(caller, id, version);
  }

  @Post(':id/deactivate')
  @HttpCode(200)
  @Access('flows:publish')
  @ApiOperation({ operationId: 'deactivateFlow', summary: 'Take the flow from new visitors; a plan stays' })
  @ApiParam(FLOW_ID)
  @ApiOkResponse({ type: FlowDto })
  deactivate(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<FlowDto> {
    return this.activations.deactivate(caller, id);
  }

  @Put(':id/schedule')
  @Access('flows:publish')
  @ApiOperation({
    operationId: 'scheduleFlow',
    summary: 'Plan when a version goes live',
    description: 'It goes live by itself within seconds of `at`. A flow has one plan: another replaces it.',
  })
  @ApiParam(FLOW_ID)
  @ApiOkResponse({ type: FlowDto })
  schedule(@Caller() caller: CompanyCaller, @Param('id') id: string, @Body() dto: ScheduleFlowDto): Promise<FlowDto> {
    return this.activations.schedule(caller, id, dto);
  }

  @Delete(':id/schedule')
  @Access('flows:publish')
  @ApiOperation({ operationId: 'unscheduleFlow', summary: 'Drop the plan' })
  @ApiParam(FLOW_ID)
  @ApiOkResponse({ type: FlowDto })
  unschedule(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<FlowDto> {
    return this.activations.unschedule(caller, id);
  }
}
