import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { Config } from '../../platform/config.js';
import { Problem } from '../../platform/problem.js';
import { Storage } from '../../platform/storage/storage.js';
import { revisionOf } from '../content.entity.js';
import type { MediaFolder } from './media.js';
import { isKnown, readRange } from './ranges.js';

/** The files a transcode makes, and no others. */
const TYPES: Record<string, string | undefined> = {
  m3u8: 'application/vnd.apple.mpegurl',
  ts: 'video/mp2t',
  m4a: 'audio/mp4',
  mp4: 'video/mp4',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  vtt: 'text/vtt; charset=utf-8',
  json: 'application/json; charset=utf-8',
};
/** Read by scripts of the console, which a redirect to a third origin would make strangers: small, and sent by us. */
const OURS = new Set(['vtt', 'json']);
/** `name.ext`, or one folder above it: nothing that could climb. */
const FILE = /^(?:[A-Za-z0-9_-]+\/)?[A-Za-z0-9_-]+\.([a-z0-9]+)$/;

interface Playlist {
  body: Buffer;
  etag: string;
}

/**
 * Files of a finished revision. From a disk, or for a CDN that fetches from us, they pass through this process. From a
 * bucket browsers read them themselves: playlists then name the bucket's own addresses, signed for as long as the link.
 */
@Injectable()
export class Delivery {
  private readonly playlists = new LRUCache<string, Playlist>({
    maxSize: 32 * 1024 ** 2,
    sizeCalculation: ({ body }) => body.length,
  });

  constructor(
    private readonly config: Config,
    private readonly storage: Storage,
  ) {}

  /** Origins other than our own that pages load media from. */
  async origins(): Promise<string[]> {
    if (this.config.cdnBaseUrl) return [new URL(this.config.cdnBaseUrl).origin];
    const address = await this.storage.addressOf('probe', 'text/plain', new Date());
    return address === undefined ? [] : [new URL(address).origin];
  }

  async send(folder: MediaFolder, name: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const extension = FILE.exec(name)?.[1] ?? '';
    const type = TYPES[extension];
    if (!type) throw new Problem('not-found');
    const file: File = { name, key: keyOf(folder, name), type, folder };
    const direct = this.config.s3 !== null && this.config.cdnBaseUrl === null;
    if (direct && extension === 'm3u8') return this.sendPlaylist(file, request, reply);
    // A signature is good for one method, so HEAD is ours to answer.
    if (direct && !OURS.has(extension) && request.method === 'GET') return this.redirect(file, reply);
    return this.sendFile(file, request, reply);
  }

  private async sendFile({ key, type, folder }: File, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const size = await this.storage.size(key);
    if (size === undefined) throw new Problem('not-found');

    // A file under a revision is never written again, so its size tells as much as a hash would.
    const etag = `"${folder.revision}-${size.toString(36)}"`;
    reply.headers({ etag, 'accept-ranges': 'bytes' }).type(type);
    if (isKnown(request.headers['if-none-match'], etag)) return void reply.status(304).send();

    const ifRange = request.headers['if-range'];
    const range = ifRange === undefined || ifRange === etag ? readRange(request.headers.range, size) : undefined;
    if (range === 'unsatisfiable')
      return void reply
        .status(416)
        .header('content-range', `bytes */${size}`)
        .header('cache-control', 'no-store')
        .send();
    if (range) reply.status(206).header('content-range', `bytes ${range.start}-${range.end}/${size}`);
    reply.header('content-length', range ? range.end - range.start + 1 : size);
    // Fastify keeps the length said above when what is sent to HEAD is a stream.
    await reply.send(request.method === 'HEAD' ? Readable.from([]) : await this.storage.get(key, range));
  }

  private async redirect({ key, type, folder }: File, reply: FastifyReply): Promise<void> {
    const address = await this.storage.addressOf(key, type, folder.expires);
    if (address === undefined) throw new Error('The store has no addresses for browsers');
    await reply.redirect(address, 302);
  }

  private async sendPlaylist(file: File, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const held = `${file.key} ${file.folder.expires.getTime()}`;
    let playlist = this.playlists.get(held);
    if (!playlist) {
      playlist = await this.addressed(file);
      this.playlists.set(held, playlist);
    }
    const { body, etag } = playlist;
    reply.header('etag', etag).type(file.type);
    if (isKnown(request.headers['if-none-match'], etag)) return void reply.status(304).send();
    await reply.send(body);
  }

  /** The playlist with the bucket's addresses for its segments. Other playlists that it names are ours to send, too. */
  private async addressed({ key, name, folder }: File): Promise<Playlist> {
    if ((await this.storage.size(key)) === undefined) throw new Problem('not-found');
    const lines: string[] = [];
    for (const line of (await text(await this.storage.get(key))).split('\n')) {
      const segment = line === '' || line.startsWith('#') ? '' : path.posix.join(path.posix.dirname(name), line);
      const extension = FILE.exec(segment)?.[1] ?? '';
      const type = extension === 'm3u8' ? undefined : TYPES[extension];
      const address = type && (await this.storage.addressOf(keyOf(folder, segment), type, folder.expires));
      lines.push(address ?? line);
      // Signing takes about a millisecond, and a long film has a thousand segments: others come in between.
      if (address) await setImmediate();
    }
    const body = Buffer.from(lines.join('\n'));
    return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` };
  }
}

interface File {
  name: string;
  key: string;
  type: string;
  folder: MediaFolder;
}

const keyOf = ({ companyId, contentId, revision }: MediaFolder, name: string): string =>
  `${revisionOf(companyId, contentId, revision)}/${name}`;
