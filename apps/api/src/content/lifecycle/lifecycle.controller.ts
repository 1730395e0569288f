import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access, Caller, type CompanyCaller } from '../../auth/access.js';
import { Problem } from '../../platform/problem.js';
import { ContentAudit } from './audit.js';
import { ContentExport } from './export.js';
import { ContentAuditDto } from './lifecycle.dto.js';

@ApiTags('Content')
@Controller('content')
export class LifecycleController {
  constructor(
    private readonly contentAudit: ContentAudit,
    private readonly contentExport: ContentExport,
  ) {}

  @Get('audit')
  @Access('content:read')
  @ApiOperation({
    operationId: 'contentAudit',
    summary: 'Where the stored files are not what they should be',
    description:
      'Every piece is looked at about once a week: uploaded files by checksum, what was made of them by size.',
  })
  @ApiOkResponse({ type: ContentAuditDto })
  audit(@Caller() caller: CompanyCaller): Promise<ContentAuditDto> {
    return this.contentAudit.list(caller);
  }

  @Get('export')
  @Access('content:read')
  @ApiOperation({
    operationId: 'exportContent',
    summary: 'The whole library as a zip, for admins',
    description:
      'Every finished piece’s uploaded file and captions, and `manifest.json` with names, tags and checksums. The audit log keeps who took it away.',
  })
  @ApiProduces('application/zip')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async export(@Caller() caller: CompanyCaller, @Res() reply: FastifyReply): Promise<void> {
    if (caller.role !== 'company_admin' && !caller.globalAdmin) throw new Problem('auth.scope');
    const zip = await this.contentExport.of(caller);
    await reply
      .header('cache-control', 'no-store')
      .header('content-disposition', 'attachment; filename="media.zip"')
      .type('application/zip')
      .send(zip);
  }
}
