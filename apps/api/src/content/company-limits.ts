import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Config } from '../platform/config.js';
import { rows } from '../platform/db.js';
import { Problem } from '../platform/problem.js';
import { MEDIA_LIMITS, type MediaLimits } from '../media/limits.js';

/** What a company may keep, and what a file of it may be. */
export interface CompanyLimits extends MediaLimits {
  /** Of all files together, in bytes. */
  quotaBytes: number;
  /** After which archived pieces that no flow shows are deleted; null keeps them. */
  archivedDays: number | null;
}

/** What a company has of its own; the rest is the installation's. */
export type OwnLimits = Partial<Omit<CompanyLimits, 'archivedDays'>> & { archivedDays?: number };

@Injectable()
export class Limits {
  constructor(private readonly config: Config) {}

  /** In the caller's transaction, of its company. */
  async of(em: EntityManager): Promise<CompanyLimits> {
    const [row] = await rows<{ media_limits: OwnLimits }>(
      em,
      `select media_limits from companies where id = current_company()`,
    );
    return this.with(row?.media_limits ?? {});
  }

  with(own: OwnLimits): CompanyLimits {
    const { uploadLimitBytes: fileBytes, storageQuotaBytes: quotaBytes } = this.config;
    // What the door takes at most holds for all.
    const atDoor = Math.min(fileBytes, own.fileBytes ?? fileBytes);
    return { ...MEDIA_LIMITS, quotaBytes, archivedDays: null, ...own, fileBytes: atDoor };
  }

  /** Refuses what does not fit any more. One upload of a company at a time asks, so that two do not take the same room. */
  async makeRoom(em: EntityManager, companyId: string, bytes: number): Promise<void> {
    await em.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [`media quota ${companyId}`]);
    const { fileBytes, quotaBytes } = await this.of(em);
    if (bytes > fileBytes) throw new Problem('content.too-large', { limitBytes: fileBytes });
    const usedBytes = await usedIn(em, companyId);
    if (usedBytes + bytes > quotaBytes)
      throw new Problem('content.quota', { usedBytes, quotaBytes, neededBytes: bytes });
  }
}

/**
 * Bytes that a company takes: in the library every revision's file and what was made of it, and the uploads on their way;
 * and the recordings of calls.
 */
export async function usedIn(em: EntityManager, companyId: string): Promise<number> {
  const [row] = await rows<{ used: string }>(
    em,
    `select (select coalesce(sum(bytes + stored_bytes), 0) from ivr_content_revisions where company_id = $1)
          + (select coalesce(sum(bytes), 0) from ivr_content where company_id = $1 and status <> 'ready')
          + (select coalesce(sum(bytes + film_bytes), 0) from call_recordings where company_id = $1) as used`,
    [companyId],
  );
  return Number(row?.used ?? 0);
}
