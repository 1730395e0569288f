import { RULES } from '@calldocker/look/brand';
import { LiveAnnouncer } from '@angular/cdk/a11y';
import {
  Component,
  DestroyRef,
  ViewEncapsulation,
  computed,
  effect,
  inject,
  input,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { DOORS, type Issue } from '@calldocker/flow-engine';
import { Router, RouterLink } from '@angular/router';
import { Api } from '../api/api';
import { Events } from '../api/events';
import { Session } from '../api/session';
import type { Brand, Widget } from '../api/types';
import { Commands } from '../commands/commands';
import { Uploads } from '../library/uploads/uploads';
import { PageTitle } from '../shell/page-title';
import { many, moment } from '../ui/format';
import { Icon } from '../ui/icon';
import { isTyping } from '../ui/is-typing';
import { LoadProblem } from '../ui/load-problem';
import { Toasts } from '../ui/toasts';
import { offerBuilderCommands } from './builder-commands';
import { Canvas } from './canvas/canvas';
import { Editor } from './canvas/editor';
import { Scene } from './canvas/scene';
import { Viewport } from './canvas/viewport';
import { DraftStore } from './draft/draft-store';
import { Shelf } from './draft/shelf';
import { Surroundings } from './draft/surroundings';
import { FlowDesk, type Published } from './flow-desk';
import { Inspector } from './inspector/inspector';
import { BuilderKeys } from './keys-dialog';
import { Outline } from './outline/outline';
import { Palette, type PaletteDrop } from './palette';
import { DraftNotices } from './panels/draft-notices';
import { inOrder, isError, isWaivable, repairOf } from './panels/issue-repairs';
import { IssuesPanel } from './panels/issues-panel';
import { MergeDialog } from './panels/merge-dialog';
import { PublishDialog } from './panels/publish-dialog';
import { type BuilderView, Topbar } from './panels/topbar';
import { Presence } from './presence';
import { PreviewPhone } from './preview/preview-phone';
import { PreviewSession } from './preview/preview-session';
import type { FrameLook } from './preview/visitor-frame';
import { BUILDER_PROVIDERS, HANDS } from './providers';
import { Shortcuts } from './shortcuts';
import { OVERLAY_LANDMARK } from '../shell/overlay-landmark';

/** On a narrow page these lie over the canvas, one at a time. */
type Sheet = 'palette' | 'inspector' | 'issues' | null;

const PLAIN_BRAND: Omit<Brand, 'companyName'> = {
  lamp: RULES.lamp.plain,
  theme: 'auto',
  font: 'inter',
  ...{ logoUrl: null, hostUrl: null, language: null, privacyUrl: null },
  ...{ colours: {}, wording: {}, variables: {} },
};

@Component({
  selector: 'app-flow-builder',
  imports: [
    BuilderKeys,
    Canvas,
    DraftNotices,
    Icon,
    Inspector,
    IssuesPanel,
    LoadProblem,
    MergeDialog,
    Outline,
    Palette,
    PreviewPhone,
    PublishDialog,
    RouterLink,
    Topbar,
  ],
  providers: [BUILDER_PROVIDERS, OVERLAY_LANDMARK],
  host: {
    class: 'builder',
    '(document:keydown)': 'press($event)',
    '(document:copy)': 'clip($event)',
    '(document:cut)': 'clip($event)',
    '(document:paste)': 'clip($event)',
    '(window:beforeunload)': 'guard($event)',
    '(window:online)': 'desk.autosave()?.retry()',
    '(window:focus)': 'comeBack()',
    '(window:pagehide)': 'presence.leave()',
    '(window:pageshow)': 'return($event)',
  },
  encapsulation: ViewEncapsulation.None,
  templateUrl: './flow-builder.html',
  styleUrl: './flow-builder.css',
})
export class FlowBuilder {
  protected readonly desk = inject(FlowDesk);
  protected readonly store = inject(DraftStore);
  protected readonly editor = inject(Editor);
  protected readonly preview = inject(PreviewSession);
  private readonly shelf = inject(Shelf);
  private readonly surroundings = inject(Surroundings);
  protected readonly presence = inject(Presence);
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly session = inject(Session);
  private readonly announcer = inject(LiveAnnouncer);
  private readonly canvas = viewChild(Canvas);
  protected readonly commands = inject(Commands);
  private readonly hands = inject(HANDS);
  private readonly shortcuts = new Shortcuts(this.store, this.hands, inject(Viewport), inject(Scene), {
    inspect: (id) => this.inspect(id),
    nextProblem: () => this.nextProblem(),
  });

  readonly id = input.required<string>();
  /** Of a version that is to be the draft again, from the address. */
  readonly restore = input<string>();

  protected readonly view = signal<BuilderView>('canvas');
  protected readonly sheet = signal<Sheet>(null);
  protected readonly previewing = signal(false);
  protected readonly publishing = signal(false);
  protected readonly showingKeys = signal(false);
  protected readonly merging = signal(false);
  protected readonly serverIssues = signal<readonly Issue[]>([]);
  private readonly widget = signal<Widget | null>(null);

  protected readonly mayWrite = computed(() => this.session.can('flows:write'));
  protected readonly mayPublish = computed(() => this.session.can('flows:publish'));
  protected readonly visitorOrigin = computed(() => this.session.me()?.visitorOrigin ?? '');
  protected readonly look = computed<FrameLook>(() => {
    const widget = this.widget();
    const { mailbox } = this.store.definition();
    // Who tries a flow out sees all that it may have: whether a company has what lies behind is the server's to say.
    const doors = DOORS.filter((door) => door !== 'email' || mailbox !== undefined);
    const plain: Brand = { ...PLAIN_BRAND, companyName: this.session.company()?.name ?? '' };
    return { brand: widget?.brand ?? plain, doors, mode: widget?.mode ?? 'video' };
  });
  protected readonly errors = computed(() => this.store.issues().filter(isError).length);
  protected readonly warnings = computed(() => this.store.issues().length - this.errors());
  protected readonly empty = computed(() => Object.keys(this.store.definition().nodes).length === 0);
  protected readonly issuesWord = computed(() =>
    this.errors() ? `${this.errors()} to fix` : many(this.warnings(), 'note'),
  );
  private lastProblem = -1;

  constructor() {
    offerBuilderCommands({
      mayWrite: () => this.mayWrite(),
      mayPublish: () => this.mayPublish(),
      publish: () => this.publish(),
      nextProblem: () => this.nextProblem(),
      showVersions: () => void this.showVersions(),
      togglePreview: () => this.previewing.update((previewing) => !previewing),
      show: (view) => this.view.set(view),
      settings: () => this.showFlowSettings(),
      showKeys: () => this.showingKeys.set(true),
    });
    effect(() => {
      const id = this.id();
      untracked(() => void this.open(id));
    });
    effect(() => this.desk.autosave()?.take(this.store.definition()));
    effect(() => {
      this.store.definition();
      untracked(() => this.serverIssues.set([]));
    });
    effect(() => this.store.lock(!this.mayWrite()));
    effect(() => this.surroundings.ownKey.set(this.desk.flow()?.key ?? null));
    effect(() => {
      const draft = this.store.definition();
      untracked(() => void this.quietly(this.surroundings.follow(draft)));
    });
    const title = inject(PageTitle);
    effect(() => title.set(this.desk.flow()?.name ?? 'Flow'));
    effect(() => {
      const id = this.editor.inspectWish();
      if (id === null) return;
      untracked(() => this.inspect(id));
      this.editor.inspectWish.set(null);
    });
    const events = inject(Events);
    events.listen('content', (news) => void this.quietly(this.shelf.hear(news)));
    events.listen('flows', ({ id, liveVersion, draftRevision }) => {
      if (id !== this.id()) return;
      if (liveVersion !== this.desk.flow()?.liveVersion) void this.quietly(this.desk.refresh());
      void this.desk.catchUp(draftRevision);
    });
    events.listen('presence', (one) => this.presence.hear(one));
    effect(() => {
      const nodeId = this.store.current();
      untracked(() => this.presence.select(nodeId));
    });
    events.onReturn(() => {
      this.presence.tell();
      void this.quietly(this.shelf.load());
      void this.quietly(this.desk.refresh());
    });
    effect(() => {
      const isConflict = this.desk.autosave()?.state().kind === 'conflict';
      // Who is in the middle of a word is not torn out of it: the notice waits.
      if (isConflict && !untracked(this.merging) && !isTyping(document.activeElement)) this.merging.set(true);
      if (!isConflict) this.merging.set(false);
    });
    const stopListening = inject(Uploads).onArrival((id) => void this.quietly(this.shelf.fetch(id)));
    inject(DestroyRef).onDestroy(() => {
      stopListening();
      this.presence.leave();
      this.desk.leave();
    });
  }

  protected async open(id: string): Promise<void> {
    void this.quietly(this.shelf.load());
    void this.quietly(this.surroundings.load());
    void this.quietly(this.findWidget(id));
    await this.desk.open(id);
    if (!this.desk.ready() || id !== this.id()) return;
    this.presence.open(id);
    const version = Number(this.restore());
    if (Number.isInteger(version) && version > 0) await this.takeBack(version);
  }

  // What the panels ask for

  protected drop({ kind, at }: PaletteDrop): void {
    this.canvas()?.drop(kind, at);
    if (this.sheet() === 'palette') this.sheet.set(null);
  }

  protected dragOver({ at }: PaletteDrop): void {
    this.canvas()?.dragOver(at);
  }

  protected inspect(id: string): void {
    if (this.store.current() !== id) this.store.select(id);
    this.sheet.set('inspector');
    this.focusInspector('#node-name');
  }

  private showFlowSettings(): void {
    this.store.select();
    this.sheet.set('inspector');
    this.focusInspector('#flow-start');
  }

  /** Goes to where an issue can be mended: its node, and there the field. */
  protected showIssue(issue: Issue): void {
    this.store.judge();
    if (issue.nodeId === undefined) this.store.select();
    else this.editor.show(issue.nodeId, issue.exit);
    if (issue.exit !== undefined) return this.sheet.set(null);
    this.sheet.set('inspector');
    this.focusInspector(issue.code.startsWith('media.') ? 'app-media-field .btn' : '[aria-invalid="true"]');
  }

  /** From the merge: to where both changed something. */
  protected lookAt(nodeId: string): void {
    this.merging.set(false);
    this.editor.show(nodeId);
  }

  protected repair(issue: Issue): void {
    const repair = repairOf(issue, this.store.definition());
    if (repair.act === 'show') return this.showIssue(issue);
    if (repair.act === 'mend') {
      this.store.replace(repair.label, repair.definition);
      return this.toasts.say(`Done: ${repair.label}.`, { label: 'Undo', run: () => this.editor.undo() });
    }
    if (repair.act === 'caption') {
      void this.router.navigate(['/library', repair.contentId, 'captions', repair.language]);
      return;
    }
    this.sheet.set(null);
    this.editor.show(repair.nodeId, repair.exit);
    this.editor.openConnect({ nodeId: repair.nodeId, exit: repair.exit });
  }

  protected nextProblem(): void {
    const issues = inOrder(this.store.issues());
    if (issues.length === 0) return this.toasts.say('Nothing to fix.');
    this.lastProblem = (this.lastProblem + 1) % issues.length;
    const issue = issues[this.lastProblem];
    if (issue) this.goTo(issue);
  }

  /** Never greyed out: with problems left it goes to the first one. */
  protected publish(): void {
    const [first] = inOrder(this.store.issues()).filter((issue) => isError(issue) && !isWaivable(issue));
    if (first) this.goTo(first);
    else this.publishing.set(true);
  }

  protected published({ number, goingLive, trouble }: Extract<Published, { done: true }>): void {
    this.publishing.set(false);
    if (trouble) this.toasts.refuse(trouble);
    if (goingLive === 'now') this.toasts.say(`v${number} is live.`);
    else if (goingLive === 'later') this.toasts.say(`v${number} is published. Visitors still have what they had.`);
    else this.toasts.say(`v${number} goes live on ${moment(goingLive.at)}.`);
  }

  /** What is on the table goes to the server first: the versions are compared with it. */
  protected async showVersions(): Promise<void> {
    await this.desk.autosave()?.flush();
    await this.router.navigate(['/flows', this.id(), 'versions']);
  }

  /** An older version comes onto the table, from the page of the versions. */
  private async takeBack(number: number): Promise<void> {
    // Coming back to this page must not do it again.
    await this.router.navigate([], { queryParams: { restore: null }, queryParamsHandling: 'merge', replaceUrl: true });
    if (!this.mayWrite()) return;
    const done = await this.toasts.try(() => this.desk.restore(number));
    if (done) this.toasts.say(`The draft is v${number} again.`, { label: 'Undo', run: () => this.editor.undo() });
  }

  protected refused(issues: readonly Issue[]): void {
    this.publishing.set(false);
    this.serverIssues.set(issues);
    const [first] = inOrder(issues);
    if (first) this.goTo(first);
  }

  protected press(event: KeyboardEvent): void {
    if (this.desk.ready() && this.shortcuts.press(event)) event.preventDefault();
  }

  protected clip(event: ClipboardEvent): void {
    if (this.desk.ready()) this.hands.clipboard.take(event);
  }

  /** From another tab, where a schedule or a value may have been made for this flow. */
  protected comeBack(): void {
    if (this.desk.ready()) void this.quietly(this.surroundings.loadShared());
  }

  /** Out of the browser's back-forward cache: others took this tab for gone. */
  protected return({ persisted }: PageTransitionEvent): void {
    if (persisted && this.desk.ready()) this.presence.open(this.id());
  }

  protected guard(event: BeforeUnloadEvent): void {
    const saver = this.desk.autosave();
    if (!saver || saver.everythingSaved()) return;
    void saver.flush();
    event.preventDefault();
  }

  private goTo(issue: Issue): void {
    this.showIssue(issue);
    this.announcer.announce(issue.message, 'assertive').catch(() => undefined);
  }

  private focusInspector(selector: string): void {
    // After the inspector has drawn the node; focus for the canvas, asked for in the same act, comes first.
    setTimeout(() => {
      const inspector = document.querySelector('app-inspector');
      (
        inspector?.querySelector<HTMLElement>(selector) ?? inspector?.querySelector<HTMLElement>('input, select')
      )?.focus();
    }, 60);
  }

  private async findWidget(flowId: string): Promise<void> {
    if (!this.session.can('widgets:read')) return;
    const { items } = await this.api.listWidgets({ limit: 100 });
    this.widget.set(items.find((widget) => widget.flowId === flowId) ?? null);
  }

  /** For what the page can do without: the next event or visit tries again. */
  private async quietly(work: Promise<unknown>): Promise<void> {
    await work.catch(() => undefined);
  }
}
