import { Body, Controller, Get, Injectable, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { EntityManager } from 'typeorm';
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
  @ApiProperty({
    example: 4_294_967_296,
    description: 'Uploaded files and all that was made of them, and recordings of calls',
  })
  usedBytes!: number;

  @ApiProperty({ example: 53_687_091_200 })
  quotaBytes!: number;

  @ApiProperty({ type: 'integer', example: 38, description: 'Pieces, the archived ones among them' })
  pieces!: number;

  @ApiProperty({ type: CompanyLimitsDto })
  limits!: CompanyLimitsDto;
}

export class SetLimitsDto {
  @ApiProperty({ type: MediaLimitsDto, description: 'What it has of its own' })
  own!: MediaLimitsDto;

  @ApiProperty({ type: CompanyLimitsDto, description: 'What holds: its own, and the installation’s for the rest' })
  limits!: CompanyLimitsDto;

  @ApiProperty({ example: 4_294_967_296 })
  usedBytes!: number;
}

/** How much a company keeps, and may keep. */
@Injectable()
export class UsageService {
  constructor(
    private readonly db: Db,
    private readonly company: Limits,
  ) {}

  of(caller: CompanyCaller): Promise<UsageDto> {
    return this.db.inCompany(caller.companyId, async (em) => {
      const limits = await this.company.of(em);
      const [count] = await rows<{ pieces: number }>(em, `select count(*)::int as pieces from ivr_content`);
      return {
        usedBytes: await usedIn(em, caller.companyId),
        quotaBytes: limits.quotaBytes,
        pieces: count?.pieces ?? 0,
        limits,
      };
    });
  }

  limits(companyId: string): Promise<SetLimitsDto> {
    return this.db.asSystem('media limits', (em) => this.read(em, companyId));
  }

  limit(caller: CallerOf, companyId: string, own: MediaLimitsDto): Promise<SetLimitsDto> {
    return this.db.asSystem('media limits', async (em) => {
      await this.read(em, companyId);
      await em.query(`update companies set media_limits = $2 where id = $1`, [companyId, JSON.stringify(own)]);
      await audit(em, 'company.limited', { companyId, userId: caller.userId, target: companyId });
      return this.read(em, companyId);
    });
  }

  private async read(em: EntityManager, companyId: string): Promise<SetLimitsDto> {
    const [company] = isId(companyId)
      ? await rows<{ own: MediaLimitsDto }>(em, `select media_limits as own from companies where id = $1`, [companyId])
      : [];
    if (!company) throw new Problem('not-found');
    return { ...company, limits: this.company.with(company.own), usedBytes: await usedIn(em, companyId) };
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

  @Get('companies/:id/media-limits')
  @Access('companies:manage')
  @ApiOperation({ operationId: 'getMediaLimits', summary: 'What a company may keep and upload' })
  @ApiOkResponse({ type: SetLimitsDto })
  limits(@Param('id') id: string): Promise<SetLimitsDto> {
    return this.usage.limits(id);
  }

  @Put('companies/:id/media-limits')
  @Access('companies:manage')
  @ApiOperation({ operationId: 'setMediaLimits', summary: 'Set what a company may keep and upload' })
  @ApiOkResponse({ type: SetLimitsDto })
  limit(@Caller() caller: CallerOf, @Param('id') id: string, @Body() limits: MediaLimitsDto): Promise<SetLimitsDto> {
    return this.usage.limit(caller, id, limits);
  }
}
