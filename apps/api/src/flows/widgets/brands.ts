import { variablesOf, type Colours, type Font, type Variables, type Words } from '@calldocker/look/brand';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { MediaSources } from '../../content/delivery/media.js';
import { Db } from '../../platform/db.js';

export const DEFAULT_LAMP = '#f3b25a';

/** How a widget, its page and its letters look, and what they say. */
export interface Brand {
  companyName: string;
  lamp: string;
  theme: 'auto' | 'light' | 'dark';
  logoUrl: string | null;
  /** The host's picture, on the launcher and where no film plays. */
  hostUrl: string | null;
  font: Font;
  colours: Colours;
  /** The page speaks it whatever the visitor's browser says; null: the visitor's. */
  language: string | null;
  wording: Record<string, Words>;
  privacyUrl: string | null;
  /** What was chosen, as custom properties of the visitor's page. */
  variables: Variables;
}

/** What a company said; the rest is the house's own. */
export type StoredBrand = Partial<Omit<Brand, 'hostUrl' | 'variables'>>;

/** Columns of `widgets` and `companies`. A session whose widget has gone has its company's name alone. */
export interface BrandRow {
  brand: StoredBrand | null;
  logo_id: string | null;
  host_id: string | null;
  company_name: string;
  company_privacy_url: string | null;
}
export const BRAND_COLUMNS =
  'w.brand, w.logo_id, w.host_id, c.name as company_name, c.privacy_url as company_privacy_url';

/** Puts together what a company chose and what it left alone. */
@Injectable()
export class Brands {
  constructor(
    private readonly db: Db,
    private readonly media: MediaSources,
  ) {}

  async of(companyId: string, row: BrandRow): Promise<Brand> {
    const [brand] =
      row.logo_id || row.host_id
        ? await this.db.inCompany(companyId, (em) => this.read(em, [row]))
        : [brandOf(row, () => null)];
    if (!brand) throw new Error('A row came without its brand.');
    return brand;
  }

  /** In the order of the rows, with one query for all their pictures. */
  async read(em: EntityManager, found: readonly BrandRow[]): Promise<Brand[]> {
    const ids = found.flatMap(({ logo_id, host_id }) => [logo_id, host_id]).filter((id) => id !== null);
    const pictures = ids.length > 0 ? await this.media.pictures(em, ids) : {};
    return found.map((row) => brandOf(row, (id) => (id && pictures[id]) ?? null));
  }
}

function brandOf(row: BrandRow, pictureOf: (id: string | null) => string | null): Brand {
  const brand = row.brand ?? {};
  const said = {
    companyName: brand.companyName ?? row.company_name,
    lamp: brand.lamp ?? DEFAULT_LAMP,
    theme: brand.theme ?? 'auto',
    logoUrl: pictureOf(row.logo_id) ?? brand.logoUrl ?? null,
    hostUrl: pictureOf(row.host_id),
    font: brand.font ?? 'inter',
    colours: brand.colours ?? {},
    language: brand.language ?? null,
    wording: brand.wording ?? {},
    privacyUrl: brand.privacyUrl ?? row.company_privacy_url,
  };
  return { ...said, variables: variablesOf(said) };
}
