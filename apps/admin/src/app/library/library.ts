import { LiveAnnouncer } from '@angular/cdk/a11y';
import {
  Component,
  DestroyRef,
  ElementRef,
  afterNextRender,
  computed,
  effect,
  inject,
  input,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { Events } from '../api/events';
import { Session } from '../api/session';
import type { Content, ContentKind, EventMap } from '../api/types';
import { Commands, KEYS_COMMAND } from '../commands/commands';
import { Dialog } from '../ui/dialog';
import { EmptyState } from '../ui/empty-state';
import { bytes, many, percent } from '../ui/format';
import { Icon } from '../ui/icon';
import { isTyping } from '../ui/is-typing';
import { LoadMore } from '../ui/load-more';
import { LoadProblem } from '../ui/load-problem';
import type { MenuAction } from '../ui/more-menu';
import { NameDialog } from '../ui/name-dialog';
import { PagedList } from '../ui/paged-list';
import { Skeleton } from '../ui/skeleton';
import { Toasts } from '../ui/toasts';
import { AttachCaptions } from './attach-captions';
import { BulkBar, type BulkWish } from './bulk-bar';
import { FilterBar, type LibraryView } from './filter-bar';
import { type Filters, type Shelf, fits, isFiltered, queryOf } from './filters';
import { KeysDialog } from './keys-dialog';
import { LibraryTags } from './library-tags';
import { LibraryUsage } from './library-usage';
import { type CardWish, MediaCard } from './media-card';
import { MediaPlayer } from './media-player';
import { MediaTable } from './media-table';
import { PieceActions, type Shown } from './piece-actions';
import { type PieceKey, PieceKeys } from './piece-keys';
import { PieceMenu } from './piece-menu';
import { PiecePanel, type PanelWish } from './piece-panel';
import { isInUse } from './piece-words';
import { RecordDialog } from './record-dialog';
import { Selection } from './selection';
import { SpeechDialog } from './speech-dialog';
import { StorageRoom } from './storage-room';
import { Intake } from './uploads/intake';
import { UploadCard } from './uploads/upload-card';
import { uploadsSpoken } from './uploads/upload-words';
import { Uploads } from './uploads/uploads';

const VIEW_KEY = 'calldocker.library.view';

@Component({
  selector: 'app-library',
  imports: [
    [AttachCaptions, BulkBar, Dialog, EmptyState, FilterBar, Icon, KeysDialog, LoadMore, LoadProblem],
    [MediaCard, MediaPlayer, MediaTable, NameDialog, PieceKeys, PiecePanel, RecordDialog, RouterLink, Skeleton],
    [SpeechDialog, StorageRoom, UploadCard],
  ],
  providers: [Intake, PieceMenu],
  templateUrl: './library.html',
  styleUrl: './library.css',
  host: {
    '(dragover)': 'intake.over($event)',
    '(dragleave)': 'intake.leave($event)',
    '(drop)': 'intake.drop($event)',
    '(document:keydown)': 'press($event)',
  },
})
export class Library {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly announcer = inject(LiveAnnouncer);
  private readonly session = inject(Session);
  private readonly usage = inject(LibraryUsage);
  private readonly menu = inject(PieceMenu);
  protected readonly tags = inject(LibraryTags);
  protected readonly pieceActions = inject(PieceActions);
  protected readonly isInUse = isInUse;
  protected readonly intake = inject(Intake);
  protected readonly uploads = inject(Uploads);

  /** From the address, so that Back returns to the same list. */
  readonly search = input<string>();
  readonly kind = input<ContentKind>();
  readonly status = input<Shelf>();
  readonly language = input<string>();
  readonly tag = input<string>();
  /** The piece whose panel is open. */
  readonly piece = input<string>();

  protected readonly view = signal<LibraryView>(localStorage.getItem(VIEW_KEY) === 'list' ? 'list' : 'grid');
  protected readonly selection = new Selection();
  protected readonly playing = signal<Content | null>(null);
  protected readonly renaming = signal<Content | null>(null);
  protected readonly tagging = signal<'tag' | 'untag' | null>(null);
  protected readonly recording = signal(false);
  protected readonly speaking = signal(false);
  protected readonly keysShown = signal(false);
  private readonly fetched = signal<Content | null>(null);

  protected readonly list = new PagedList<Content>((cursor, signal) =>
    this.api.listContent({ ...queryOf(this.filters()), cursor }, signal),
  );
  protected readonly filters = computed<Filters>(() => ({
    search: this.search(),
    kind: this.kind(),
    status: this.status(),
    language: this.language(),
    tag: this.tag(),
  }));
  protected readonly filtered = computed(() => isFiltered(this.filters()));
  protected readonly mayWrite = computed(() => this.session.can('content:write'));
  /** The server's rows, without those whose upload this tab shows itself, and without what is being deleted. */
  protected readonly rows = computed(() => {
    const own = new Set(this.newUploads().map((upload) => upload.contentId));
    const hidden = this.pieceActions.hidden();
    // Newest first, as the server has them: what comes back by Undo takes its old place.
    return this.list
      .items()
      .filter(({ id }) => !own.has(id) && !hidden.has(id))
      .sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  });
  protected readonly order = computed(() => this.rows().map(({ id }) => id));
  protected readonly selected = computed(() => this.rows().filter(({ id }) => this.selection.has(id)));
  /** Replacements are shown on the piece itself. */
  protected readonly newUploads = computed(() =>
    this.uploads.list().filter(({ replaces }) => !replaces || !this.list.items().some(({ id }) => id === replaces)),
  );
  protected readonly goingOn = computed(() => uploadsSpoken(this.uploads.list()));
  protected readonly spoken = computed(() => this.list.items().flatMap(({ language }) => language ?? []));
  protected readonly opened = computed(() => this.find(this.piece()));
  protected readonly summary = computed(
    () => `${many(this.rows().length, 'item')}${this.list.hasMore() ? ' and more' : ''}`,
  );
  protected readonly limits = computed(() => {
    const limits = this.usage.facts()?.limits;
    return limits ? `Video, sound or pictures, to ${bytes(limits.fileBytes)} each.` : 'Video, sound or pictures.';
  });
  private readonly keys = viewChild(PieceKeys);
  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  constructor() {
    inject(Commands).offer(() => [
      {
        id: KEYS_COMMAND,
        label: 'Keys of the library',
        icon: 'info',
        group: 'Console',
        keys: '?',
        words: 'shortcuts keyboard help',
        run: () => this.keysShown.set(true),
      },
      ...(this.mayWrite()
        ? ([
            {
              id: 'library upload',
              label: 'Upload files',
              icon: 'upload',
              group: 'Library',
              words: 'media add',
              run: () => this.intake.choose(),
            },
            {
              id: 'library record',
              label: 'Record',
              icon: 'video',
              group: 'Library',
              words: 'camera microphone film',
              run: () => this.recording.set(true),
            },
          ] as const)
        : []),
    ]);
    effect(() => {
      this.filters();
      untracked(() => {
        this.selection.clear();
        void this.list.load();
      });
    });
    effect(() => {
      const id = this.piece();
      if (id) untracked(() => !this.list.has(id) && void this.fetch(id));
    });
    const events = inject(Events);
    events.listen('content', (news) => this.take(news));
    events.onReturn(() => void this.list.refresh());
    inject(DestroyRef).onDestroy(this.uploads.onArrival((id) => void this.renew(id)));
    void this.usage.refresh();
    void this.tags.refresh();
    afterNextRender(() => (this.intake.box = this.box().nativeElement));
  }

  protected filter(change: Filters): void {
    this.go(Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value || null])));
  }

  protected readonly actions = (content: Content): MenuAction[] =>
    this.menu.of(content, {
      play: () => this.playing.set(content),
      open: () => this.open(content),
      rename: () => this.renaming.set(content),
      captions: () => this.caption(content),
      shown: this.shown,
    });

  protected readonly uploadOf = (id: string) => this.uploads.list().find(({ replaces }) => replaces === id) ?? null;

  protected open({ id }: Pick<Content, 'id'>): void {
    this.go({ piece: id });
  }

  protected close(): void {
    this.go({ piece: null });
  }

  protected show(view: LibraryView): void {
    this.view.set(view);
    localStorage.setItem(VIEW_KEY, view);
  }

  protected wish(content: Content, wish: CardWish | PanelWish): void {
    if (wish === 'play') this.playing.set(content);
    else if (wish === 'rename') this.renaming.set(content);
    else if (wish === 'captions') this.caption(content);
    else if (wish === 'replace' || wish === 'again') void this.intake.choose({ replaces: content.id });
    else if (wish === 'retry' || wish === 'discard') void this.pieceActions[wish](content, this.shown);
    else void this.pieceActions[wish]([content], this.shown);
    if (wish === 'delete') this.close();
  }

  protected bulk(wish: BulkWish): void {
    const pieces = this.selected();
    if (wish === 'tag' || wish === 'untag') return this.tagging.set(wish);
    this.selection.clear();
    if (wish !== 'clear') void this.pieceActions[wish](pieces, this.shown);
  }

  protected readonly label = async (tag: string): Promise<void> => {
    const act = this.tagging();
    if (act) await this.pieceActions[act](this.selected(), tag, this.shown);
    this.selection.clear();
    await this.tags.refresh();
  };

  protected readonly rename = async (name: string): Promise<void> => {
    const content = this.renaming();
    if (content) this.shown(content.id, await this.api.updateContent(content.id, { name }));
  };

  protected key({ id, command }: PieceKey): void {
    const content = this.find(id);
    if (!content) return;
    if (command === 'open') return this.open(content);
    if (!this.mayWrite()) return;
    if (command === 'toggle') this.selection.toggle(id);
    if (command === 'extend') this.selection.extend(id, this.order());
    if (command === 'rename') this.renaming.set(content);
    if (command === 'delete') {
      const chosen = this.selection.has(id) ? this.selected() : [content];
      this.selection.clear();
      void this.pieceActions.delete(chosen, this.shown);
    }
  }

  protected press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === '?') this.keysShown.set(true);
    else if (event.key === 'Escape' && this.selected().length) this.selection.clear();
    else if (event.key === '/') this.host.querySelector<HTMLElement>('input[type=search]')?.focus();
    else return;
    event.preventDefault();
  }

  /** A piece as it is now; what no longer fits leaves the list. */
  protected readonly shown: Shown = (id, content) => {
    if (this.fetched()?.id === id) this.fetched.set(content);
    const focused = document.activeElement?.closest(`[data-piece="${id}"]`);
    const next = this.order()[this.order().indexOf(id) + 1] ?? this.order()[this.order().indexOf(id) - 1];
    if (content && fits(content, this.filters())) this.list.put(content);
    else this.list.remove(id);
    if (content?.tags.some((tag) => !this.tags.known().includes(tag))) void this.tags.refresh();
    // Its card is gone and the focus with it: the neighbour takes it up.
    if (focused && next && !this.list.has(id)) setTimeout(() => this.keys()?.focus(next));
  };

  private caption({ id }: Content): void {
    void this.router.navigate(['/library', id, 'captions']);
  }

  private go(params: Record<string, string | null>): void {
    void this.router.navigate([], { queryParams: params, queryParamsHandling: 'merge', replaceUrl: true });
  }

  private find(id: string | undefined): Content | null {
    const fetched = this.fetched();
    return this.list.items().find((content) => content.id === id) ?? (fetched && fetched.id === id ? fetched : null);
  }

  private async fetch(id: string): Promise<void> {
    await this.toasts.try(async () => this.fetched.set(await this.api.getContent(id)));
  }

  private take(news: EventMap['content']): void {
    const { id, status, progress, reason } = news;
    if (status === 'deleted') return this.list.remove(id);
    const before = this.list.items().find((content) => content.id === id);
    if (!before) return this.filtered() ? undefined : void this.renew(id);
    // `ready` again: another recording is shown, or another name or tag.
    if (before.status !== status || status === 'ready') void this.renew(id);
    if (quarter(before.progress) < quarter(progress))
      void this.announcer.announce(`${before.name}: ${percent(progress)} per cent prepared`);
    this.list.change(id, (content) => ({ ...content, status, progress, reason }));
  }

  private async renew(id: string): Promise<void> {
    try {
      this.shown(id, await this.api.getContent(id));
    } catch {
      // Deleted meanwhile, or no answer: the next load settles it.
    }
  }
}

function quarter(progress: number): number {
  return Math.floor(progress * 4);
}
