import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access, Caller, type CompanyCaller } from '../auth/access.js';
import { FLOW_ID } from './parameters.js';
import { TellPresenceDto } from './presence.dto.js';
import { PresenceService } from './presence.service.js';

@ApiTags('Flows')
@Controller('flows/:id/presence')
export class PresenceController {
  constructor(private readonly presence: PresenceService) {}

  @Post()
  @HttpCode(204)
  @Access('flows:read')
  @ApiOperation({
    operationId: 'tellPresence',
    summary: 'Say that one has the flow open, and which node',
    description:
      'To be said again every 20 seconds, and when another node is chosen. Others in the company hear it on the topic ' +
      '`presence` of `/events`. Nothing is kept: who says nothing for a while is taken for gone.',
  })
  @ApiParam(FLOW_ID)
  @ApiNoContentResponse()
  tell(@Caller() caller: CompanyCaller, @Param('id') id: string, @Body() dto: TellPresenceDto): Promise<void> {
    return this.presence.tell(caller, id, dto);
  }
}
