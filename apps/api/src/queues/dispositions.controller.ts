import { Body, Controller, Get, Headers, Put, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access, Caller, type CompanyCaller } from '../auth/access.js';
import { etagOf, revisionOf } from '../platform/etag.js';
import { DispositionsDto, SaveDispositionsDto } from './dispositions.dto.js';
import { Dispositions } from './dispositions.js';

@ApiTags('Queues')
@Controller('dispositions')
export class DispositionsController {
  constructor(private readonly dispositions: Dispositions) {}

  @Get()
  @Access('queues:read')
  @ApiOperation({ operationId: 'getDispositions', summary: 'What agents can say came of a talk, in its order' })
  @ApiOkResponse({ type: DispositionsDto })
  async get(
    @Caller() caller: CompanyCaller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DispositionsDto> {
    return tagged(reply, await this.dispositions.get(caller));
  }

  @Put()
  @Access('queues:write')
  @ApiOperation({
    operationId: 'saveDispositions',
    summary: 'Change the whole list',
    description: '412 with `current` when someone else changed it first. Records keep the words they were given.',
  })
  @ApiHeader({
    name: 'if-match',
    required: true,
    description: 'The revision; 0 before the first change',
    example: '"0"',
  })
  @ApiOkResponse({ type: DispositionsDto })
  async save(
    @Caller() caller: CompanyCaller,
    @Body() dto: SaveDispositionsDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('if-match') ifMatch?: string,
  ): Promise<DispositionsDto> {
    return tagged(reply, await this.dispositions.save(caller, revisionOf(ifMatch), dto));
  }
}

function tagged(reply: FastifyReply, list: DispositionsDto): DispositionsDto {
  reply.header('etag', etagOf(list.revision));
  return list;
}
