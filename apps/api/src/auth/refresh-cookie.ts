import { Injectable } from '@nestjs/common';
import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../platform/config.js';
import type { SignedInDto } from './auth.dto.js';
import type { RefreshToken } from './refresh-families.js';

const NAME = 'cd_refresh';

/** An answer for the caller and, when a new one was made, a refresh token for their cookie jar. */
export interface SignedIn {
  answer: SignedInDto;
  refresh: RefreshToken;
}

/** Keeps the refresh token where scripts cannot reach it, and sends it to the sign-in routes only. */
@Injectable()
export class RefreshCookie {
  private readonly options: CookieSerializeOptions;

  constructor(private readonly config: Config) {
    this.options = {
      path: '/api/v1/auth',
      httpOnly: true,
      sameSite: 'strict',
      secure: config.consoleOrigin.startsWith('https:'),
    };
  }

  give(reply: FastifyReply, { answer, refresh }: SignedIn): SignedInDto {
    reply.header('cache-control', 'no-store');
    reply.setCookie(NAME, refresh.token, { ...this.options, expires: refresh.expiresAt });
    return answer;
  }

  /** SameSite lets sibling domains through, the visitor pages' among them: their requests are taken for signed out. */
  read(request: FastifyRequest): string | null {
    const { origin } = request.headers;
    if (origin !== undefined && origin !== this.config.consoleOrigin) return null;
    return request.cookies[NAME] || null;
  }

  drop(reply: FastifyReply): void {
    reply.clearCookie(NAME, this.options);
  }
}
