import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Put } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { Access, Caller, type CompanyCaller } from '../auth/access.js';
import { revisionOf } from '../platform/etag.js';
import { idIn } from '../platform/parameters.js';
import { RunScenariosDto, SaveScenarioDto, ScenarioDto, ScenarioListDto, ScenarioRunDto } from './scenario.dto.js';
import { ScenarioService } from './scenario.service.js';

const ID = idIn('id');
const SCENARIO_ID = { ...ID, name: 'scenarioId' };
const IF_MATCH = { name: 'if-match', required: true, description: 'The scenario’s revision', example: '"2"' };

@ApiTags('Flow tests')
@Controller('flows/:id/scenarios')
export class ScenariosController {
  constructor(private readonly scenarios: ScenarioService) {}

  @Get()
  @Access('flows:read')
  @ApiOperation({ operationId: 'listScenarios', summary: 'The flow’s tests, by name' })
  @ApiParam(ID)
  @ApiOkResponse({ type: ScenarioListDto })
  async list(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<ScenarioListDto> {
    return { items: await this.scenarios.list(caller, id) };
  }

  @Post()
  @Access('flows:write')
  @ApiOperation({ operationId: 'createScenario', summary: 'A new test; names are unique within the flow' })
  @ApiParam(ID)
  @ApiCreatedResponse({ type: ScenarioDto })
  create(@Caller() caller: CompanyCaller, @Param('id') id: string, @Body() dto: SaveScenarioDto): Promise<ScenarioDto> {
    return this.scenarios.create(caller, id, dto.scenario);
  }

  @Post('run')
  @HttpCode(200)
  @Access('flows:read')
  @ApiOperation({
    operationId: 'runScenarios',
    summary: 'Run the flow’s tests',
    description: 'On the draft or a version, without waiting for anything and without calling anyone.',
  })
  @ApiParam(ID)
  @ApiOkResponse({ type: ScenarioRunDto })
  run(@Caller() caller: CompanyCaller, @Param('id') id: string, @Body() dto: RunScenariosDto): Promise<ScenarioRunDto> {
    return this.scenarios.run(caller, id, dto);
  }

  @Put(':scenarioId')
  @Access('flows:write')
  @ApiOperation({ operationId: 'updateScenario', summary: 'Replace a test' })
  @ApiParam(ID)
  @ApiParam(SCENARIO_ID)
  @ApiHeader(IF_MATCH)
  @ApiOkResponse({ type: ScenarioDto })
  replace(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Param('scenarioId') scenarioId: string,
    @Body() dto: SaveScenarioDto,
    @Headers('if-match') ifMatch?: string,
  ): Promise<ScenarioDto> {
    return this.scenarios.replace(caller, id, scenarioId, revisionOf(ifMatch), dto.scenario);
  }

  @Delete(':scenarioId')
  @HttpCode(204)
  @Access('flows:write')
  @ApiOperation({ operationId: 'deleteScenario', summary: 'Delete a test' })
  @ApiParam(ID)
  @ApiParam(SCENARIO_ID)
  @ApiNoContentResponse()
  remove(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Param('scenarioId') scenarioId: string,
  ): Promise<void> {
    return this.scenarios.remove(caller, id, scenarioId);
  }
}
