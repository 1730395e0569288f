import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  Req,
  Res,
  type OnModuleInit,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access, Caller, type CompanyCaller } from '../auth/access.js';
import { etagOf, revisionOf } from '../platform/etag.js';
import { ListDto, type Page } from '../platform/list.js';
import { idIn } from '../platform/parameters.js';
import { DeskEntryDto, DeskEntryPageDto, NotesDto, SavedNotesDto } from './conversations.dto.js';
import { Conversations } from './conversations.js';
import { bodyOf, FileBody, sendFile, takeFileBodies } from './file-body.js';
import { Files } from './files.js';
import { Holds } from './holds.js';
import { MessageDto, MessagePageDto, ReadMessagesDto, SendFileDto, SendMessageDto } from './messages.dto.js';
import { Messages } from './messages.js';

const ID = idIn('id');

/** The agent's half of a talk. */
@ApiTags('Desk')
@Controller('desk/entries')
export class DeskController implements OnModuleInit {
  constructor(
    private readonly conversations: Conversations,
    private readonly messages: Messages,
    private readonly files: Files,
    private readonly holds: Holds,
    private readonly host: HttpAdapterHost,
  ) {}

  onModuleInit(): void {
    // The worker has the room but no server.
    takeFileBodies(this.host.httpAdapter?.getInstance());
  }

  @Get()
  @Access('desk:work')
  @ApiOperation({ operationId: 'listDeskEntries', summary: 'Visitors whom the caller serves or winds up' })
  @ApiOkResponse({ type: DeskEntryPageDto })
  list(@Caller() caller: CompanyCaller, @Query() query: ListDto): Promise<Page<DeskEntryDto>> {
    return this.conversations.listForAgent(caller, query);
  }

  @Get(':id')
  @Access('desk:work')
  @ApiParam(ID)
  @ApiOperation({ operationId: 'getDeskEntry', summary: 'One of them' })
  @ApiOkResponse({ type: DeskEntryDto })
  get(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<DeskEntryDto> {
    return this.conversations.getForAgent(caller, id);
  }

  @Post(':id/hold')
  @HttpCode(200)
  @Access('desk:work')
  @ApiParam(ID)
  @ApiOperation({
    operationId: 'holdTalk',
    summary: 'Put a talk on hold',
    description: 'The visitor is told; in a call neither side is heard or seen until it is resumed.',
  })
  @ApiOkResponse({ type: DeskEntryDto })
  hold(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<DeskEntryDto> {
    return this.holds.hold(caller, id);
  }

  @Post(':id/resume')
  @HttpCode(200)
  @Access('desk:work')
  @ApiParam(ID)
  @ApiOperation({ operationId: 'resumeTalk', summary: 'Come back to a talk that is on hold' })
  @ApiOkResponse({ type: DeskEntryDto })
  resume(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<DeskEntryDto> {
    return this.holds.resume(caller, id);
  }

  @Put(':id/notes')
  @Access('desk:work')
  @ApiParam(ID)
  @ApiHeader({ name: 'if-match', required: true, description: '`notesRevision`', example: '"2"' })
  @ApiOperation({ operationId: 'saveDeskNotes', summary: 'Notes about the visitor, for colleagues' })
  @ApiOkResponse({ type: SavedNotesDto })
  async saveNotes(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Body() dto: NotesDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('if-match') ifMatch?: string,
  ): Promise<SavedNotesDto> {
    const saved = await this.conversations.saveNotes(caller, id, revisionOf(ifMatch), dto);
    reply.header('etag', etagOf(saved.revision));
    return saved;
  }

  @Get(':id/messages')
  @Access('desk:work')
  @ApiParam(ID)
  @ApiOperation({
    operationId: 'listDeskMessages',
    summary: 'Messages in their order',
    description: '`cursor` is the number of the last message that was seen: what follows it is answered.',
  })
  @ApiOkResponse({ type: MessagePageDto })
  listMessages(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Query() query: ListDto,
  ): Promise<Page<MessageDto>> {
    return this.messages.listForAgent(caller, id, query);
  }

  @Post(':id/messages')
  @Access('desk:work')
  @ApiParam(ID)
  @ApiOperation({ operationId: 'sendDeskMessage', summary: 'Write to the visitor' })
  @ApiCreatedResponse({ type: MessageDto })
  send(@Caller() caller: CompanyCaller, @Param('id') id: string, @Body() dto: SendMessageDto): Promise<MessageDto> {
    return this.messages.sendAsAgent(caller, id, dto);
  }

  @Post(':id/messages/files')
  @FileBody()
  @Access('desk:work')
  @ApiParam(ID)
  @ApiOperation({ operationId: 'sendDeskFile', summary: 'Send the visitor a picture, a PDF or a text' })
  @ApiCreatedResponse({ type: MessageDto })
  sendFile(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Query() dto: SendFileDto,
    @Req() request: FastifyRequest,
    @Headers('content-length') length?: string,
  ): Promise<MessageDto> {
    return this.files.sendAsAgent(caller, id, dto, bodyOf(request), length);
  }

  @Get(':id/messages/files/:fileId')
  @Access('desk:work')
  @ApiParam(ID)
  @ApiOperation({ operationId: 'getDeskFile', summary: 'A file of the conversation' })
  @ApiOkResponse({ content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } })
  async file(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Param('fileId') fileId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendFile(reply, await this.files.getAsAgent(caller, id, fileId));
  }

  @Post(':id/messages/read')
  @HttpCode(204)
  @Access('desk:work')
  @ApiParam(ID)
  @ApiOperation({ operationId: 'readDeskMessages', summary: 'Messages up to a number were seen' })
  @ApiNoContentResponse()
  read(@Caller() caller: CompanyCaller, @Param('id') id: string, @Body() { seq }: ReadMessagesDto): Promise<void> {
    return this.messages.readAsAgent(caller, id, seq);
  }

  @Post(':id/messages/typing')
  @HttpCode(204)
  @Access('desk:work')
  @ApiParam(ID)
  @ApiOperation({ operationId: 'agentTypes', summary: 'The agent is writing, for some seconds' })
  @ApiNoContentResponse()
  type(@Caller() caller: CompanyCaller, @Param('id') id: string): Promise<void> {
    return this.messages.typeAsAgent(caller, id);
  }
}
