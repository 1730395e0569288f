import { Injectable } from '@nestjs/common';
import { createECDH } from 'node:crypto';
import { Config } from '../platform/config.js';

/**
 * Who we are to push services (RFC 8292). The key is the operator's, or follows from the installation's secret: then it is
 * the same in every process and after each start, and there is nothing to keep.
 */
@Injectable()
export class Vapid {
  readonly privateKey: string;
  /** What browsers subscribe with: they take messages from its owner alone. */
  readonly publicKey: string;
  /** Whom a push service may turn to. */
  readonly subject: string;

  constructor(config: Config) {
    const pair = createECDH('prime256v1');
    pair.setPrivateKey(config.vapidPrivateKey ?? config.key('vapid'));
    this.privateKey = pair.getPrivateKey().toString('base64url').padStart(43, 'A');
    this.publicKey = pair.getPublicKey().toString('base64url');
    const address = /[\w.+-]+@[\w.-]+/.exec(config.mailFrom)?.[0];
    this.subject = address ? `mailto:${address}` : config.visitorOrigin;
  }
}
