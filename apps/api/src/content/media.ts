import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { parse, stringify } from 'uuid';
import { In, type EntityManager } from 'typeorm';
import { Config } from '../platform/config.js';
import { Db } from '../platform/db.js';
import { Live } from '../platform/live.js';
import { Content } from './content.entity.js';
import type { MediaSourceDto } from './content.dto.js';

export type MediaSource = MediaSourceDto;

/** The folder that a link opens. */
export interface MediaFolder {
  companyId: string;
  contentId: string;
  revision: number;
  expires: Date;
}

/** Links stay the same for this long, so that a browser's cache can use them, and are good for this long at least. */
const BUCKET_SECONDS = 12 * 3600;
const BODY = 16 + 16 + 4 + 4;
const MAC = 16;

/**
 * Signs the first part of a media address, `/media/<token>/...`: company, content, revision and expiry in the open, and
 * an HMAC over them. The rest of the path is free below that folder, so playlists and segments need no query strings.
 */
@Injectable()
export class MediaLinks {
  private readonly key: Buffer;
  private readonly base: string;

  constructor(config: Config) {
    this.key = config.key('media-link');
    this.base = `${config.cdnBaseUrl ?? config.visitorOrigin}/media/`;
  }

  /** The current bucket; links made in one bucket are equal. */
  bucket(now = Date.now()): number {
    return Math.floor(now / 1000 / BUCKET_SECONDS);
  }

  /** Address of a folder, with its final slash. */
  folder(companyId: string, contentId: string, revision: number, bucket = this.bucket()): string {
    const body = Buffer.alloc(BODY);
    body.set(parse(companyId), 0);
    body.set(parse(contentId), 16);
    body.writeUInt32BE(revision, 32);
    body.writeUInt32BE((bucket + 2) * BUCKET_SECONDS, 36);
    return `${this.base}${Buffer.concat([body, this.mac(body)]).toString('base64url')}/`;
  }

  /** What a token opens, expired or not; undefined when we did not sign it. */
  verify(token: string): MediaFolder | undefined {
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length !== BODY + MAC || bytes.toString('base64url') !== token) return undefined;
    const body = bytes.subarray(0, BODY);
    if (!timingSafeEqual(bytes.subarray(BODY), this.mac(body))) return undefined;
    return {
      companyId: stringify(body, 0),
      contentId: stringify(body, 16),
      revision: body.readUInt32BE(32),
      expires: new Date(body.readUInt32BE(36) * 1000),
    };
  }

  private mac(body: Buffer): Buffer {
    return createHmac('sha256', this.key).update(body).digest().subarray(0, MAC);
  }
}

/** How long a missed bell may leave an old answer standing. */
const CACHE_MS = 30_000;

/** Where players find pieces of the library. Pieces that are not ready, are images, or are another company's have no source. */
@Injectable()
export class MediaSources implements OnModuleInit, OnModuleDestroy {
  private readonly cache = new LRUCache<string, { bucket: number; source: MediaSource }>({ max: 5_000, ttl: CACHE_MS });
  private deafen?: () => void;

  constructor(
    private readonly links: MediaLinks,
    private readonly db: Db,
    private readonly live: Live,
  ) {}

  onModuleInit(): void {
    this.deafen = this.live.listen(null, ['content'], ({ companyId, data }) =>
      this.cache.delete(keyOf(companyId, String(data['id']))),
    );
  }

  onModuleDestroy(): void {
    this.deafen?.();
  }

  /** One query in the caller's transaction; its company's row-level security decides what is found. */
  async of(em: EntityManager, contentIds: readonly string[]): Promise<Record<string, MediaSource>> {
    if (contentIds.length === 0) return {};
    const found = await em.find(Content, {
      where: { id: In([...new Set(contentIds)]), status: 'ready' },
      relations: { renditions: true, captions: true },
      relationLoadStrategy: 'query',
    });
    const sources = found.flatMap((content) => {
      const source = this.sourceOf(content);
      return source ? [[content.id, source] as const] : [];
    });
    return Object.fromEntries(sources);
  }

  /** For the visitor's step: from memory, and only what is missing there from the database. */
  async cached(companyId: string, contentIds: readonly string[]): Promise<Record<string, MediaSource>> {
    const bucket = this.links.bucket();
    const sources: Record<string, MediaSource> = {};
    const missing: string[] = [];
    for (const id of contentIds) {
      const held = this.cache.get(keyOf(companyId, id));
      if (held?.bucket === bucket) sources[id] = held.source;
      else missing.push(id);
    }
    if (missing.length === 0) return sources;
    const found = await this.db.inCompany(companyId, (em) => this.of(em, missing));
    for (const [id, source] of Object.entries(found)) this.cache.set(keyOf(companyId, id), { bucket, source });
    return Object.assign(sources, found);
  }

  /** `content` with its renditions and captions loaded. */
  sourceOf(content: Content): MediaSource | null {
    if (content.status !== 'ready' || (content.kind !== 'video' && content.kind !== 'audio')) return null;
    const folder = this.links.folder(content.companyId, content.id, content.revision);
    const urlOf = (name: string): string | null => {
      const rendition = content.renditions.find((made) => made.name === name && made.revision === content.revision);
      return rendition ? folder + rendition.path : null;
    };
    const hlsUrl = urlOf('hls');
    if (!hlsUrl) return null;
    return {
      kind: content.kind,
      hlsUrl,
      audioUrl: urlOf('audio'),
      posterUrl: urlOf('poster'),
      durationSeconds: content.durationSeconds ?? 0,
      width: content.width,
      height: content.height,
      captions: [...content.captions]
        .sort((a, b) => a.language.localeCompare(b.language))
        // The time makes the address of changed captions a new one, so that old ones may be cached for ever.
        .map(({ language, label, updatedAt }) => ({
          language,
          label,
          url: `${folder}captions/${language}.${updatedAt.getTime().toString(36)}.vtt`,
        })),
    };
  }

  /** A picture of the piece: an image itself, or a video's poster. */
  pictureOf(content: Content): string | null {
    if (content.status !== 'ready') return null;
    const name = content.kind === 'image' ? 'image' : 'poster';
    const made = content.renditions.find(
      (rendition) => rendition.name === name && rendition.revision === content.revision,
    );
    return made ? this.links.folder(content.companyId, content.id, content.revision) + made.path : null;
  }
}

const keyOf = (companyId: string, contentId: string): string => `${companyId}:${contentId}`;
