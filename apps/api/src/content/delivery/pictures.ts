import { Injectable } from '@nestjs/common';
import { buffer } from 'node:stream/consumers';
import { Storage } from '../../platform/storage/storage.js';
import { revisionOf } from '../content.entity.js';
import { MediaLinks } from './media.js';

const TYPES: Record<string, string | undefined> = { jpg: 'image/jpeg', webp: 'image/webp', png: 'image/png' };
const LARGEST = 512 * 1024;

/** Pictures as bytes, for what is made of them on the way out. */
@Injectable()
export class Pictures {
  constructor(
    private readonly links: MediaLinks,
    private readonly storage: Storage,
  ) {}

  /** By an address that we have signed. Null for any other, and for what is too large to be carried within something else. */
  async read(url: string): Promise<{ type: string; bytes: Buffer } | null> {
    const [, token = '', name = ''] = /\/media\/([\w-]+)\/([\w./-]+)$/.exec(url) ?? [];
    const folder = this.links.verify(token);
    const type = TYPES[name.split('.').at(-1) ?? ''];
    if (!folder || !type) return null;
    const key = `${revisionOf(folder.companyId, folder.contentId, folder.revision)}/${name}`;
    const size = await this.storage.size(key);
    if (size === undefined || size > LARGEST) return null;
    return { type, bytes: await buffer(await this.storage.get(key)) };
  }
}
