import { Module } from '@nestjs/common';
import { SessionsModule } from '../sessions/sessions.module.js';
import { Emails } from './emails.js';

/** What helps visitors without a person at the other end. */
@Module({ imports: [SessionsModule], providers: [Emails] })
export class HelpModule {}
