import { Injectable } from '@nestjs/common';
import type { KeyObject } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { v5 } from 'uuid';
import { Db, rows } from '../../platform/db.js';
import { Effects, keyOf, type EffectResult, type OutsideAct, type PendingEffect } from '../../platform/effects.js';
import { Live } from '../../platform/live.js';
import { log } from '../../platform/log.js';
import { stoppable } from '../../platform/stoppable.js';
import { Sealer } from '../sealer.js';
import { SessionSteps } from '../session-steps.js';
import type { EffectClaim } from './effect-claims.js';

/** Tries before an effect counts as failed. */
const ATTEMPTS = 8;
/** Further tries to tell the session, once it is known what became of the effect. */
const DELIVERIES = 8;

interface EffectRow {
  payload: Buffer;
  flow_id: string;
  data_key: Buffer | null;
}

/** An effect in the clear. Its row keeps the answer beside what was asked, until the session has been told. */
interface Opened {
  effect: PendingEffect;
  answered: EffectResult | undefined;
  key: KeyObject;
}

/** What the session is to be told, what is to be done outside first, or nothing. */
type Next = { told: EffectResult } | { act: OutsideAct; opened: Opened } | undefined;

/**
 * Carries out one claimed effect: inside our database in one transaction, outside it in none; then tells the session. What
 * came of it is kept before the session is told, and the telling has an inputId of its own: whatever breaks between the
 * two, nothing is done or told twice.
 */
@Injectable()
export class EffectWork {
  constructor(
    private readonly db: Db,
    private readonly effects: Effects,
    private readonly sealer: Sealer,
    private readonly live: Live,
    private readonly steps: SessionSteps,
  ) {}

  async carryOut(claim: EffectClaim, signal: AbortSignal): Promise<void> {
    try {
      const next = await this.begin(claim);
      if (next && 'told' in next) await this.tell(claim, next.told);
      else if (next)
        await this.outside(claim, next.opened, await stoppable(signal, () => next.act(next.opened.effect, signal)));
    } catch (err) {
      // Whatever a handler ran into: its work is undone, and it is tried again later.
      log.warn({ err, effect: claim.id, type: claim.type, sessionId: claim.sessionId }, 'effect failed');
      await this.retry(claim, err);
    }
  }

  /** Claims of one company and type, in one transaction. What spoils it for one is found by taking each alone. */
  async carryOutTogether(claims: EffectClaim[], signal: AbortSignal): Promise<void> {
    let told: [EffectClaim, EffectResult][];
    try {
      told = await this.together(claims);
    } catch (err) {
      log.warn({ err, type: claims[0]?.type, effects: claims.length }, 'effects failed together');
      for (const claim of claims) await this.carryOut(claim, signal);
      return;
    }
    for (const [claim, result] of told) await this.tell(claim, result).catch((err: unknown) => this.retry(claim, err));
  }

  private together(claims: EffectClaim[]): Promise<[EffectClaim, EffectResult][]> {
    const [{ companyId, type } = { companyId: '', type: '' }] = claims;
    return this.db.inCompany(companyId, async (em, after) => {
      const found = await findAll(em, claims);
      const told: [EffectClaim, EffectResult][] = [];
      const opened: [EffectClaim, Opened][] = [];
      for (const [claim, row] of found) {
        if (!row.data_key) await end(em, claim, 'failed', 'erased');
        else {
          const one = this.open(claim, row, row.data_key);
          if (one.answered) told.push([claim, one.answered]);
          else if (claim.attempts > ATTEMPTS) told.push([claim, (await this.keep(em, claim, one, FAILED)).told]);
          else opened.push([claim, one]);
        }
      }
      const handler = this.effects.gatheredHandlerOf(type);
      if (!handler) throw new Error(`Nobody gathers ${type}`);
      const results = await handler(
        em,
        opened.map(([, { effect }]) => effect),
        after,
      );
      const done: EffectClaim[] = [];
      for (const [claim, one] of opened) {
        const result = results.get(keyOf(one.effect));
        if (result) told.push([claim, (await this.keep(em, claim, one, result)).told]);
        else done.push(claim);
      }
      await endAll(em, done);
      if (done[0]) after(() => this.live.ring('overview', companyId, { effect: type, sessionId: null }));
      return told;
    });
  }

  private begin(claim: EffectClaim): Promise<Next> {
    return this.db.inCompany(claim.companyId, async (em, after): Promise<Next> => {
      const row = await find(em, claim);
      // It took too long, and another has it now.
      if (!row) return undefined;
      if (!row.data_key) {
        await end(em, claim, 'failed', 'erased');
        return undefined;
      }
      const opened = this.open(claim, row, row.data_key);
      if (opened.answered) return { told: opened.answered };
      if (claim.attempts > ATTEMPTS) return this.keep(em, claim, opened, FAILED);
      const act = this.effects.actOf(claim.type);
      if (act) return { act, opened };
      const handler = this.effects.handlerOf(claim.type);
      const result = handler ? await handler(em, opened.effect, after) : UNSERVED;
      if (result) return this.keep(em, claim, opened, result);
      await end(em, claim, 'done', null);
      after(() => this.ring(claim));
      return undefined;
    });
  }

  private async outside(claim: EffectClaim, opened: Opened, result: EffectResult): Promise<void> {
    const kept = await this.db.inCompany(claim.companyId, async (em) =>
      (await find(em, claim)) ? this.keep(em, claim, opened, result) : undefined,
    );
    if (kept) await this.tell(claim, kept.told);
  }

