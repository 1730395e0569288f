import { Module } from '@nestjs/common';
import { AnalyticsController } from './analytics.controller.js';
import { NewsController } from './news.controller.js';
import { News } from './news.service.js';
import { ReportService } from './report.service.js';
import { RollupService } from './rollup.service.js';

@Module({
  controllers: [AnalyticsController, NewsController],
  providers: [News, ReportService, RollupService],
  exports: [RollupService],
})
export class AnalyticsModule {}
