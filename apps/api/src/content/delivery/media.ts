import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { parse, stringify } from 'uuid';
import { In, IsNull, Not, type EntityManager } from 'typeorm';
import { Config } from '../../platform/config.js';
import { Db } from '../../platform/db.js';
import { Live } from '../../platform/live.js';
import { languageLabel } from '../captions/captions.js';
import { Content, type Description, type Revision } from '../content.entity.js';
import type { MediaSourceDto } from '../content.dto.js';

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

interface Held {
  bucket: number;
  source: MediaSource;
}

/** Where players find pieces of the library. Pieces that are not ready, are images, or are another company's have no source. */
@Injectable()
export class MediaSources implements OnModuleInit, OnModuleDestroy {
  /** By piece, then by revision. */
  private readonly cache = new LRUCache<string, Map<number | null, Held>>({ max: 5_000, ttl: CACHE_MS });
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
  async of(em: EntityManager, clips: Clips): Promise<Record<string, MediaSource>> {
    const ids = Object.keys(clips);
    if (ids.length === 0) return {};
    const found = await em.find(Content, {
      where: { id: In(ids), readyRevision: Not(IsNull()) },
      relations: { renditions: true, captions: true, revisions: true, descriptions: WITH_AUDIO },
      relationLoadStrategy: 'query',
    });
    const sources = found.flatMap((piece) => {
      const source = this.sourceOf(piece, clips[piece.id]);
      return source ? [[piece.id, source] as const] : [];
    });
    return Object.fromEntries(sources);
  }

  /** For the visitor's step: from memory, and only what is missing there from the database. */
  async cached(companyId: string, clips: Clips): Promise<Record<string, MediaSource>> {
    const bucket = this.links.bucket();
    const sources: Record<string, MediaSource> = {};
    const missing: Clips = {};
    for (const [id, revision] of Object.entries(clips)) {
      const held = this.cache.get(keyOf(companyId, id))?.get(revision);
      if (held?.bucket === bucket) sources[id] = held.source;
      else missing[id] = revision;
    }
    if (Object.keys(missing).length === 0) return sources;
    const found = await this.db.inCompany(companyId, (em) => this.of(em, missing));
    for (const [id, source] of Object.entries(found)) {
      const held = this.cache.get(keyOf(companyId, id)) ?? new Map<number | null, Held>();
      held.set(missing[id] ?? null, { bucket, source });
      this.cache.set(keyOf(companyId, id), held);
    }
    Object.assign(sources, found);
    // In the order asked for, which is that of what is wanted first.
    return Object.fromEntries(Object.keys(clips).flatMap((id) => (sources[id] ? [[id, sources[id]]] : [])));
  }

  /** `piece` with its renditions, captions, descriptions and revisions loaded. A revision that has gone is stood in for by the one served. */
  sourceOf(piece: Content, pinned: number | null = null): MediaSource | null {
    const shown = revisionOf(piece, pinned);
    if (!shown || shown.kind === 'image') return null;
    const urlOf = (name: string): string | null => this.fileOf(piece, name, shown.revision);
    const hlsUrl = urlOf('hls');
    if (!hlsUrl) return null;
    return {
      kind: shown.kind,
      hlsUrl,
      audioUrl: urlOf('audio'),
      mp4Url: urlOf('mp4'),
      posterUrl: urlOf('poster'),
      durationSeconds: shown.durationSeconds ?? 0,
      width: shown.width,
      height: shown.height,
      captions: this.captionsOf(piece, shown.revision),
      descriptions: this.descriptionsOf(piece, shown.revision),
    };
  }

  private descriptionsOf(piece: Content, revision: number): MediaSource['descriptions'] {
    return servedWith(piece, revision).flatMap(({ language, audio }) => {
      const url = this.fileOf(audio, 'audio');
      return url ? [{ language, label: languageLabel(language), url }] : [];
    });
  }

  /** Where the pictures of these pieces are found, by piece; those that have none are left out. */
  async pictures(em: EntityManager, ids: string[]): Promise<Record<string, string>> {
    const found = await em.find(Content, {
      where: { id: In(ids), readyRevision: Not(IsNull()) },
      relations: { renditions: true },
      relationLoadStrategy: 'query',
    });
    return Object.fromEntries(
      found.flatMap((piece) => {
        const url = this.pictureOf(piece);
        return url ? [[piece.id, url]] : [];
      }),
    );
  }

  /** A picture of the piece: an image itself, or a video's poster. */
  pictureOf(piece: Content): string | null {
    return this.fileOf(piece, 'image') ?? this.fileOf(piece, 'poster');
  }

  /** Where a rendition is found; null when none of that name was made. */
  fileOf(piece: Content, name: string, revision = piece.readyRevision): string | null {
    const made = piece.renditions.find((rendition) => rendition.name === name && rendition.revision === revision);
    return made ? this.links.folder(piece.companyId, piece.id, made.revision) + made.path : null;
  }

  /** By language. Those of a piece without a ready revision have an address once it has one. */
  captionsOf(piece: Content, revision = piece.readyRevision ?? 0): MediaSource['captions'] {
    const folder = this.links.folder(piece.companyId, piece.id, revision);
    return (
      piece.captions
        .filter((track) => track.revision === revision)
        .sort((a, b) => a.language.localeCompare(b.language))
        // The time makes the address of changed captions a new one, so that old ones may be cached for ever.
        .map(({ language, label, updatedAt }) => {
          const edition = updatedAt.getTime();
          const name = `${language}.${edition.toString(36)}`;
          const [url, transcriptUrl] = [`${folder}captions/${name}.vtt`, `${folder}transcripts/${name}.html`];
          return { language, label, url, transcriptUrl, edition };
        })
    );
  }
}

/** How descriptions are loaded with a piece. */
export const WITH_AUDIO = { audio: { renditions: true } } as const;

/** Pieces by id, each with the revision that a version pinned; null: the one that is served. */
export type Clips = Record<string, number | null>;

/** The descriptions of one recording, by language. */
export const servedWith = ({ descriptions }: Content, revision: number | null): Description[] =>
  descriptions
    .filter((description) => description.revision === revision)
    .sort((a, b) => a.language.localeCompare(b.language));

const revisionOf = ({ revisions, readyRevision }: Content, pinned: number | null): Revision | undefined =>
  revisions.find(({ revision }) => revision === pinned) ?? revisions.find(({ revision }) => revision === readyRevision);

const keyOf = (companyId: string, contentId: string): string => `${companyId}:${contentId}`;
