import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access, Caller, type CompanyCaller } from '../auth/access.js';
import { FLOW_ID } from '../flows/parameters.js';
import { ReplayDto, ReplayReportDto } from './replay.dto.js';
import { ReplayService } from './replay.service.js';

@ApiTags('Flow tests')
@Controller('flows')
export class ReplaysController {
  constructor(private readonly replays: ReplayService) {}

  @Post(':id/replay')
  @HttpCode(200)
  @Access('flows:read')
  @ApiOperation({
    operationId: 'replaySessions',
    summary: 'Run the last sessions of a version through another, or the draft',
    description:
      'Their inputs, and what other systems and the clock answered then, go through both versions in the engine: nothing ' +
      'is waited for, nobody is called. Tells which would have gone elsewhere, by node and by outcome.',
  })
  @ApiParam(FLOW_ID)
  @ApiOkResponse({ type: ReplayReportDto })
  replay(@Caller() caller: CompanyCaller, @Param('id') id: string, @Body() dto: ReplayDto): Promise<ReplayReportDto> {
    return this.replays.replay(caller, id, dto);
  }
}
