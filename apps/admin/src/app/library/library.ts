import { LiveAnnouncer } from '@angular/cdk/a11y';
import { Component, DestroyRef, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { Events } from '../api/events';
import { asProblem } from '../api/problem';
import { Session } from '../api/session';
import type { Content, ContentKind, EventMap } from '../api/types';
import { Confirm } from '../ui/confirm';
import { Dialog } from '../ui/dialog';
import { EmptyState } from '../ui/empty-state';
import { many, percent } from '../ui/format';
import { Icon, type IconName } from '../ui/icon';
import { LoadMore } from '../ui/load-more';
import { LoadProblem } from '../ui/load-problem';
import type { MenuAction } from '../ui/more-menu';
import { NameDialog } from '../ui/name-dialog';
import { PagedList } from '../ui/paged-list';
import { SearchBox } from '../ui/search-box';
import { Skeleton } from '../ui/skeleton';
import { Toasts } from '../ui/toasts';
import { CaptionsDialog } from './captions-dialog';
import { MediaCard } from './media-card';
import { MediaPlayer } from './media-player';
import { UploadCard } from './upload-card';
import { Uploads } from './uploads';

type Kind = Exclude<ContentKind, 'image'> | undefined;

@Component({
  selector: 'app-library',
  imports: [CaptionsDialog, Dialog, EmptyState, Icon, LoadMore, LoadProblem, MediaCard, MediaPlayer, NameDialog, RouterLink, SearchBox, Skeleton, UploadCard],
  templateUrl: './library.html',
  styleUrl: './library.css',
  host: { '(dragover)': 'dragOver($event)', '(dragleave)': 'dragLeave($event)', '(drop)': 'drop($event)' },
})
export class Library {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly confirm = inject(Confirm);
  private readonly announcer = inject(LiveAnnouncer);
  protected readonly uploads = inject(Uploads);

  readonly search = input<string>();
  readonly kind = input<Kind>();
  protected readonly kinds: readonly { value: Kind; label: string; icon: IconName | null }[] = [
    { value: undefined, label: 'All', icon: null },
    { value: 'video', label: 'Video', icon: 'video' },
    { value: 'audio', label: 'Audio', icon: 'audio' },
  ];

  protected readonly over = signal(false);
  protected readonly playing = signal<Content | null>(null);
  protected readonly renaming = signal<Content | null>(null);
  protected readonly inUse = signal<Content | null>(null);
  private readonly captioning = signal('');

  protected readonly list = new PagedList<Content>((cursor, signal) =>
    this.api.listContent({ search: this.search(), kind: this.kind(), cursor }, signal),
  );
  protected readonly mayWrite = computed(() => inject_can);
  protected readonly filtered = computed(() => !!this.search() || !!this.kind());
  /** The server's rows, without those whose upload this tab shows itself. */
  protected readonly rows = computed(() => {
    const own = new Set(this.uploads.list().map((upload) => upload.contentId));
    return this.list.items().filter((content) => !own.has(content.id));
  });
  protected readonly captioned = computed(() => this.list.items().find((content) => content.id === this.captioning()) ?? null);
  protected readonly summary = computed(() => `${many(this.rows().length, 'item')}${this.list.hasMore() ? ' and more' : ''}`);

  constructor() {
    effect(() => {
      this.search();
      this.kind();
      untracked(() => void this.list.load());
    });
    const events = inject(Events);
    events.listen('content', (news) => this.take(news));
    events.onReturn(() => void this.list.refresh());
    inject(DestroyRef).onDestroy(this.uploads.onArrival((id) => void this.renew(id)));
  }
}
