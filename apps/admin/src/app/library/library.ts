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
  imports: [
    CaptionsDialog,
    Dialog,
    EmptyState,
    Icon,
    LoadMore,
    LoadProblem,
    MediaCard,
    MediaPlayer,
    NameDialog,
    RouterLink,
    SearchBox,
    Skeleton,
    UploadCard,
  ],
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
  private readonly session = inject(Session);
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
  protected readonly mayWrite = computed(() => this.session.can('content:write'));
  protected readonly filtered = computed(() => !!this.search() || !!this.kind());
  /** The server's rows, without those whose upload this tab shows itself. */
  protected readonly rows = computed(() => {
    const own = new Set(this.uploads.list().map((upload) => upload.contentId));
    return this.list.items().filter((content) => !own.has(content.id));
  });
  protected readonly captioned = computed(
    () => this.list.items().find((content) => content.id === this.captioning()) ?? null,
  );
  protected readonly summary = computed(
    () => `${many(this.rows().length, 'item')}${this.list.hasMore() ? ' and more' : ''}`,
  );

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

  protected filter(change: { search?: string; kind?: Kind }): void {
    const params = Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value || null]));
    void this.router.navigate([], { queryParams: params, queryParamsHandling: 'merge', replaceUrl: true });
  }

  protected actions(content: Content): MenuAction[] {
    const actions: MenuAction[] = [];
    if (content.media) actions.push({ label: 'Play', run: () => this.playing.set(content) });
    if (!this.mayWrite()) return actions;
    actions.push({ label: 'Rename', run: () => this.renaming.set(content) });
    if (content.status === 'ready' && content.kind !== 'image') {
      actions.push({ label: 'Captions', run: () => this.captioning.set(content.id) });
    }
    actions.push({ label: 'Delete…', danger: true, run: () => this.delete(content) });
    return actions;
  }

  protected send(files: FileList | null): void {
    for (const file of files ?? []) this.uploads.add(file);
  }

  protected dragOver(event: DragEvent): void {
    if (!this.mayWrite() || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    this.over.set(true);
  }

  protected dragLeave(event: DragEvent): void {
    const to = event.relatedTarget;
    if (!(to instanceof Node && event.currentTarget instanceof Node && event.currentTarget.contains(to)))
      this.over.set(false);
  }

  protected drop(event: DragEvent): void {
    if (!this.over()) return;
    event.preventDefault();
    this.over.set(false);
    this.send(event.dataTransfer?.files ?? null);
  }

  protected async retry(content: Content): Promise<void> {
    await this.toasts.try(async () => this.list.put(await this.api.retryContent(content.id)));
  }

  protected readonly rename = async (name: string): Promise<void> => {
    const content = this.renaming();
    if (content) this.list.put(await this.api.updateContent(content.id, { name }));
  };

  protected captionsChanged(id: string, captions: string[]): void {
    this.list.change(id, (content) => ({ ...content, captions }));
    // The playable source names its tracks too.
    void this.renew(id);
  }

  protected closeCaptions(): void {
    this.captioning.set('');
  }

  private async delete(content: Content): Promise<void> {
    if (content.usedBy.length) return this.inUse.set(content);
    const yes = await this.confirm.ask({
      heading: `Delete ${content.name}?`,
      body: 'The file, its sizes and its captions are deleted for good.',
      action: 'Delete',
      danger: true,
    });
    if (!yes) return;
    try {
      await this.api.deleteContent(content.id);
      this.list.remove(content.id);
      this.toasts.say(`${content.name} is deleted.`);
    } catch (caught) {
      const problem = asProblem(caught);
      if (problem.code !== 'content.in-use') return this.toasts.refuse(problem);
      // A flow has taken it up since the list was loaded.
      this.inUse.set(await this.api.getContent(content.id).catch(() => content));
    }
  }

  private take(news: EventMap['content']): void {
    const before = this.list.items().find((content) => content.id === news.id);
    if (!before) return this.filtered() ? undefined : void this.renew(news.id);
    if (before.status !== news.status) void this.renew(news.id);
    if (quarter(before.progress) < quarter(news.progress)) {
      void this.announcer.announce(`${before.name}: ${percent(news.progress)} per cent prepared`);
    }
    this.list.change(news.id, (content) => ({
      ...content,
      status: news.status,
      progress: news.progress,
      reason: news.reason,
    }));
  }

  private async renew(id: string): Promise<void> {
    try {
      this.list.put(await this.api.getContent(id));
    } catch {
      // Deleted meanwhile, or no answer: the next load settles it.
    }
  }
}

function quarter(progress: number): number {
  return Math.floor(progress * 4);
}
