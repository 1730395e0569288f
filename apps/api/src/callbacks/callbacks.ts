import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CompanyCaller } from '../auth/access.js';
import { audit } from '../auth/audit.js';
import { Db, rows } from '../platform/db.js';
import { isId } from '../platform/ids.js';
import { page, writeCursor, type Page } from '../platform/list.js';
import { isMoment, positionOf } from '../platform/position.js';
import { Problem } from '../platform/problem.js';
import { Sealer } from '../sessions/sealer.js';
import { CallbackChanges } from './callback-changes.js';
import { CallbackGuard } from './callback-guard.js';
import { CALLBACK, callbackIn, detailsOf, stageOf, type CallbackRow } from './callback-rows.js';
import type { CallbackDto, ListCallbacksDto } from './callbacks.dto.js';

/** Numbers that visitors left to be called back at, as the company's people see and work them. */
@Injectable()
export class Callbacks {
  constructor(
    private readonly db: Db,
    private readonly sealer: Sealer,
    private readonly guard: CallbackGuard,
    private readonly changes: CallbackChanges,
  ) {}

  list(caller: CompanyCaller, query: ListCallbacksDto): Promise<Page<CallbackDto>> {
    const { value: before, id: beforeId, limit } = positionOf(query, isMoment);
    return this.db.inCompany(caller.companyId, async (em) => {
      const found = await rows<CallbackRow>(
        em,
        `${CALLBACK}
         where ($1::text is null or c.status = $1)
           and ($2::timestamptz is null or c.requested_at < $2 or (c.requested_at = $2 and c.id > $3))
           and ($4::uuid is null or c.queue_id = $4) and ($5::uuid is null or c.entry_id = $5)
           and ($6::bytea is null or c.number_hash = $6)
         order by c.requested_at desc, c.id limit $7`,
        [
          query.status ?? null,
          before,
          beforeId,
          query.queueId ?? null,
          query.entryId ?? null,
          query.number === undefined ? null : this.guard.hashOf(query.number.replaceAll(/[^+\d]/g, '')),
          limit + 1,
        ],
      );
      return page(
        found,
        limit,
        (row) => writeCursor(row.requested_at, row.id),
        (row) => this.shape(row),
      );
    });
  }

  get(caller: CompanyCaller, id: string): Promise<CallbackDto> {
    return this.db.inCompany(caller.companyId, async (em) => this.shape(await this.read(em, id)));
  }

  cancel(caller: CompanyCaller, id: string): Promise<CallbackDto> {
    return this.db.inCompany(caller.companyId, async (em, after) => {
      await this.read(em, id);
      await this.changes.cancel(em, after, caller.companyId, id);
      await audit(em, 'callback.cancelled', { ...caller, target: id });
      return this.shape(await this.read(em, id));
    });
  }

  /** To the people of another queue, at the age that it has. */
  move(caller: CompanyCaller, id: string, queueId: string): Promise<CallbackDto> {
    return this.db.inCompany(caller.companyId, async (em, after) => {
      await this.read(em, id);
      await this.changes.move(em, after, caller.companyId, id, queueId);
      await audit(em, 'callback.moved', { ...caller, target: id, data: { queueId } });
      return this.shape(await this.read(em, id));
    });
  }

  private async read(em: EntityManager, id: string): Promise<CallbackRow> {
    const row = isId(id) ? await callbackIn(em, id) : undefined;
    if (!row) throw new Problem('not-found');
    return row;
  }

  private shape(row: CallbackRow): CallbackDto {
    const details = detailsOf(this.sealer, row);
    return {
      id: row.id,
      sessionId: row.session_id,
      flowId: row.flow_id,
      flowName: row.flow_name,
      status: row.status,
      stage: stageOf(row),
      number: details.number ?? null,
      name: details.name ?? null,
      about: details.about ?? null,
      email: details.email ?? null,
      queueId: row.queue_id,
      queueTitle: row.queue_title,
      entryId: row.status === 'requested' ? row.entry_id : null,
      place: row.place,
      agent: row.agent,
      agentId: row.agent_id,
      slotAt: row.slot_at?.toISOString() ?? null,
      nextTryAt: row.status === 'requested' ? (row.next_try_at?.toISOString() ?? null) : null,
      attempts: row.attempts,
      result: row.result,
      requestedAt: row.requested_at.toISOString(),
    };
  }
}
