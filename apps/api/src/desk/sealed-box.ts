import { Injectable } from '@nestjs/common';
import { buffer } from 'node:stream/consumers';
import { Storage } from '../platform/storage/storage.js';
import { Sealer } from '../sessions/sealer.js';
import { talkFileKey } from '../sessions/talk-erasure.js';
import type { Party } from './parties.js';

/** Files of talks in the store, each sealed whole under its session's key. */
@Injectable()
export class SealedBox {
  constructor(
    private readonly storage: Storage,
    private readonly sealer: Sealer,
  ) {}

  put(party: Party, fileId: string, content: Buffer): Promise<void> {
    return this.storage.put(keyOf(party, fileId), this.sealer.sealBytes(party.key, content, 'file'));
  }

  async get(party: Party, fileId: string): Promise<Buffer> {
    const sealed = await buffer(await this.storage.get(keyOf(party, fileId)));
    return this.sealer.openBytes(party.key, sealed, 'file');
  }

  remove(party: Party, fileId: string): Promise<void> {
    return this.storage.remove(keyOf(party, fileId));
  }
}

const keyOf = ({ companyId, sessionId }: Party, fileId: string): string => talkFileKey(companyId, sessionId, fileId);
