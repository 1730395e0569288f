import { start } from '@calldocker/flow-engine';
import { Injectable } from '@nestjs/common';
import { MediaSources } from '../content/delivery/media.js';
import { log } from '../platform/log.js';
import { answerOf } from './answers.js';
import { Bundles, environment } from './bundles.js';
import { LiveWidgets } from './live-widgets.js';

/** With which picture a widget's page opens, so that it can be sent along with the page. */
@Injectable()
export class FirstPictures {
  constructor(
    private readonly widgets: LiveWidgets,
    private readonly bundles: Bundles,
    private readonly media: MediaSources,
  ) {}

  /**
   * Of the screen that a visit would begin with now, by one of whom nothing is known but the languages. Null where that has
   * no film.
   */
  async of(key: string, languages: string[]): Promise<string | null> {
    try {
      return await this.find(key, languages);
    } catch (err) {
      // The database is away, or the flow cannot begin: the page opens all the same, and says so itself.
      log.warn({ err, key }, 'no first picture');
      return null;
    }
  }

  private async find(key: string, languages: string[]): Promise<string | null> {
    const widget = await this.widgets.of(key);
    if (widget?.mode !== 'video') return null;
    const { companyId, versionId, brand } = widget;
    const pinned = await this.bundles.pin(companyId, versionId);
    if (!pinned) return null;
    const { bundle } = pinned;
    const spoken = brand.language === null ? languages : [brand.language, ...languages];
    const bindings = await this.bundles.bindingsFor(companyId, bundle);
    const step = start(bundle, { languages: spoken }, environment(Date.now(), key, bindings));
    const shown = 'contentId' in step.screen ? step.screen.contentId : undefined;
    if (shown === undefined) return null;
    const { clips } = answerOf(1, step, bundle);
    const sources = await this.media.cached(companyId, { [shown]: clips[shown] ?? null });
    return sources[shown]?.posterUrl ?? null;
  }
}
