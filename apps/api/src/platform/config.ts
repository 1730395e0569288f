import { createHash, hkdfSync } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readMailUrl, type MailServer } from './mail/mail-url.js';
import { readAllowedTargets, type AllowedTarget } from './outbound/outbound-targets.js';
import type { S3Settings } from './storage/s3-storage.js';
import { readStorageUrl } from './storage/storage-url.js';
import { readVoiceServer, type VoiceServer } from './voice-server.js';

/**
 * The one place that reads the environment. Everything else receives this frozen object; a process with bad settings
 * refuses to start and names all of them at once.
 */
export class Config {
  readonly port!: number;
  readonly host!: string;
  readonly consoleOrigin!: string;
  readonly visitorOrigin!: string;
  /** Where visitors' browsers get media, when a CDN fetches them from the visitors' origin. */
  readonly cdnBaseUrl!: string | null;
  /** The serving role's address. */
  readonly databaseUrl!: string;
  /** The system role's address: used behind `db.asSystem` only. */
  readonly systemDatabaseUrl!: string;
  readonly databasePoolSize!: number;
  readonly redisUrl!: string;
  /** Put before every Redis key, so that several installations can share one server. */
  readonly redisPrefix!: string;
  /** Folder of the media; empty when they are in a bucket. */
  readonly storageDir!: string;
  /** The bucket that media are in, if they are in one. */
  readonly s3!: S3Settings | null;
  /** Where programs work on files: on this machine, and beside the media where those are a folder. */
  readonly workDir!: string;
  readonly secret!: string;
  readonly ffmpegPath!: string;
  readonly ffprobePath!: string;
  /** A program, or a script for Node that takes its place. */
  readonly espeakPath!: string;
  readonly voice!: VoiceServer | null;
  /** A virus scanner that sees every upload before it is used. */
  readonly clamav!: { host: string; port: number; limitBytes: number } | null;
  /** Who delivers mails; without one they stay in the outbox. */
  readonly mail!: MailServer | null;
  /** By which browsers learn how they are seen from outside, for calls. */
  readonly stunUrls!: readonly string[];
  /** The relay for browsers that do not reach each other. */
  readonly turn!: { urls: readonly string[]; secret: string } | null;
  /** Signs what is pushed to visitors' browsers; null: made from the secret. */
  readonly vapidPrivateKey!: Buffer | null;
  readonly mailFrom!: string;
  /** Of one file, where a company has no limit of its own. */
  readonly uploadLimitBytes!: number;
  /** Of a company's media together, where it has no quota of its own. */
  readonly storageQuotaBytes!: number;
  /** Media prepared at the same time by one worker. */
  readonly transcodeSlots!: number;
  /** Visitor steps a session may take in a minute. */
  readonly stepLimitPerMinute!: number;
  /** Sessions one address may start in a minute. */
  readonly startLimitPerMinute!: number;
  readonly signInLimitPerMinute!: number;
  /** Targets inside our own network that flows' requests may reach. */
  readonly outboundAllow!: readonly AllowedTarget[];
  /** True when `npm start` brought the database: demo data, and mails stay in the outbox. */
  readonly embedded!: boolean;
  readonly trustProxy!: boolean;
  readonly logLevel!: string;
  /** Folder of the built console, visitor page and widget. */
  readonly webRoot!: string;

  /** A 32-byte key for one purpose, derived from the installation's secret (HKDF, RFC 5869). */
  key(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.secret, '', purpose, 32));
  }
}

type Environment = Record<string, string | undefined>;

