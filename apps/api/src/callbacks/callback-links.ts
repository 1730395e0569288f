import { Injectable } from '@nestjs/common';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { parse, stringify } from 'uuid';
import { Config } from '../platform/config.js';
import { Problem } from '../platform/problem.js';

/** Whose callback a link opens. */
export interface LinkedCallback {
  companyId: string;
  callbackId: string;
}

const DAYS = 45;
const ID = 16;
const TAG = 32;
const LENGTH = ID + ID + 4 + TAG;

/**
 * Links by which who asked for a call sees it, moves it and takes it back, without an account: company, callback and the
 * last day it is good for, under a tag that only this installation can make (HMAC-SHA-256). Nothing of it is kept.
 */
@Injectable()
export class CallbackLinks {
  private readonly key: Buffer;

  constructor(private readonly config: Config) {
    this.key = config.key('callback-links');
  }

  urlOf(linked: LinkedCallback, now = Date.now()): string {
    return `${this.config.visitorOrigin}/callback#${this.sign(linked, now)}`;
  }

  sign({ companyId, callbackId }: LinkedCallback, now = Date.now()): string {
    const ends = Buffer.alloc(4);
    ends.writeUInt32BE(Math.floor(now / 86_400_000) + DAYS);
    const told = Buffer.concat([parse(companyId), parse(callbackId), ends]);
    return Buffer.concat([told, this.tag(told)]).toString('base64url');
  }

  /** A forged link, one that is too old and one that is garbled are told apart by nobody. */
  read(token: string, now = Date.now()): LinkedCallback {
    const bytes = Buffer.from(token, 'base64url');
    const told = bytes.subarray(0, LENGTH - TAG);
    // Written back, so that one token has one spelling.
    const whole = bytes.length === LENGTH && bytes.toString('base64url') === token;
    if (!whole || !timingSafeEqual(this.tag(told), bytes.subarray(LENGTH - TAG))) throw new Problem('callback.link');
    if (told.readUInt32BE(ID + ID) < Math.floor(now / 86_400_000)) throw new Problem('callback.link');
    return { companyId: stringify(told.subarray(0, ID)), callbackId: stringify(told.subarray(ID, ID + ID)) };
  }

  private tag(told: Buffer): Buffer {
    return createHmac('sha256', this.key).update(told).digest();
  }
}
