import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Db, rows } from '../platform/db.js';
import { log } from '../platform/log.js';
import { Ticker } from '../platform/ticker.js';
import { CallbackMails, REMINDED } from './callback-mails.js';
import { CallbackPlan } from './callback-plan.js';

const TICK_MS = 2_000;

/** What becomes of callbacks with time, looked at in each worker: who is due, who is done with, who is to be reminded. */
@Injectable()
export class CallbackClock implements OnModuleInit, OnModuleDestroy {
  private ticker: Ticker | undefined;

  constructor(
    private readonly db: Db,
    private readonly plan: CallbackPlan,
    private readonly mails: CallbackMails,
  ) {}

  onModuleInit(): void {
    this.ticker = new Ticker(() => this.tick(), 'callbacks not looked at', TICK_MS);
  }

  async onModuleDestroy(): Promise<void> {
    await this.ticker?.stop();
  }

  async tick(): Promise<void> {
    const companies = await this.db.asSystem('callbacks of any company', (em) =>
      rows<{ company_id: string }>(
        em,
        `select distinct c.company_id from callbacks c
         left join queue_entries e on e.company_id = c.company_id and e.id = c.entry_id
         where c.status = 'requested'
           and (c.next_try_at <= now() or e.state in ('done', 'left', 'overflowed', 'cancelled')
             or (c.slot_at < now() + ${REMINDED} and c.reminded_at is null))`,
      ),
    );
    for (const { company_id: companyId } of companies) {
      try {
        await this.plan.tend(companyId);
        await this.mails.remind(companyId);
      } catch (err) {
        // Of this company alone: the others have their turn.
        log.warn({ err, companyId }, 'callbacks not tended');
      }
    }
  }
}
