import { Injectable } from '@nestjs/common';
import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { Config } from '../platform/config.js';

const CIPHER = 'aes-256-gcm';
const IV = 12;
const TAG = 16;

/**
 * Seals a company's secrets under a key derived from the installation's. Company and name are bound into the seal, so that
 * a row copied elsewhere opens nothing. A sealed value is the initialisation vector, the tag, then the ciphertext.
 */
@Injectable()
export class SecretBox {
  private readonly key: KeyObject;

  constructor(config: Config) {
    this.key = createSecretKey(config.key('binding-secrets'));
  }

  seal(companyId: string, name: string, value: string): Buffer {
    const iv = randomBytes(IV);
    const cipher = createCipheriv(CIPHER, this.key, iv).setAAD(boundOf(companyId, name));
    const body = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), body]);
  }

  /** Throws when it was sealed for another name or company, or under another installation's secret. */
  open(companyId: string, name: string, sealed: Buffer): string {
    const decipher = createDecipheriv(CIPHER, this.key, sealed.subarray(0, IV))
      .setAAD(boundOf(companyId, name))
      .setAuthTag(sealed.subarray(IV, IV + TAG));
    return Buffer.concat([decipher.update(sealed.subarray(IV + TAG)), decipher.final()]).toString('utf8');
  }
}

const boundOf = (companyId: string, name: string): Buffer => Buffer.from(`${companyId.toLowerCase()} ${name}`);
