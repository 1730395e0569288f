import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CompanyCaller } from '../auth/access.js';
import { Db, rows } from '../platform/db.js';
import { Effects, type PendingEffect } from '../platform/effects.js';
import { newId } from '../platform/ids.js';
import { page, writeCursor, type Page } from '../platform/list.js';
import { isMoment, positionOf } from '../platform/position.js';
import { Sealer } from '../sessions/sealer.js';
import type { CallbackDto, ListCallbacksDto } from './callbacks.dto.js';

interface CallbackRow {
  id: string;
  session_id: string;
  flow_id: string;
  flow_name: string;
  status: 'requested' | 'called' | 'cancelled';
  details: Buffer;
  data_key: Buffer | null;
  requested_at: Date;
}

interface Details {
  number?: string;
  name?: string;
  about?: string;
}

/** Numbers that visitors left to be called back at. */
@Injectable()
export class Callbacks implements OnModuleInit {
  constructor(
    private readonly db: Db,
    private readonly effects: Effects,
    private readonly sealer: Sealer,
  ) {}

  onModuleInit(): void {
    this.effects.on('callback', (em, effect) => this.book(em, effect));
  }

  list(caller: CompanyCaller, query: ListCallbacksDto): Promise<Page<CallbackDto>> {
    const { value: before, id: beforeId, limit } = positionOf(query, isMoment);
    return this.db.inCompany(caller.companyId, async (em) => {
      const found = await rows<CallbackRow>(
        em,
        `select c.id, c.session_id, c.flow_id, f.name as flow_name, c.status, c.details, s.data_key, c.requested_at
         from callbacks c
         join ivr_sessions s on s.company_id = c.company_id and s.id = c.session_id
         join ivr_flows f on f.company_id = c.company_id and f.id = c.flow_id
         where ($1::text is null or c.status = $1)
           and ($2::timestamptz is null or c.requested_at < $2 or (c.requested_at = $2 and c.id > $3))
         order by c.requested_at desc, c.id limit $4`,
        [query.status ?? null, before, beforeId, limit + 1],
      );
      return page(
        found,
        limit,
        (row) => writeCursor(row.requested_at, row.id),
        (row) => this.shape(row),
      );
    });
  }

  /** Runs in the effect's transaction. Sealed under the session's key, so that erasing the session erases the number. */
  private async book(em: EntityManager, effect: PendingEffect): Promise<void> {
    const [session] = await rows<{ data_key: Buffer }>(em, 'select data_key from ivr_sessions where id = $1', [
      effect.sessionId,
    ]);
    if (!session) throw new Error('callback without a session');
    const { number, name, about } = effect.payload;
    const details = this.sealer.seal(
      this.sealer.unwrap(session.data_key, effect.sessionId),
      JSON.stringify({ number, name, about }),
      'callback',
    );
    await em.query(
      `insert into callbacks (id, session_id, effect_id, flow_id, node_id, details) values ($1, $2, $3, $4, $5, $6)
       on conflict (company_id, session_id, effect_id) do nothing`,
      [newId(), effect.sessionId, effect.id, effect.flowId, effect.nodeId, details],
    );
  }

  private shape(row: CallbackRow): CallbackDto {
    const details: Details = row.data_key
      ? JSON.parse(this.sealer.open(this.sealer.unwrap(row.data_key, row.session_id), row.details, 'callback'))
      : {};
    return {
      id: row.id,
      sessionId: row.session_id,
      flowId: row.flow_id,
      flowName: row.flow_name,
      status: row.status,
      number: details.number ?? null,
      name: details.name ?? null,
      about: details.about ?? null,
      requestedAt: row.requested_at.toISOString(),
    };
  }
}
