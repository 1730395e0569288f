import { Module } from '@nestjs/common';
import { SessionsModule } from '../sessions/sessions.module.js';
import { ArticleSearch } from './article-search.js';
import { ArticleService } from './article.service.js';
import { ArticlesController } from './articles.controller.js';
import { Emails } from './emails.js';
import { MailLogController } from './mail-log.controller.js';
import { MailLog } from './mail-log.js';
import { VisitorArticlesController } from './visitor-articles.controller.js';

/** What helps visitors without a person at the other end. */
@Module({
  imports: [SessionsModule],
  controllers: [ArticlesController, MailLogController, VisitorArticlesController],
  providers: [ArticleSearch, ArticleService, Emails, MailLog],
})
export class HelpModule {}
