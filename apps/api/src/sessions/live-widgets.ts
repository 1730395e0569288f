import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { BRAND_COLUMNS, Brands, type Brand, type BrandRow } from '../flows/widgets/brands.js';
import type { Analytics } from '../flows/widgets/widget.dto.js';
import { Db, rows } from '../platform/db.js';
import { Live } from '../platform/live.js';

/** The widget's page as its company dressed it, and the version that its sessions begin with now. */
export interface LiveWidget {
  companyId: string;
  widgetId: string;
  flowId: string;
  versionId: string;
  mode: 'video' | 'audio';
  brand: Brand;
  analytics: Analytics;
}

interface WidgetRow extends BrandRow {
  company_id: string;
  id: string;
  flow_id: string | null;
  version_id: string | null;
  mode: 'video' | 'audio';
  analytics: Analytics;
}

/** How long a lost bell may leave an old pointer standing. */
const POINTER_MS = 10_000;

/** A widget's pointer to its flow's live version, for a moment. */
@Injectable()
export class LiveWidgets implements OnModuleInit, OnModuleDestroy {
  private readonly pointers = new LRUCache<string, LiveWidget>({ max: 5_000, ttl: POINTER_MS });
  private deafen?: () => void;

  constructor(
    private readonly db: Db,
    private readonly live: Live,
    private readonly brands: Brands,
  ) {}

  onModuleInit(): void {
    // Which keys a flow's or a widget's change concerns is not worth knowing: it is one small query each.
    this.deafen = this.live.listen(null, ['widgets', 'flows'], () => this.pointers.clear());
  }

  onModuleDestroy(): void {
    this.deafen?.();
  }

  /** Undefined when there is no such widget or its flow is not live. */
  async of(key: string): Promise<LiveWidget | undefined> {
    const held = this.pointers.get(key);
    if (held) return held;
    const [row] = await this.db.asSystem('a widget’s key names its company', (em) =>
      rows<WidgetRow>(
        em,
        `select w.company_id, w.id, w.flow_id, f.live_version_id as version_id, w.mode, w.analytics, ${BRAND_COLUMNS}
         from widgets w join companies c on c.id = w.company_id
         left join ivr_flows f on f.company_id = w.company_id and f.id = w.flow_id
         where w.key = $1`,
        [key],
      ),
    );
    if (!row?.flow_id || !row.version_id) return undefined;
    const widget: LiveWidget = {
      companyId: row.company_id,
      widgetId: row.id,
      flowId: row.flow_id,
      versionId: row.version_id,
      mode: row.mode,
      analytics: row.analytics,
      brand: await this.brands.of(row.company_id, row),
    };
    this.pointers.set(key, widget);
    return widget;
  }
}
