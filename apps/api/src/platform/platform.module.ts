import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Attendance } from './attendance.js';
import { Config } from './config.js';
import { Db } from './db.js';
import { Draining } from './draining.js';
import { Effects } from './effects.js';
import { JobConnections, jobQueues, jobsRoot } from './jobs.js';
import { Live } from './live.js';
import { Mail } from './mail/mail.js';
import { Outbound, Resolver } from './outbound/outbound.js';
import { DiskStorage } from './storage/disk-storage.js';
import { S3Storage } from './storage/s3-storage.js';
import { Storage } from './storage/storage.js';

const storage = {
  provide: Storage,
  useFactory: ({ s3, storageDir }: Config): Storage => (s3 ? new S3Storage(s3) : new DiskStorage(storageDir)),
  inject: [Config],
};

/** The ground floor, given to every room. It imports none of them. */
@Global()
@Module({})
export class PlatformModule {
  static with(config: Config): DynamicModule {
    return {
      module: PlatformModule,
      imports: [ConfigModule.with(config), jobsRoot(), jobQueues],
      providers: [Attendance, Draining, Db, Live, Effects, storage, Mail, Outbound, Resolver],
      exports: [jobQueues, Attendance, Draining, Db, Live, Effects, Storage, Mail, Outbound],
    };
  }
}

/** Apart, because Bull's root needs the settings before the rest of the floor stands. */
@Global()
@Module({})
class ConfigModule {
  static with(config: Config): DynamicModule {
    return {
      module: ConfigModule,
      providers: [{ provide: Config, useValue: config }, JobConnections],
      exports: [Config, JobConnections],
    };
  }
}
