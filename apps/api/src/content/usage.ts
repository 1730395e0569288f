import { Body, Controller, Get, Injectable, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Access, Caller, type CompanyCaller } from '../auth/access.js';
import { audit } from '../auth/audit.js';
import type { Caller as CallerOf } from '../auth/tokens.js';
import { Db, rows } from '../platform/db.js';
import { Whole } from '../platform/fields.js';
import { isId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { Limits, usedIn, type CompanyLimits, type OwnLimits } from './company-limits.js';

const BYTES = 2 ** 50;

/** What is left out is the installation's. */
export class MediaLimitsDto implements OwnLimits {
  @Whole(0, BYTES, { optional: true, example: 53_687_091_200, description: 'Of all files together, in bytes' })
  quotaBytes?: number;

  @Whole(1, BYTES, { optional: true, example: 2_147_483_648, description: 'Of one file, in bytes' })
  fileBytes?: number;

  @Whole(1, 86_400, { optional: true, example: 14_400, description: 'Of one recording' })
  durationSeconds?: number;

  @Whole(4, 268_435_456, { optional: true, example: 67_108_864, description: 'Width times height of a picture' })
  pixels?: number;

  @Whole(1, 1_000, { optional: true, example: 32, description: 'Tracks in one file' })
  streams?: number;

  @Whole(1, 1_000, { optional: true, example: 240 })
  framesPerSecond?: number;

  @Whole(1, 36_500, {
    optional: true,
    example: 365,
    description: 'After which archived pieces that no flow shows are deleted',
  })
  archivedDays?: number;
}

export class CompanyLimitsDto implements CompanyLimits {
  @ApiProperty({ example: 53_687_091_200, description: 'Of all files together, in bytes' })
  quotaBytes!: number;

  @ApiProperty({ example: 2_147_483_648, description: 'Of one file, in bytes' })
  fileBytes!: number;

  @ApiProperty({ example: 14_400, description: 'Of one recording' })
  durationSeconds!: number;

  @ApiProperty({ example: 67_108_864, description: 'Width times height of a picture' })
  pixels!: number;

  @ApiProperty({ example: 32, description: 'Tracks in one file' })
  streams!: number;

  @ApiProperty({ example: 240 })
  framesPerSecond!: number;

  @ApiProperty({ type: 'integer', nullable: true, example: 365, description: 'Null keeps archived pieces for ever' })
  archivedDays!: number | null;
}

export class UsageDto {
  @ApiProperty({ example: 4_294_967_296, description: 'Uploaded files and all that was made of them' })
  usedBytes!: number;

  @ApiProperty({ example: 53_687_091_200 })
  quotaBytes!: number;

  @ApiProperty({ type: 'integer', example: 38, description: 'Pieces, the archived ones among them' })
  pieces!: number;

  @ApiProperty({ type: CompanyLimitsDto })
  limits!: CompanyLimitsDto;
}

/** How much a company keeps, and may keep. */
@Injectable()
export class UsageService {
  constructor(
    private readonly db: Db,
    private readonly limits: Limits,
  ) {}

  of(caller: CompanyCaller): Promise<UsageDto> {
    return this.db.inCompany(caller.companyId, async (em) => {
      const limits = await this.limits.of(em);
      const [count] = await rows<{ pieces: number }>(em, `select count(*)::int as pieces from ivr_content`);
      return {
        usedBytes: await usedIn(em),
        quotaBytes: limits.quotaBytes,
        pieces: count?.pieces ?? 0,
        limits,
      };
    });
  }

  limit(caller: CallerOf, companyId: string, own: MediaLimitsDto): Promise<CompanyLimitsDto> {
    return this.db.asSystem('media limits', async (em) => {
      const changed = isId(companyId)
        ? await rows(em, `update companies set media_limits = $2 where id = $1 returning id`, [
            companyId,
            JSON.stringify(own),
          ])
        : [];
      if (changed.length === 0) throw new Problem('not-found');
      await audit(em, 'company.limited', { companyId, userId: caller.userId, target: companyId });
      return this.limits.with(own);
    });
  }
}

@ApiTags('Content')
@Controller()
export class UsageController {
  constructor(private readonly usage: UsageService) {}

  @Get('content/usage')
  @Access('content:read')
  @ApiOperation({ operationId: 'contentUsage', summary: 'What the library takes, and what it may' })
  @ApiOkResponse({ type: UsageDto })
  of(@Caller() caller: CompanyCaller): Promise<UsageDto> {
    return this.usage.of(caller);
  }

  @Put('companies/:id/media-limits')
  @Access('companies:manage')
  @ApiOperation({ operationId: 'setMediaLimits', summary: 'What a company may keep and upload' })
  @ApiOkResponse({ type: CompanyLimitsDto })
  limit(
    @Caller() caller: CallerOf,
    @Param('id') id: string,
    @Body() limits: MediaLimitsDto,
  ): Promise<CompanyLimitsDto> {
    return this.usage.limit(caller, id, limits);
  }
}
