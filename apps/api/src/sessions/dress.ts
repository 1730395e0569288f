import type { Bundle, Door } from '@calldocker/flow-engine';
import { Injectable } from '@nestjs/common';
import { BRAND_COLUMNS, Brands, type Brand, type BrandRow } from '../flows/widgets/brands.js';
import type { Analytics } from '../flows/widgets/widget.dto.js';
import { Db, rows } from '../platform/db.js';
import { Bundles, type Pin } from './bundles.js';
import { privacyOf, type Consent } from './consent.js';
import type { PrivacyDto } from './consent.dto.js';
import { Doors } from './doors.js';
import type { SessionKey } from './visitor-rows.js';

/** How a session's page looks and in what it speaks. */
export interface Dress {
  mode: 'video' | 'audio';
  brand: Brand;
  privacy: PrivacyDto;
  /** What the visitor may change to; the flow's own first. */
  languages: string[];
  doors: Door[];
}

interface DressRow extends Pin, BrandRow {
  mode: 'video' | 'audio';
  analytics: Analytics;
  consent: Consent | null;
}

/** Reads it anew for a page that was reloaded, or for another device. */
@Injectable()
export class Dresses {
  constructor(
    private readonly db: Db,
    private readonly bundles: Bundles,
    private readonly doors: Doors,
    private readonly brands: Brands,
  ) {}

  /** What the page of a widget and what it runs come to. */
  async for(companyId: string, bundle: Bundle, look: Pick<Dress, 'mode' | 'brand' | 'privacy'>): Promise<Dress> {
    return { ...look, languages: bundle.definition.languages, doors: await this.doors.of(companyId, bundle) };
  }

  async of({ companyId, sessionId }: SessionKey): Promise<Dress | undefined> {
    const [row] = await this.db.inCompany(companyId, (em) =>
      rows<DressRow>(
        em,
        `select s.mode, s.consent, coalesce(w.analytics, 'none') as analytics, s.version_id, s.bundle_id, ${BRAND_COLUMNS}
         from ivr_sessions s join companies c on c.id = s.company_id
         left join widgets w on w.company_id = s.company_id and w.id = s.widget_id
         where s.id = $1`,
        [sessionId],
      ),
    );
    const bundle = row && (await this.bundles.load(companyId, row));
    if (!row || !bundle) return undefined;
    const privacy = privacyOf(row.analytics, row.consent);
    return this.for(companyId, bundle, { mode: row.mode, privacy, brand: await this.brands.of(companyId, row) });
  }
}
