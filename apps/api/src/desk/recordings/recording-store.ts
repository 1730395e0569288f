import { Injectable } from '@nestjs/common';
import type { KeyObject } from 'node:crypto';
import { open } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { Storage, type Range } from '../../platform/storage/storage.js';
import { Sealer } from '../../sessions/sealer.js';

/** Whose recording, and the key of its session. */
export interface Kept {
  companyId: string;
  sessionId: string;
  id: string;
  key: KeyObject;
}

/** A sealed part is opened whole, so parts are small enough to be read for the sake of a few seconds. */
const PART_BYTES = 1024 ** 2;

/**
 * Recordings in the store, sealed under their session's key: the pieces that came from the browser, and the film made of
 * them, which is cut into parts so that players may ask for any range of it.
 */
@Injectable()
export class RecordingStore {
  constructor(
    private readonly storage: Storage,
    private readonly sealer: Sealer,
  ) {}

  putPiece(kept: Kept, n: number, content: Buffer): Promise<void> {
    return this.put(kept, `piece-${n}`, content);
  }

  /** The pieces, one after the other, as one local file. */
  async join(kept: Kept, pieces: number, file: string): Promise<void> {
    const out = await open(file, 'w');
    try {
      for (let n = 1; n <= pieces; n++) await out.appendFile(await this.get(kept, `piece-${n}`));
    } finally {
      await out.close();
    }
  }

  /** Answers how many bytes it has. */
  async putFilm(kept: Kept, file: string): Promise<number> {
    const film = await open(file);
    try {
      const { size } = await film.stat();
      for (let at = 0; at < size; at += PART_BYTES) {
        const part = Buffer.alloc(Math.min(PART_BYTES, size - at));
        await film.read(part, 0, part.length, at);
        await this.put(kept, `film-${at / PART_BYTES}`, part);
      }
      return size;
    } finally {
      await film.close();
    }
  }

  async *film(kept: Kept, { start, end }: Range): AsyncGenerator<Buffer> {
    for (let part = Math.floor(start / PART_BYTES); part * PART_BYTES <= end; part++) {
      const content = await this.get(kept, `film-${part}`);
      const from = part * PART_BYTES;
      yield content.subarray(Math.max(0, start - from), Math.min(content.length, end + 1 - from));
    }
  }

  async dropPieces(kept: Kept, pieces: number): Promise<void> {
    for (let n = 1; n <= pieces; n++) await this.storage.remove(`${folderOf(kept)}/piece-${n}`);
  }

  remove(kept: Omit<Kept, 'key'>): Promise<void> {
    return this.storage.remove(folderOf(kept));
  }

  private put(kept: Kept, name: string, content: Buffer): Promise<void> {
    return this.storage.put(`${folderOf(kept)}/${name}`, this.sealer.sealBytes(kept.key, content, 'recording'));
  }

  private async get(kept: Kept, name: string): Promise<Buffer> {
    const sealed = await buffer(await this.storage.get(`${folderOf(kept)}/${name}`));
    return this.sealer.openBytes(kept.key, sealed, 'recording');
  }
}

const folderOf = ({ companyId, sessionId, id }: Omit<Kept, 'key'>): string =>
  `companies/${companyId}/recordings/${sessionId}/${id}`;
