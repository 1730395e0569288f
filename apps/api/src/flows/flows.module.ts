import { Module } from '@nestjs/common';
import { FlowService } from './flow.service.js';
import { FlowsController } from './flows.controller.js';
import { VersionService } from './version.service.js';
import { WidgetService } from './widget.service.js';
import { WidgetsController } from './widgets.controller.js';

@Module({
  controllers: [FlowsController, WidgetsController],
  providers: [FlowService, VersionService, WidgetService],
})
export class FlowsModule {}
