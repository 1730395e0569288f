import { Controller, Delete, Head, Options, Param, Patch, Post, Req, Res, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiConsumes, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Access, Caller, type CompanyCaller } from '../../auth/access.js';
import { Problem } from '../../platform/problem.js';
import { CAPTIONS_LIMIT } from '../captions/captions.js';
import { CHECKSUM_ALGORITHMS } from './upload-checksum.js';
import { TusDoor } from './tus-door.js';
import { Uploads } from './uploads.js';

const Resumable = ApiHeader({ name: 'Tus-Resumable', required: true, example: '1.0.0' });

/** The doors of tus 1.0 (https://tus.io/protocols/resumable-upload). Use a tus client rather than these by hand. */
@ApiTags('Content')
@Controller('content/uploads')
export class UploadsController implements OnModuleInit {
  constructor(
    private readonly tus: TusDoor,
    private readonly uploads: Uploads,
    private readonly host: HttpAdapterHost,
  ) {}

  onModuleInit(): void {
    // The worker has the room but no server.
    const server: FastifyInstance | undefined = this.host.httpAdapter?.getInstance();
    // Left unread for tus, which streams it to disk.
    server?.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null));
    server?.addContentTypeParser(
      ['text/vtt', 'application/x-subrip'],
      { parseAs: 'buffer', bodyLimit: CAPTIONS_LIMIT },
      (_request, body, done) => done(null, body),
    );
  }

  @Post()
  @Access('content:write')
  @Resumable
  @ApiOperation({ operationId: 'createUpload', summary: 'Begin an upload (tus creation)' })
  @ApiHeader({ name: 'Upload-Length', required: true, example: '187412883' })
  @ApiHeader({
    name: 'Upload-Metadata',
    example: 'filename d2VsY29tZS5tcDQ=,language bmw=',
    description:
      'Base64 values: `filename`; `replaces`, the id of a piece that gets this file as a new revision; `sha256` of the file in hexadecimal, so that it is checked; `language`, a BCP 47 tag',
  })
  @ApiResponse({
    status: 201,
    description: 'Begun: send the bytes to Location. Its last part is the content’s id, unless it replaces one.',
  })
  create(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Caller() caller: CompanyCaller): Promise<void> {
    return this.tus.handle(request, reply, caller);
  }

  @Options()
  @Access('content:write')
  @ApiOperation({ operationId: 'uploadOptions', summary: 'What of tus is spoken here' })
  @ApiResponse({ status: 204, description: 'Tus-Version, Tus-Extension, Tus-Max-Size, Tus-Checksum-Algorithm' })
  async options(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() caller: CompanyCaller,
  ): Promise<void> {
    reply.header('tus-checksum-algorithm', CHECKSUM_ALGORITHMS.join(','));
    await this.tus.handle(request, reply, caller);
  }

  @Head(':id')
  @Access('content:write')
  @Resumable
  @ApiOperation({ operationId: 'getUploadOffset', summary: 'How many bytes have arrived' })
  @ApiResponse({ status: 200, description: 'Upload-Offset tells where to go on' })
  async offset(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() caller: CompanyCaller,
  ): Promise<void> {
    const content = await this.uploads.find(caller, id);
    const whole = content.status !== 'uploading' || (await this.uploads.settle(caller.companyId, content));
    if (!whole) return this.tus.handle(request, reply, caller, content.uploadId);
    // The client missed our last answer: tell it that nothing is left to send.
    const bytes = String(content.bytes);
    await reply
      .headers({
        ...{ 'tus-resumable': '1.0.0', 'upload-offset': bytes, 'upload-length': bytes, 'x-content-id': content.id },
      })
      .header('cache-control', 'no-store')
      .send();
  }

  @Patch(':id')
  @Access('content:write')
  @Resumable
  @ApiOperation({ operationId: 'appendUpload', summary: 'Send bytes from an offset on' })
  @ApiHeader({ name: 'Upload-Offset', required: true, example: '0' })
  @ApiHeader({
    name: 'Upload-Checksum',
    example: 'sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=',
    description:
      'sha256, sha1 or md5 of this request’s bytes, in base64. Other bytes are refused with 460 and not kept.',
  })
  @ApiConsumes('application/offset+octet-stream')
  @ApiResponse({ status: 204, description: 'Kept. After the last byte, X-Content-Id names the content.' })
  async append(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Caller() caller: CompanyCaller,
  ): Promise<void> {
    const content = await this.uploads.find(caller, id);
    if (content.status !== 'uploading') throw new Problem('content.upload-offset');
    await this.tus.handle(request, reply, caller, content.uploadId);
  }

  @Delete(':id')
  @Access('content:write')
  @Resumable
  @ApiOperation({ operationId: 'cancelUpload', summary: 'Give up an unfinished upload' })
  @ApiResponse({ status: 204, description: 'Removed' })
  async cancel(@Param('id') id: string, @Res() reply: FastifyReply, @Caller() caller: CompanyCaller): Promise<void> {
    const content = await this.uploads.find(caller, id);
    if (content.status !== 'uploading') throw new Problem('not-found');
    await this.uploads.giveUp(caller.companyId, content.uploadId);
    await reply.status(204).header('tus-resumable', '1.0.0').send();
  }
}
