import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CompanyCaller } from '../auth/access.js';
import { audit } from '../auth/audit.js';
import { Db, rows } from '../platform/db.js';
import { Problem } from '../platform/problem.js';
import type { CallbackSettingsDto, SaveCallbackSettingsDto } from './callback-settings.dto.js';

const USUAL: CallbackSettingsDto = {
  countries: null,
  attempts: 3,
  retryMinutes: 10,
  numbersPerDay: 3,
  callsPerHour: 60,
  slotMinutes: 15,
  slotCapacity: 2,
  daysAhead: 7,
  revision: 0,
};

/** Whom a company calls back, how often it tries, and what can be booked. */
@Injectable()
export class CallbackSettings {
  constructor(private readonly db: Db) {}

  get(caller: CompanyCaller): Promise<CallbackSettingsDto> {
    return this.db.inCompany(caller.companyId, settingsIn);
  }

  save(caller: CompanyCaller, revision: number, dto: SaveCallbackSettingsDto): Promise<CallbackSettingsDto> {
    return this.db.inCompany(caller.companyId, async (em) => {
      const values = [
        dto.countries,
        dto.attempts,
        dto.retryMinutes,
        dto.numbersPerDay,
        dto.callsPerHour,
        dto.slotMinutes,
        dto.slotCapacity,
        dto.daysAhead,
      ];
      const saved =
        revision === 0
          ? await rows(
              em,
              `insert into callback_settings (countries, attempts, retry_minutes, numbers_per_day, calls_per_hour,
                                              slot_minutes, slot_capacity, days_ahead)
               values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning revision`,
              values,
            )
          : await rows(
              em,
              `update callback_settings set countries = $1, attempts = $2, retry_minutes = $3, numbers_per_day = $4,
                 calls_per_hour = $5, slot_minutes = $6, slot_capacity = $7, days_ahead = $8, revision = revision + 1,
                 updated_at = now()
               where revision = $9 returning revision`,
              [...values, revision],
            );
      const current = await settingsIn(em);
      if (saved.length === 0) throw new Problem('callback-settings.changed-elsewhere', { current });
      await audit(em, 'callback-settings.saved', { ...caller });
      return current;
    });
  }
}

/** What holds in the company of the transaction. */
export async function settingsIn(em: EntityManager): Promise<CallbackSettingsDto> {
  const [row] = await rows<CallbackSettingsDto>(
    em,
    `select countries, attempts, retry_minutes as "retryMinutes", numbers_per_day as "numbersPerDay",
            calls_per_hour as "callsPerHour", slot_minutes as "slotMinutes", slot_capacity as "slotCapacity",
            days_ahead as "daysAhead", revision
     from callback_settings`,
  );
  return row ?? USUAL;
}
