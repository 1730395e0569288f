import { Injectable } from '@nestjs/common';
import { createHmac } from 'node:crypto';
import { Config } from '../platform/config.js';
import type { IceServerDto } from './calls.dto.js';

/** As long as a call lasts at most; whoever learns the password can use the relay no longer. */
const GOOD_SECONDS = 4 * 3600;

/**
 * The servers by which browsers find each other. The relay's password is derived from its secret for a time ("A REST API
 * for Access to TURN Services", draft-uberti-behave-turn-rest), as coturn's `use-auth-secret` checks it.
 */
@Injectable()
export class IceServers {
  constructor(private readonly config: Config) {}

  of(sessionId: string, now = Date.now()): IceServerDto[] {
    const { stunUrls, turn } = this.config;
    const servers: IceServerDto[] = stunUrls.length > 0 ? [{ urls: [...stunUrls] }] : [];
    if (!turn) return servers;
    const username = `${Math.floor(now / 1000) + GOOD_SECONDS}:${sessionId}`;
    const credential = createHmac('sha1', turn.secret).update(username).digest('base64');
    return [...servers, { urls: [...turn.urls], username, credential }];
  }
}
