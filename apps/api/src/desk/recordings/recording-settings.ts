import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CompanyCaller } from '../../auth/access.js';
import { audit } from '../../auth/audit.js';
import { Db, rows } from '../../platform/db.js';
import type { RecordingSettingsDto } from './recordings.dto.js';

const USUAL: RecordingSettingsDto = { enabled: false, days: 30 };

/** Whether a company's calls may be recorded at all, and how long recordings are kept. */
@Injectable()
export class RecordingSettings {
  constructor(private readonly db: Db) {}

  get(caller: CompanyCaller): Promise<RecordingSettingsDto> {
    return this.db.inCompany(caller.companyId, recordingSettingsIn);
  }

  save(caller: CompanyCaller, { enabled, days }: RecordingSettingsDto): Promise<RecordingSettingsDto> {
    return this.db.inCompany(caller.companyId, async (em) => {
      await em.query(
        `insert into recording_settings (enabled, days) values ($1, $2)
         on conflict (company_id) do update set enabled = excluded.enabled, days = excluded.days`,
        [enabled, days],
      );
      const data = { enabled: String(enabled), days: String(days) };
      await audit(em, 'recordings.set', { ...caller, target: caller.companyId, data });
      return { enabled, days };
    });
  }
}

export async function recordingSettingsIn(em: EntityManager): Promise<RecordingSettingsDto> {
  const [row] = await rows<RecordingSettingsDto>(em, 'select enabled, days from recording_settings');
  return row ?? USUAL;
}
