import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access, Caller, type CompanyCaller } from '../auth/access.js';
import { Idempotent } from '../auth/idempotency.js';
import { ExportFlowDto, FlowFileDto, ImportedFlowDto, ImportFlowDto } from './flow-file.dto.js';
import { FlowFileService } from './flow-file.service.js';
import { FLOW_ID } from './parameters.js';

@ApiTags('Flows')
@Controller('flows')
export class FlowFilesController {
  constructor(private readonly files: FlowFileService) {}

  @Post('import')
  @Idempotent()
  @Access('flows:write')
  @ApiOperation({
    operationId: 'importFlow',
    summary: 'A new flow from an exported file, or from a definition alone',
    description:
      'Content is found by its id, else by its name and kind; what is neither here is left out. The report tells so, and ' +
      'which schedules, values, secrets, queues and flows are still to be made. 422 with `issues` when it is no flow.',
  })
  @ApiCreatedResponse({ type: ImportedFlowDto })
  import(@Caller() caller: CompanyCaller, @Body() dto: ImportFlowDto): Promise<ImportedFlowDto> {
    return this.files.import(caller, dto);
  }

  @Get(':id/export')
  @Access('flows:read')
  @ApiOperation({ operationId: 'exportFlow', summary: 'The flow as a file: canonical JSON' })
  @ApiParam(FLOW_ID)
  @ApiOkResponse({ type: FlowFileDto })
  async export(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Query() { version }: ExportFlowDto,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { key, text } = await this.files.export(caller, id, version);
    await reply
      .header('content-disposition', `attachment; filename="${key}.flow.json"`)
      .type('application/json; charset=utf-8')
      .send(text);
  }
}
