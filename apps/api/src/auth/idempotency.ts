import {
  applyDecorators,
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { catchError, from, mergeMap, type Observable } from 'rxjs';
import { sha256 } from '../platform/config.js';
import { Db, rows } from '../platform/db.js';
import { log } from '../platform/log.js';
import { Problem } from '../platform/problem.js';

/** Visible ASCII, as headers carry it. */
const KEY = /^[\x21-\x7e]{1,255}$/;
/** How long a repeated call gets the first one's answer. */
const KEPT = '24 hours';

interface Kept {
  hash: string;
  done: boolean;
  body: unknown;
}

/**
 * A creating call that may be sent again with the same `Idempotency-Key`: it is carried out once, and every repetition gets
 * the first answer (draft-ietf-httpapi-idempotency-key-header). The key is taken before the call is carried out, so a call
 * that was cut off in the middle is not carried out again: its key is refused until it is forgotten. A refused call leaves
 * no trace.
 */
@Injectable()
export class IdempotentCalls implements NestInterceptor {
  constructor(private readonly db: Db) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const key = request.headers['idempotency-key'];
    const companyId = request.caller?.companyId;
    if (key === undefined || !companyId) return next.handle();
    if (typeof key !== 'string' || !KEY.test(key))
      throw new Problem('request.invalid', {
        errors: [{ field: 'Idempotency-Key', message: 'Idempotency-Key has 1 to 255 letters, digits and signs' }],
      });
    const kept = await this.take(companyId, key, hashOf(request));
    if (kept) {
      http.getResponse<FastifyReply>().header('idempotency-replayed', 'true');
      return from([kept.body]);
    }
    return next.handle().pipe(
      mergeMap(async (body: unknown) => {
        await this.keep(companyId, key, body);
        return body;
      }),
      catchError(async (error: unknown) => {
        await this.forget(companyId, key);
        throw error;
      }),
    );
  }

  /** Undefined when the key is now this call's; else the answer of the one that had it. */
  private take(companyId: string, key: string, hash: string): Promise<Kept | undefined> {
    return this.db.inCompany(companyId, async (em) => {
      await em.query(`delete from idempotent_calls where created_at < now() - $1::interval`, [KEPT]);
      const taken = await rows(
        em,
        `insert into idempotent_calls (key, hash) values ($1, $2) on conflict do nothing returning key`,
        [key, hash],
      );
      if (taken.length > 0) return undefined;
      const [kept] = await rows<Kept>(em, `select hash, done, body from idempotent_calls where key = $1`, [key]);
      if (kept && kept.hash !== hash) throw new Problem('request.key-reused');
      if (!kept?.done) throw new Problem('request.key-busy', { retryAfter: 1 });
      return kept;
    });
  }

  /** What was done stands, and so does its answer to this caller, should the answer not be kept. */
  private async keep(companyId: string, key: string, body: unknown): Promise<void> {
    try {
      await this.db.inCompany(companyId, (em) =>
        em.query(`update idempotent_calls set done = true, body = $2 where key = $1`, [
          key,
          JSON.stringify(body ?? null),
        ]),
      );
    } catch (err) {
      log.warn({ err }, 'the answer of an idempotent call was not kept');
    }
  }

  private async forget(companyId: string, key: string): Promise<void> {
    try {
      await this.db.inCompany(companyId, (em) => em.query(`delete from idempotent_calls where key = $1`, [key]));
    } catch (err) {
      log.warn({ err }, 'the key of a refused call was not given back');
    }
  }
}

/** What makes it the same call: who sends what to where. */
function hashOf({ method, url, headers, body, caller }: FastifyRequest): string {
  const call = [caller?.userId, method, url, headers['if-match'] ?? null, body ?? null];
  return sha256(JSON.stringify(call)).toString('hex');
}

/** Marks a call that creates something, so that a client may send it again without creating it twice. */
export const Idempotent = (): MethodDecorator =>
  applyDecorators(
    UseInterceptors(IdempotentCalls),
    ApiHeader({
      name: 'idempotency-key',
      required: false,
      description: 'Sent again within 24 hours, the call is not carried out again and gets the same answer',
      example: '3f1c9d2e-8a4b-4f6e-9f57-5f0f2f6c1a11',
    }),
  );
