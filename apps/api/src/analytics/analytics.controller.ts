import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, Caller, type CompanyCaller } from '../auth/access.js';
import { FlowFiguresDto, OverviewDto, RangeDto } from './analytics.dto.js';
import { ReportService } from './report.service.js';

@ApiTags('Analytics')
@Controller('analytics')
export class AnalyticsController {
  constructor(private readonly reports: ReportService) {}

  @Get('overview')
  @Access('analytics:read')
  @ApiOperation({ operationId: 'analyticsOverview', summary: 'Live figures, totals, and sessions over time' })
  @ApiOkResponse({ type: OverviewDto })
  overview(@Caller() caller: CompanyCaller, @Query() { range }: RangeDto): Promise<OverviewDto> {
    return this.reports.overview(caller.companyId, range);
  }

  @Get('flows/:id')
  @Access('analytics:read')
  @ApiOperation({ operationId: 'analyticsFlow', summary: 'Where visitors of one flow went, and where they left' })
  @ApiOkResponse({ type: FlowFiguresDto })
  flow(
    @Caller() caller: CompanyCaller,
    @Param('id') id: string,
    @Query() { range }: RangeDto,
  ): Promise<FlowFiguresDto> {
    return this.reports.flow(caller.companyId, id, range);
  }
}
