import { Module } from '@nestjs/common';
import { SessionsModule } from '../sessions/sessions.module.js';
import { CallbacksController } from './callbacks.controller.js';
import { Callbacks } from './callbacks.js';

/** Who waits to be served. Callbacks to begin with. */
@Module({ imports: [SessionsModule], controllers: [CallbacksController], providers: [Callbacks] })
export class QueuesModule {}
