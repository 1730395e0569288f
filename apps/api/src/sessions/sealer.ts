import { Injectable } from '@nestjs/common';
import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  randomBytes,
  randomFillSync,
  type KeyObject,
} from 'node:crypto';
import { Config } from '../platform/config.js';

/** What a sealed value is for. It is bound into the seal, so that one kind never passes for another. */
export type Seal =
  'state' | 'answer' | 'effect' | 'callback' | 'message' | 'notes' | 'file' | 'whisper' | 'recording' | 'push';

const BOUND: Record<Seal, Buffer> = {
  state: Buffer.from('state'),
  answer: Buffer.from('answer'),
  effect: Buffer.from('effect'),
  callback: Buffer.from('callback'),
  message: Buffer.from('message'),
  notes: Buffer.from('notes'),
  file: Buffer.from('file'),
  whisper: Buffer.from('whisper'),
  recording: Buffer.from('recording'),
  push: Buffer.from('push'),
};
const CIPHER = 'aes-256-gcm';
const IV = 12;
const TAG = 16;

/**
 * Seals what a visitor says. Each session has a random key of its own, which the row holds wrapped under the
 * installation's secret. Dropping that column erases everything sealed with it, in backups too once they have aged out.
 * Keys are `KeyObject`s: Node 24 takes 11 microseconds longer for each operation to find out what a plain buffer is.
 * A sealed value is the initialisation vector, the tag, then the ciphertext (AES-256-GCM).
 */
@Injectable()
export class Sealer {
  private readonly master: KeyObject;
  /** Vectors are drawn from the system in blocks: one at a time costs more than the encryption. */
  private readonly random = Buffer.alloc(IV * 512);
  private used = this.random.length;

  constructor(config: Config) {
    this.master = createSecretKey(config.key('session-keys'));
  }

  /** A new session's key, plain and as its row keeps it. */
  newKey(sessionId: string): { key: KeyObject; wrapped: Buffer } {
    const key = randomBytes(32);
    return { key: createSecretKey(key), wrapped: this.encrypt(this.master, key, Buffer.from(sessionId)) };
  }

  unwrap(wrapped: Buffer, sessionId: string): KeyObject {
    return createSecretKey(this.decrypt(this.master, wrapped, Buffer.from(sessionId)));
  }

  seal(key: KeyObject, text: string, purpose: Seal): Buffer {
    return this.encrypt(key, text, BOUND[purpose]);
  }

  open(key: KeyObject, sealed: Buffer, purpose: Seal): string {
    return this.decrypt(key, sealed, BOUND[purpose]).toString('utf8');
  }

  sealBytes(key: KeyObject, bytes: Buffer, purpose: Seal): Buffer {
    return this.encrypt(key, bytes, BOUND[purpose]);
  }

  openBytes(key: KeyObject, sealed: Buffer, purpose: Seal): Buffer {
    return this.decrypt(key, sealed, BOUND[purpose]);
  }

  private encrypt(key: KeyObject, plain: string | Buffer, bound: Buffer): Buffer {
    const iv = this.vector();
    const cipher = createCipheriv(CIPHER, key, iv).setAAD(bound);
    const body = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain);
    cipher.final();
    return Buffer.concat([iv, cipher.getAuthTag(), body]);
  }

  private decrypt(key: KeyObject, sealed: Buffer, bound: Buffer): Buffer {
    const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, IV))
      .setAAD(bound)
      .setAuthTag(sealed.subarray(IV, IV + TAG));
    const plain = decipher.update(sealed.subarray(IV + TAG));
    decipher.final();
    return plain;
  }

  private vector(): Buffer {
    if (this.used === this.random.length) {
      randomFillSync(this.random);
      this.used = 0;
    }
    return this.random.subarray(this.used, (this.used += IV));
  }
}
