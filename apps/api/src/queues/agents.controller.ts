import { Body, Controller, Get, Headers, Param, Patch, Put, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access, Caller, type CompanyCaller } from '../auth/access.js';
import { etagOf, revisionOf } from '../platform/etag.js';
import { ListDto } from '../platform/list.js';
import { idIn } from '../platform/parameters.js';
import { AgentDto, AgentPageDto, MyDeskDto, SetAvailabilityDto, UpdateAgentDto } from './agent.dto.js';
import { Agents } from './agents.js';

const ID = idIn('userId');

@ApiTags('Agents')
@Controller('agents')
export class AgentsController {
  constructor(private readonly agents: Agents) {}

  @Get()
  @Access('queues:read')
  @ApiOperation({ operationId: 'listAgents', summary: 'Who works at the desk, by name' })
  @ApiOkResponse({ type: AgentPageDto })
  list(@Caller() caller: CompanyCaller, @Query() query: ListDto): Promise<AgentPageDto> {
    return this.agents.list(caller, query);
  }

  @Get('me')
  @Access('desk:work')
  @ApiOperation({ operationId: 'myDesk', summary: 'The caller as an agent, and who is offered to or served by them' })
  @ApiOkResponse({ type: MyDeskDto })
  me(@Caller() caller: CompanyCaller): Promise<MyDeskDto> {
    return this.agents.me(caller);
  }

  @Put('me/availability')
  @Access('desk:work')
  @ApiOperation({
    operationId: 'setAvailability',
    summary: 'Be there, on a break or gone',
    description:
      'Wrap-up comes by itself. An open stream of `consoleEvents` with the topic `queues` keeps an agent there; without ' +
      'one, say it again at least every 30 seconds, or the agent counts as gone.',
  })
  @ApiOkResponse({ type: MyDeskDto })
  setAvailability(@Caller() caller: CompanyCaller, @Body() dto: SetAvailabilityDto): Promise<MyDeskDto> {
    return this.agents.setAvailability(caller, dto);
  }

  @Get(':userId')
  @Access('queues:read')
  @ApiOperation({ operationId: 'getAgent', summary: 'One agent, with the revision as ETag' })
  @ApiParam(ID)
  @ApiOkResponse({ type: AgentDto })
  async get(
    @Caller() caller: CompanyCaller,
    @Param('userId') userId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AgentDto> {
    return tagged(reply, await this.agents.get(caller, userId));
  }

  @Patch(':userId')
  @Access('queues:write')
  @ApiOperation({
    operationId: 'updateAgent',
    summary: 'Change queues, skills or the chat limit',
    description: '412 with `current` when someone else changed it first.',
  })
  @ApiParam(ID)
  @ApiHeader({ name: 'if-match', required: true, description: 'The agent’s revision', example: '"3"' })
  @ApiOkResponse({ type: AgentDto })
  async update(
    @Caller() caller: CompanyCaller,
    @Param('userId') userId: string,
    @Body() dto: UpdateAgentDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('if-match') ifMatch?: string,
  ): Promise<AgentDto> {
    return tagged(reply, await this.agents.update(caller, userId, revisionOf(ifMatch), dto));
  }
}

function tagged(reply: FastifyReply, agent: AgentDto): AgentDto {
  reply.header('etag', etagOf(agent.revision));
  return agent;
}
