import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { Access, Caller, type CompanyCaller } from '../auth/access.js';
import { ListDto, type Page } from '../platform/list.js';
import { idIn } from '../platform/parameters.js';
import { SendMessageDto } from './messages.dto.js';
import {
  ListTalksDto,
  SuperviseDto,
  SupervisorDto,
  TalkDto,
  TalkPageDto,
  WhisperDto,
  WhisperPageDto,
} from './supervision.dto.js';
import { Supervisors } from './supervisors.js';
import { Whispers } from './whispers.js';

const ID = idIn('id');

/** A supervisor's part in the talks of others. */
@ApiTags('Desk')
@Controller('desk')
export class SupervisionController {
  constructor(
    private readonly supervisors: Supervisors,
    private readonly whispers: Whispers,
  ) {}

  @Get('talks')
  @Access('desk:supervise')
  @ApiOperation({
    operationId: 'listTalks',
    summary: 'Talks of others that go on, the longest first, without their words',
  })
  @ApiOkResponse({ type: TalkPageDto })
  list(@Caller() caller: CompanyCaller, @Query() query: ListTalksDto): Promise<Page<TalkDto>> {
    return this.supervisors.list(caller, query);
  }

  @Put('entries/:id/supervision')
  @Access('desk:supervise')
  @ApiParam(ID)
  @ApiOperation({
    operationId: 'superviseTalk',
    summary: 'Listen in on a talk, join it, or step back to listening',
    description:
      'The agent sees who listens; the visitor is told who has joined. Say it again every 15 seconds: after 45 without ' +
      'it, the supervisor counts as gone. While they are there, the doors of `/desk/entries/:id` let them read, and those ' +
      'who have joined write. Audited.',
  })
  @ApiOkResponse({ type: SupervisorDto })
  supervise(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Body() dto: SuperviseDto,
  ): Promise<SupervisorDto> {
    return this.supervisors.supervise(caller, id, dto);
  }

  @Delete('entries/:id/supervision')
  @HttpCode(204)
  @Access('desk:supervise')
  @ApiParam(ID)
  @ApiOperation({ operationId: 'leaveTalk', summary: 'Leave a talk that is somebody else’s' })
  @ApiNoContentResponse()
  leave(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<void> {
    return this.supervisors.leave(caller, id);
  }

  @Post('entries/:id/whispers')
  @Access('desk:supervise')
  @ApiParam(ID)
  @ApiOperation({ operationId: 'whisper', summary: 'Tell the agent something that the visitor never sees' })
  @ApiCreatedResponse({ type: WhisperDto })
  whisper(@Caller() caller: CompanyCaller, @Param('id') id: string, @Body() dto: SendMessageDto): Promise<WhisperDto> {
    return this.whispers.send(caller, id, dto);
  }

  @Get('entries/:id/whispers')
  @Access('desk:work')
  @ApiParam(ID)
  @ApiOperation({
    operationId: 'listWhispers',
    summary: 'What supervisors told the agent of this talk',
    description: '`cursor` is the number of the last whisper that was seen: what follows it is answered.',
  })
  @ApiOkResponse({ type: WhisperPageDto })
  listWhispers(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Query() query: ListDto,
  ): Promise<Page<WhisperDto>> {
    return this.whispers.list(caller, id, query);
  }
}
