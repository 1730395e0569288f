import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuthModule } from '../auth/auth.module.js';
import { accountFault } from '../auth/global-admin.js';
import { ContentModule } from '../content/content.module.js';
import { TranscodeProcessor } from '../content/preparing/transcode.processor.js';
import { FlowsModule } from '../flows/flows.module.js';
import { ArticleService } from '../help/article.service.js';
import type { Config } from '../platform/config.js';
import { Db } from '../platform/db.js';
import { NestLog } from '../platform/log.js';
import { PlatformModule } from '../platform/platform.module.js';
import { clearRemains, isMade, makeCompany } from './company.js';
import { DEMO_PEOPLE, followPassword } from './people.js';

/** Says what keeps the demo from being made, to a person. */
export class NoDemo extends Error {}

/**
 * The demo company, once: what was done with it since stays, deletions too. Only in the embedded database, for its
 * passwords are known to everybody.
 */
export async function seedDemo(config: Config, password: string): Promise<'made' | 'kept'> {
  if (!config.embedded)
    throw new NoDemo('Demo data belong in the database that `npm start` brings, and DATABASE_URL names another.');
  const fault = DEMO_PEOPLE.map(({ email }) => accountFault({ email, password })).find((found) => found !== null);
  if (fault) throw new NoDemo(`DEMO_PASSWORD cannot be used. ${fault}`);
  if (await keep(config, password)) return 'kept';
  const app = await NestFactory.createApplicationContext(DemoModule.with(config), {
    logger: new NestLog(),
    abortOnError: false,
  });
  try {
    await clearRemains(app);
    await makeCompany(app, password);
  } finally {
    await app.close();
  }
  return 'made';
}

/** Without the rooms, as it happens on every start. */
async function keep(config: Config, password: string): Promise<boolean> {
  const db = new Db(config);
  await db.onModuleInit();
  try {
    const made = await isMade(db);
    if (made) await followPassword(db, password);
    return made;
  } finally {
    await db.onApplicationShutdown();
  }
}

/** The rooms that have a part in it (of help only its articles), and a worker of its own for the film. */
@Module({})
class DemoModule {
  static with(config: Config): DynamicModule {
    return {
      module: DemoModule,
      imports: [PlatformModule.with(config), AuthModule, ContentModule, FlowsModule],
      providers: [ArticleService, TranscodeProcessor],
    };
  }
}