export function loadConfig(env: Environment): Config {
  const faults: string[] = [];
  const text = (name: string, fallback?: string): string => {
    const value = env[name] ?? fallback;
    if (value === undefined || value === '') faults.push(`${name} is not set`);
    return value ?? '';
  };
  const number = (name: string, fallback: number): number => {
    const value = Number(env[name] ?? fallback);
    if (!Number.isInteger(value) || value < 1) faults.push(`${name} must be a whole number above 0`);
    return value;
  };
  const origin = (name: string, fallback: string): string => {
    const value = env[name] ?? fallback;
    if (!URL.canParse(value) || new URL(value).origin !== value)
      faults.push(`${name} must be an origin such as https://calls.example.com`);
    return value;
  };
  const baseUrl = (name: string): string | null => {
    const value = (env[name] ?? '').replace(/\/+$/, '');
    if (value === '') return null;
    if (!/^https?:\/\/[^?#]+$/.test(value) || !URL.canParse(value))
      faults.push(`${name} must be an address such as https://cdn.example.com`);
    return value;
  };

  const scanner = (): Config['clamav'] => {
    if (!env['CLAMAV_URL']) return null;
    const { protocol, hostname, port } = URL.parse(env['CLAMAV_URL']) ?? {};
    if (protocol !== 'tcp:' || !hostname || !port)
      faults.push('CLAMAV_URL must be an address such as tcp://clamav:3310');
    return { host: hostname ?? '', port: Number(port), limitBytes: number('CLAMAV_LIMIT_BYTES', 100 * 1024 ** 2) };
  };

  const iceUrls = (name: string, scheme: RegExp): string[] => {
    const urls = (env[name] ?? '').split(/[\s,]+/).filter(Boolean);
    if (!urls.every((url) => scheme.test(url)))
      faults.push(`${name} must be addresses such as ${name.slice(0, 4).toLowerCase()}:calls.example.com:3478`);
    return urls;
  };
  const turn = (): Config['turn'] => {
    const urls = iceUrls('TURN_URL', /^turns?:/);
    if (urls.length === 0) return null;
    return { urls, secret: text('TURN_SECRET') };
  };

  const vapidPrivateKey = (): Config['vapidPrivateKey'] => {
    if (!env['VAPID_PRIVATE_KEY']) return null;
    if (!/^[A-Za-z0-9_-]{43}$/.test(env['VAPID_PRIVATE_KEY']))
      faults.push('VAPID_PRIVATE_KEY must be 32 bytes as base64url, without padding: 43 characters');
    return Buffer.from(env['VAPID_PRIVATE_KEY'], 'base64url');
  };

  const port = number('PORT', 3000);
  const credentials = {
    accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '',
  };
  const storage = readStorageUrl(text('STORAGE_URL'), credentials, (sentence) => faults.push(sentence));
  const values: Omit<Config, 'key'> = {
    port,
    host: text('HOST', '127.0.0.1'),
    consoleOrigin: origin('CONSOLE_ORIGIN', `http://localhost:${port}`),
    visitorOrigin: origin('VISITOR_ORIGIN', `http://127.0.0.1:${port}`),
    cdnBaseUrl: baseUrl('CDN_BASE_URL'),
    databaseUrl: text('DATABASE_URL'),
    systemDatabaseUrl: text('SYSTEM_DATABASE_URL'),
    databasePoolSize: number('DATABASE_POOL_SIZE', 10),
    redisUrl: text('REDIS_URL'),
    redisPrefix: text('REDIS_PREFIX', 'calldocker'),
    storageDir: storage?.dir ?? '',
    s3: storage?.s3 ?? null,
    workDir: path.resolve(env['WORK_DIR'] || path.join(storage?.dir ?? path.join(tmpdir(), 'calldocker'), 'work')),
    secret: text('SECRET'),
    ffmpegPath: text('FFMPEG_PATH', 'ffmpeg'),
    ffprobePath: text('FFPROBE_PATH', 'ffprobe'),
    espeakPath: text('ESPEAK_PATH', 'espeak-ng'),
    voice: readVoiceServer(env, (fault) => faults.push(fault)),
    clamav: scanner(),
    mail: readMailUrl(env, (fault) => faults.push(fault)),
    stunUrls: iceUrls('STUN_URLS', /^stuns?:/),
    turn: turn(),
    vapidPrivateKey: vapidPrivateKey(),
    mailFrom: text('MAIL_FROM', 'CallDocker <no-reply@calldocker.test>'),
    uploadLimitBytes: number('UPLOAD_LIMIT_BYTES', 2_000_000_000),
    storageQuotaBytes: number('STORAGE_QUOTA_BYTES', 50_000_000_000),
    transcodeSlots: number('TRANSCODE_SLOTS', 2),
    stepLimitPerMinute: number('STEP_LIMIT_PER_MINUTE', 240),
    startLimitPerMinute: number('START_LIMIT_PER_MINUTE', 60),
    signInLimitPerMinute: number('SIGN_IN_LIMIT_PER_MINUTE', 10),
    outboundAllow: readAllowedTargets(env['OUTBOUND_ALLOW'] ?? '', (entry) =>
      faults.push(`OUTBOUND_ALLOW has “${entry}”, which is no network, address or host name with an optional port`),
    ),
    embedded: env['EMBEDDED'] === '1',
    trustProxy: env['TRUST_PROXY'] === '1',
    logLevel: text('LOG_LEVEL', 'info'),
    webRoot: path.resolve(text('WEB_ROOT', 'dist/apps')),
  };
  if (values.s3 && values.uploadLimitBytes > 5 * 1024 ** 3)
    faults.push('UPLOAD_LIMIT_BYTES can be 5368709120 at most with media in a bucket, which copies no larger file');
  if (values.secret && values.secret.length < 32) faults.push('SECRET must have at least 32 characters');
  if (values.consoleOrigin === values.visitorOrigin)
    faults.push('CONSOLE_ORIGIN and VISITOR_ORIGIN must differ: visitor pages may not share the console’s origin');
  if (faults.length > 0) throw new ConfigError(faults);
  return Object.freeze(Object.assign(new Config(), values));
}

export class ConfigError extends Error {
  constructor(readonly faults: string[]) {
    super(`These settings need attention:\n- ${faults.join('\n- ')}`);
  }
}

export function sha256(value: string | Buffer): Buffer {
  return createHash('sha256').update(value).digest();
}
