import { Module } from '@nestjs/common';
import { ContentModule } from '../content/content.module.js';
import { ActivationService } from './activation.service.js';
import { BindingService } from './binding.service.js';
import { BindingsController } from './bindings.controller.js';
import { Bindings } from './bindings.js';
import { CompareService } from './compare.service.js';
import { FlowFileService } from './flow-file.service.js';
import { FlowFilesController } from './flow-files.controller.js';
import { FlowTemplatesController } from './flow-templates.controller.js';
import { FlowService } from './flow.service.js';
import { FlowsController } from './flows.controller.js';
import { PresenceController } from './presence.controller.js';
import { PresenceService } from './presence.service.js';
import { RequestTrials, RequestTrialsController } from './request-trials.controller.js';
import { ScenarioService } from './scenario.service.js';
import { ScenariosController } from './scenarios.controller.js';
import { SecretBox } from './secret-box.js';
import { TranslationService } from './translation.service.js';
import { TranslationsController } from './translations.controller.js';
import { VersionService } from './version.service.js';
import { VersionsController } from './versions.controller.js';
import { Brands } from './widgets/brands.js';
import { PrivacySettings, PrivacySettingsController } from './widgets/privacy-settings.js';
import { WidgetSecretsController } from './widgets/widget-secrets.controller.js';
import { WidgetSecrets } from './widgets/widget-secrets.js';
import { WidgetService } from './widgets/widget.service.js';
import { WidgetsController } from './widgets/widgets.controller.js';

@Module({
  imports: [ContentModule],
  controllers: [
    BindingsController,
    FlowFilesController,
    FlowsController,
    FlowTemplatesController,
    PresenceController,
    PrivacySettingsController,
    RequestTrialsController,
    ScenariosController,
    TranslationsController,
    VersionsController,
    WidgetSecretsController,
    WidgetsController,
  ],
  providers: [
    ActivationService,
    Bindings,
    BindingService,
    Brands,
    CompareService,
    FlowFileService,
    FlowService,
    PresenceService,
    PrivacySettings,
    RequestTrials,
    ScenarioService,
    SecretBox,
    TranslationService,
    VersionService,
    WidgetSecrets,
    WidgetService,
  ],
  exports: [ActivationService, Bindings, Brands, WidgetSecrets],
})
export class FlowsModule {}
