import { Body, Controller, Get, Header, Headers, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access, Visitor, type VisitorCaller } from '../auth/access.js';
import { ListDto, type Page } from '../platform/list.js';
import { own } from '../sessions/visitor.controller.js';
import { Conversations } from './conversations.js';
import { VisitorConversationDto } from './conversations.dto.js';
import { bodyOf, FileBody, sendFile } from './file-body.js';
import { Files } from './files.js';
import { Messages } from './messages.js';
import { MessageDto, MessagePageDto, ReadMessagesDto, SendFileDto, SendMessageDto } from './messages.dto.js';
import { TalkLimit } from './talk-limit.js';

const Fresh = Header('cache-control', 'no-store');

/** The visitor's half of a talk. */
@ApiTags('Visitor')
@Controller('visitor/sessions/:id')
export class VisitorDeskController {
  constructor(
    private readonly conversations: Conversations,
    private readonly messages: Messages,
    private readonly files: Files,
    private readonly limit: TalkLimit,
  ) {}

  @Get('conversation')
  @Fresh
  @Access('visitor')
  @ApiOperation({
    operationId: 'getVisitorConversation',
    summary: 'How the talk with an agent stands',
    description: 'An event `message`, `typing` or `call` of the session’s stream says when to look again.',
  })
  @ApiOkResponse({ type: VisitorConversationDto })
  get(@Visitor() visitor: VisitorCaller, @Param('id') id: string): Promise<VisitorConversationDto> {
    return this.conversations.ofVisitor(own(visitor, id));
  }

  @Get('messages')
  @Fresh
  @Access('visitor')
  @ApiOperation({
    operationId: 'listVisitorMessages',
    summary: 'Messages in their order',
    description: '`cursor` is the number of the last message that was seen: what follows it is answered.',
  })
  @ApiOkResponse({ type: MessagePageDto })
  list(@Visitor() visitor: VisitorCaller, @Param('id') id: string, @Query() query: ListDto): Promise<Page<MessageDto>> {
    return this.messages.listForVisitor(own(visitor, id), query);
  }

  @Post('messages')
  @Fresh
  @Access('visitor')
  @ApiOperation({ operationId: 'sendVisitorMessage', summary: 'Write to the agent' })
  @ApiCreatedResponse({ type: MessageDto })
  async send(
    @Visitor() visitor: VisitorCaller,
    @Param('id') id: string,
    @Body() dto: SendMessageDto,
  ): Promise<MessageDto> {
    const session = own(visitor, id);
    await this.limit.take(session.sessionId, 'message');
    return this.messages.sendAsVisitor(session, dto);
  }

  @Post('messages/files')
  @Fresh
  @FileBody()
  @Access('visitor')
  @ApiOperation({ operationId: 'sendVisitorFile', summary: 'Send the agent a picture, a PDF or a text' })
  @ApiCreatedResponse({ type: MessageDto })
  async sendFile(
    @Visitor() visitor: VisitorCaller,
    @Param('id') id: string,
    @Query() dto: SendFileDto,
    @Req() request: FastifyRequest,
    @Headers('content-length') length?: string,
  ): Promise<MessageDto> {
    const session = own(visitor, id);
    await this.limit.take(session.sessionId, 'file');
    return this.files.sendAsVisitor(session, dto, bodyOf(request), length);
  }

  @Get('messages/files/:fileId')
  @Access('visitor')
  @ApiOperation({ operationId: 'getVisitorFile', summary: 'A file of the conversation' })
  @ApiOkResponse({ content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } })
  async file(
    @Visitor() visitor: VisitorCaller,
    @Param('id') id: string,
    @Param('fileId') fileId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendFile(reply, await this.files.getAsVisitor(own(visitor, id), fileId));
  }

  @Post('messages/read')
  @HttpCode(204)
  @Access('visitor')
  @ApiOperation({ operationId: 'readVisitorMessages', summary: 'Messages up to a number were seen' })
  @ApiNoContentResponse()
  async read(
    @Visitor() visitor: VisitorCaller,
    @Param('id') id: string,
    @Body() { seq }: ReadMessagesDto,
  ): Promise<void> {
    const session = own(visitor, id);
    await this.limit.take(session.sessionId, 'sign');
    await this.messages.readAsVisitor(session, seq);
  }

  @Post('messages/typing')
  @HttpCode(204)
  @Access('visitor')
  @ApiOperation({ operationId: 'visitorTypes', summary: 'The visitor is writing, for some seconds' })
  @ApiNoContentResponse()
  async type(@Visitor() visitor: VisitorCaller, @Param('id') id: string): Promise<void> {
    const session = own(visitor, id);
    await this.limit.take(session.sessionId, 'sign');
    await this.messages.typeAsVisitor(session);
  }
}
