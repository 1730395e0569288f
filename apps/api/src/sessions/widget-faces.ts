import { launcherLook } from '@calldocker/look/brand';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { BRAND_COLUMNS, Brands, type Brand, type BrandRow } from '../flows/widgets/brands.js';
import type { TriggersDto } from '../flows/widgets/widget.dto.js';
import { Config } from '../platform/config.js';
import { Db, rows } from '../platform/db.js';
import { Live } from '../platform/live.js';
import type { LauncherDto } from './launcher.dto.js';

/** A widget as it shows itself before anybody speaks to it, whether or not somebody answers. */
export interface WidgetFace {
  /** Which pages may frame it: the widget's list and our own (the page opened by itself, the demo). */
  origins: string[];
  brand: Brand;
  triggers: TriggersDto;
}

interface FaceRow extends BrandRow {
  company_id: string;
  allowed_origins: string[];
  triggers: TriggersDto;
}

/** As the table has it; what an address holds may not even be text. */
const KEY = /^[a-z0-9-]{4,40}$/;
/** How long a lost bell may leave an old face standing. */
const FACE_MS = 10_000;

/** Asked by key on each page load, when no company is known yet. */
@Injectable()
export class WidgetFaces implements OnModuleInit, OnModuleDestroy {
  private readonly faces = new LRUCache<string, WidgetFace>({ max: 5_000, ttl: FACE_MS });
  private deafen?: () => void;

  constructor(
    private readonly db: Db,
    private readonly config: Config,
    private readonly live: Live,
    private readonly brands: Brands,
  ) {}

  onModuleInit(): void {
    this.deafen = this.live.listen(null, ['widgets', 'content'], () => this.faces.clear());
  }

  onModuleDestroy(): void {
    this.deafen?.();
  }

  /** Undefined: there is no such widget. */
  async of(key: string): Promise<WidgetFace | undefined> {
    if (!KEY.test(key)) return undefined;
    const held = this.faces.get(key);
    if (held) return held;
    const [row] = await this.db.asSystem('a widget’s key names its face', (em) =>
      rows<FaceRow>(
        em,
        `select w.company_id, w.allowed_origins, w.triggers, ${BRAND_COLUMNS}
         from widgets w join companies c on c.id = w.company_id where w.key = $1`,
        [key],
      ),
    );
    if (!row) return undefined;
    const brand = await this.brands.of(row.company_id, row);
    const face = { origins: [this.config.visitorOrigin, ...row.allowed_origins], brand, triggers: row.triggers };
    this.faces.set(key, face);
    return face;
  }

  /** What the company's own page needs to draw the button. */
  async launcher(key: string): Promise<LauncherDto | undefined> {
    const face = await this.of(key);
    if (!face) return undefined;
    const { theme, language, wording, logoUrl, hostUrl } = face.brand;
    const { triggers } = face;
    return { theme, language, wording, pictureUrl: hostUrl ?? logoUrl, look: launcherLook(face.brand), triggers };
  }
}
