import { Component, computed, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Content } from '../api/types';
import { bytes, clock, many, percent } from '../ui/format';
import { Icon } from '../ui/icon';
import { type MenuAction, MoreMenu } from '../ui/more-menu';

/** One piece of the library, in whatever state it is. Buttons of the page are projected into its foot. */
@Component({
  selector: 'app-media-card',
  imports: [Icon, MoreMenu, RouterLink],
  host: { class: 'card media', '[class.busy]': 'busy()', '[class.failed]': 'content().status === "failed"' },
  templateUrl: './media-card.html',
  styleUrl: './media-card.css',
})
export class MediaCard {
  readonly content = input.required<Content>();
  readonly actions = input.required<readonly MenuAction[]>();
  readonly played = output();
  protected readonly clock = clock;
  protected readonly busy = computed(() => ['uploading', 'uploaded', 'transcoding'].includes(this.content().status));
  protected readonly share = computed(() => percent(this.content().progress));
  protected readonly languages = computed(() =>
    this.content()
      .captions.map((language) => language.toUpperCase())
      .join(' '),
  );
  protected readonly playable = computed(() => this.content().kind === 'video' || this.content().kind === 'audio');

  /** The first sentence is the headline, the rest explains. */
  protected readonly reason = computed(() => {
    const message = this.content().reason?.message ?? 'It could not be prepared. Upload the file again.';
    const end = message.indexOf('. ');
    return end < 0 ? { head: message, rest: '' } : { head: message.slice(0, end), rest: message.slice(end + 2) };
  });

  protected readonly facts = computed(() => {
    const { status, kind, height, bytes: size } = this.content();
    if (status === 'failed') return bytes(size);
    if (status !== 'ready') return 'You can use it in a draft now.';
    const what = kind === 'video' && height ? `Up to ${height}p` : kind === 'audio' ? 'Sound' : 'Picture';
    return `${what} · ${bytes(size)}`;
  });

  protected readonly use = computed(() => {
    const { usedBy } = this.content();
    return usedBy.length === 1 ? `In ${usedBy[0]?.flowName}` : usedBy.length ? `In ${many(usedBy.length, 'flow')}` : '';
  });
}