  private async keep(
    em: EntityManager,
    { sessionId, id }: EffectClaim,
    { effect, key }: Opened,
    answered: EffectResult,
  ): Promise<{ told: EffectResult }> {
    const payload = this.sealer.seal(key, JSON.stringify({ ...effect.payload, answered }), 'effect');
    await em.query('update ivr_effects set payload = $3 where session_id = $1 and id = $2', [sessionId, id, payload]);
    return { told: answered };
  }

  /** A session that has ended, or has gone on without it, is not told: that is no fault. */
  private async tell(claim: EffectClaim, result: EffectResult): Promise<void> {
    const { companyId, sessionId, id } = claim;
    await this.steps.take({
      companyId,
      sessionId,
      seq: null,
      inputId: v5(id, sessionId),
      input: { type: 'result', effectId: id, ...result },
    });
    const failed = result.code === FAILED.code || result.code === UNSERVED.code;
    await this.db.inCompany(companyId, async (em, after) => {
      await end(em, claim, failed ? 'failed' : 'done', failed ? (result.code ?? null) : null);
      after(() => this.ring(claim));
    });
  }

  /** The message may quote what a visitor said, so only the kind of error is kept. */
  private async retry(claim: EffectClaim, err: unknown): Promise<void> {
    const error = err instanceof Error ? err.name : 'unknown';
    const failed = await this.db.inCompany(claim.companyId, async (em) => {
      const row = await find(em, claim);
      if (!row?.data_key) return undefined;
      const opened = this.open(claim, row, row.data_key);
      if (opened.answered && claim.attempts >= ATTEMPTS + DELIVERIES) await end(em, claim, 'failed', error);
      else if (!opened.answered && claim.attempts >= ATTEMPTS) return this.keep(em, claim, opened, FAILED);
      else
        await em.query(
          `update ivr_effects set claim = null, claimed_at = now(), error = $3 where session_id = $1 and id = $2`,
          [claim.sessionId, claim.id, error],
        );
      return undefined;
    });
    if (failed) await this.tell(claim, failed.told);
  }

  private open({ companyId, sessionId, id, type }: EffectClaim, row: EffectRow, dataKey: Buffer): Opened {
    const key = this.sealer.unwrap(dataKey, sessionId);
    const stored: { nodeId: string; answered?: EffectResult } = JSON.parse(
      this.sealer.open(key, row.payload, 'effect'),
    );
    const { answered, ...payload } = stored;
    const effect = { companyId, sessionId, flowId: row.flow_id, id, type, nodeId: payload.nodeId, payload };
    return { effect, answered, key };
  }

  private ring({ companyId, sessionId, type }: EffectClaim): void {
    this.live.ring('overview', companyId, { effect: type, sessionId });
  }
}

/** Nobody serves this type: the visitor goes on by the error exit at once. */
const UNSERVED = { status: 'failed', code: 'effect.unserved' } as const;
const FAILED = { status: 'failed', code: 'effect.failed' } as const;

async function find(em: EntityManager, { sessionId, id, token }: EffectClaim): Promise<EffectRow | undefined> {
  const [row] = await rows<EffectRow>(
    em,
    `select e.payload, s.flow_id, s.data_key
     from ivr_effects e join ivr_sessions s on s.company_id = e.company_id and s.id = e.session_id
     where e.session_id = $1 and e.id = $2 and e.status = 'pending' and e.claim = $3 for update of e`,
    [sessionId, id, token],
  );
  return row;
}

/** Those that are still the claimants', in the order they were asked in. */
async function findAll(em: EntityManager, claims: EffectClaim[]): Promise<[EffectClaim, EffectRow][]> {
  const found = await rows<EffectRow & { ord: number }>(
    em,
    `select e.payload, s.flow_id, s.data_key, c.ord::int as ord
     from unnest($1::uuid[], $2::text[], $3::uuid[]) with ordinality as c (session_id, id, token, ord)
     join ivr_effects e on e.session_id = c.session_id and e.id = c.id and e.status = 'pending' and e.claim = c.token
     join ivr_sessions s on s.company_id = e.company_id and s.id = e.session_id
     order by e.created_at, c.ord for update of e`,
    columnsOf(claims),
  );
  return found.flatMap(({ ord, ...row }) => {
    const claim = claims[ord - 1];
    return claim ? [[claim, row] as [EffectClaim, EffectRow]] : [];
  });
}

async function endAll(em: EntityManager, claims: EffectClaim[]): Promise<void> {
  await em.query(
    `update ivr_effects e set status = 'done', done_at = now(), error = null, claim = null
     from unnest($1::uuid[], $2::text[], $3::uuid[]) as c (session_id, id, token)
     where e.session_id = c.session_id and e.id = c.id and e.claim = c.token`,
    columnsOf(claims),
  );
}

const columnsOf = (claims: EffectClaim[]): string[][] => [
  claims.map(({ sessionId }) => sessionId),
  claims.map(({ id }) => id),
  claims.map(({ token }) => token),
];

async function end(
  em: EntityManager,
  { sessionId, id, token }: EffectClaim,
  status: 'done' | 'failed',
  error: string | null,
): Promise<void> {
  await em.query(
    `update ivr_effects set status = $4, done_at = now(), error = $5, claim = null
     where session_id = $1 and id = $2 and claim = $3`,
    [sessionId, id, token, status, error],
  );
}
