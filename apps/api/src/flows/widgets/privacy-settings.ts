import { Body, Controller, Get, Injectable, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsUrl, MaxLength, ValidateIf } from 'class-validator';
import { Access, Caller, type CompanyCaller } from '../../auth/access.js';
import { audit } from '../../auth/audit.js';
import { Db, rows } from '../../platform/db.js';
import { Storable } from '../../platform/fields.js';
import { Live } from '../../platform/live.js';

export class PrivacySettingsDto {
  @ValidateIf((dto: PrivacySettingsDto) => dto.privacyUrl !== null)
  @IsUrl({ protocols: ['https'], require_protocol: true })
  @MaxLength(500)
  @Storable()
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'https://example.com/privacy',
    description: 'Linked on every visitor’s page, unless its widget has one of its own',
  })
  privacyUrl!: string | null;
}

/** What a company tells all of its visitors about privacy. */
@Injectable()
export class PrivacySettings {
  constructor(
    private readonly db: Db,
    private readonly live: Live,
  ) {}

  get(caller: CompanyCaller): Promise<PrivacySettingsDto> {
    return this.db.inCompany(caller.companyId, async (em) => {
      const [row] = await rows<{ privacy_url: string | null }>(em, `select privacy_url from companies`);
      return { privacyUrl: row?.privacy_url ?? null };
    });
  }

  save(caller: CompanyCaller, { privacyUrl }: PrivacySettingsDto): Promise<PrivacySettingsDto> {
    return this.db.inCompany(caller.companyId, async (em, after) => {
      await em.query(`update companies set privacy_url = $1`, [privacyUrl]);
      await audit(em, 'company.privacy-set', { ...caller, target: caller.companyId, data: { url: privacyUrl ?? '' } });
      after(() => this.live.ring('widgets', caller.companyId, {}));
      return { privacyUrl };
    });
  }
}

@ApiTags('Widgets')
@Controller('privacy-settings')
export class PrivacySettingsController {
  constructor(private readonly settings: PrivacySettings) {}

  @Get()
  @Access('widgets:read')
  @ApiOperation({ operationId: 'getPrivacySettings', summary: 'The company’s privacy page' })
  @ApiOkResponse({ type: PrivacySettingsDto })
  get(@Caller() caller: CompanyCaller): Promise<PrivacySettingsDto> {
    return this.settings.get(caller);
  }

  @Put()
  @Access('widgets:write')
  @ApiOperation({ operationId: 'savePrivacySettings', summary: 'Name the company’s privacy page' })
  @ApiOkResponse({ type: PrivacySettingsDto })
  save(@Caller() caller: CompanyCaller, @Body() dto: PrivacySettingsDto): Promise<PrivacySettingsDto> {
    return this.settings.save(caller, dto);
  }
}
