import { LiveAnnouncer } from '@angular/cdk/a11y';
import {
  Component,
  ElementRef,
  Injector,
  afterNextRender,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  resource,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { directionOf, type Finding, plain, readCaptions, writeSrt, writeVtt } from '@calldocker/captions';
import { Api } from '../../api/api';
import { asProblem } from '../../api/problem';
import { Session } from '../../api/session';
import type { Content } from '../../api/types';
import { PageTitle } from '../../shell/page-title';
import { Confirm } from '../../ui/confirm';
import { Dialog } from '../../ui/dialog';
import { EmptyState } from '../../ui/empty-state';
import { many } from '../../ui/format';
import { Icon, type IconName } from '../../ui/icon';
import { KeyList } from '../../ui/key-list';
import { LoadProblem } from '../../ui/load-problem';
import { type MenuAction, MoreMenu } from '../../ui/more-menu';
import { Skeleton } from '../../ui/skeleton';
import { Toasts } from '../../ui/toasts';
import { languageName } from '../languages';
import { MediaPlayer } from '../media-player';
import { CaptionsDesk, type Row } from './captions-desk';
import { actOf, CAPTION_KEYS, type CaptionsAct, WRITING } from './captions-keys';
import { CaptionsTimeline, type Peaks } from './captions-timeline';
import { CueForm } from './cue-form';
import { download } from './download';
import { addAt, mended, merge, retime, shortTime, split } from './edits';
import { LanguageDialog, type NewLanguage } from './language-dialog';
import { Playhead } from './playhead';
import { SavedCaptions } from './saved-captions';

/** Captions of one piece in one language, edited against the film. */
@Component({
  selector: 'app-captions-editor',
  imports: [
    ...[CaptionsTimeline, CueForm, Dialog, EmptyState, Icon, KeyList, LanguageDialog, LoadProblem],
    ...[MediaPlayer, MoreMenu, RouterLink, Skeleton],
  ],
  templateUrl: './captions-editor.html',
  styleUrls: ['../../settings/editor.css', './captions-editor.css'],
  host: { '(window:beforeunload)': 'guard($event)', '(window:keydown)': 'press($event)' },
})
export class CaptionsEditor {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly confirm = inject(Confirm);
  private readonly announcer = inject(LiveAnnouncer);
  private readonly injector = inject(Injector);
  private readonly title = inject(PageTitle);
  protected readonly shortTime = shortTime;
  protected readonly languageName = languageName;
  protected readonly keys = CAPTION_KEYS.map(({ shown, does }) => [shown, does] as const);

  readonly id = input.required<string>();
  /** Of the address; the first there are, or what is spoken, when it names none. */
  readonly tag = input<string>();
  /** Whose timings a new language begins with. */
  readonly timings = input<string>();

  protected readonly desk = new CaptionsDesk();
  protected readonly playhead = new Playhead();
  protected readonly adding = signal(false);
  protected readonly showingKeys = signal(false);
  private readonly kept = new SavedCaptions(this.desk);
  protected readonly busy = this.kept.busy;
  protected readonly refusal = this.kept.refusal;

  protected readonly loaded = resource({
    params: () => this.id(),
    loader: ({ params, abortSignal }): Promise<Content> => this.api.getContent(params, abortSignal),
  });
  protected readonly content = linkedSignal<Content | null>(() =>
    this.loaded.hasValue() ? this.loaded.value() : null,
  );
  protected readonly problem = computed(() => {
    const error = this.loaded.error();
    return error ? asProblem(error) : null;
  });
  protected readonly mayWrite = computed(() => this.session.can('content:write'));
  protected readonly language = computed(() => this.tag() || this.content()?.captions[0] || 'en');
  protected readonly direction = computed(() => directionOf(this.language()));
  /** The languages there are, and the one being begun. */
  protected readonly tags = computed(() => [...new Set([...(this.content()?.captions ?? []), this.language()])].sort());
  /** The words are drawn by this page, as they are typed: not by the player, as they were saved. */
  protected readonly source = computed(
    () => {
      const media = this.content()?.media;
      return media ? { ...media, captions: [] } : null;
    },
    { equal: (a, b) => a?.hlsUrl === b?.hlsUrl },
  );
  protected readonly duration = computed(() => this.content()?.durationSeconds ?? 0);
  protected readonly peaks = resource<Peaks | null, string | null>({
    params: () => this.content()?.peaksUrl ?? null,
    // A picture of the sound is a help, not a need: without it the line stays bare.
    loader: async ({ params, abortSignal }) =>
      params ? ((await (await fetch(params, { signal: abortSignal })).json().catch(() => null)) as Peaks | null) : null,
  });

  protected readonly shown = computed(() => {
    const now = this.playhead.now();
    return new Set(
      this.desk
        .rows()
        .filter(({ start, end }) => start <= now && now < end)
        .map(({ id }) => id),
    );
  });
  protected readonly plate = computed(() => {
    const shown = this.shown();
    return this.desk
      .rows()
      .filter(({ id }) => shown.has(id))
      .map(({ text }) => plain(text))
      .join('\n');
  });
  /** By the number of the cue. */
  protected readonly worst = computed(() => {
    const worst = new Map<number, Finding['severity']>();
    for (const { cue, severity } of this.desk.findings()) if (worst.get(cue) !== 'error') worst.set(cue, severity);
    return worst;
  });
  protected readonly state = computed((): { label: string; tone: string; icon: IconName } => {
    if (this.busy()) return { label: 'Saving…', tone: 'live', icon: 'upload' };
    if (this.desk.changed()) return { label: 'Not saved yet', tone: 'warn', icon: 'warn' };
    const there = this.content()?.captions.includes(this.language());
    return there ? { label: 'Saved', tone: 'good', icon: 'check' } : { label: 'New', tone: '', icon: 'captions' };
  });
  protected readonly actions = computed((): MenuAction[] => {
    const there = this.desk.rows().length > 0;
    const track = this.content()?.media?.captions.find(({ language }) => language === this.language());
    return [
      ...(this.mayWrite()
        ? [{ label: 'Take a WebVTT or SRT file…', run: () => this.picker()?.nativeElement.click() }]
        : []),
      ...(there ? [{ label: 'Download WebVTT', run: () => this.download('vtt') }] : []),
      ...(there ? [{ label: 'Download SRT', run: () => this.download('srt') }] : []),
      ...(track ? [{ label: 'Transcript', run: () => open(track.transcriptUrl, '_blank', 'noopener') }] : []),
      ...(this.mayWrite() && track
        ? [{ label: 'Delete these captions…', danger: true, run: () => this.delete() }]
        : []),
    ];
  });

  private readonly picker = viewChild<ElementRef<HTMLInputElement>>('picker');
  private readonly player = viewChild('player', { read: ElementRef<HTMLElement> });
  private readonly list = viewChild<ElementRef<HTMLElement>>('list');
  private readonly form = viewChild(CueForm);
  private findingShown = -1;

  constructor() {
    effect(() => {
      const name = this.content()?.name;
      if (name !== undefined) untracked(() => this.title.set(`Captions of ${name}`));
    });
    effect(() => this.desk.duration.set(this.content()?.durationSeconds ?? null));
    effect((onCleanup) => {
      const media = this.player()?.nativeElement.querySelector('video');
      if (media) onCleanup(this.playhead.attach(media));
    });
    effect(() => {
      const [piece, language] = [this.loaded.hasValue() ? this.loaded.value() : null, this.language()];
      if (piece) untracked(() => void this.kept.load(piece, language, this.timings()));
    });
    effect(() => {
      const [first] = this.shown();
      if (first !== undefined && untracked(this.playhead.playing)) this.reveal(first);
    });
  }

  mayLeave(): boolean | Promise<boolean> {
    if (!this.desk.changed()) return true;
    return this.confirm.ask({
      heading: 'Leave without saving?',
      body: 'What you changed in these captions is lost.',
      action: 'Leave',
      danger: true,
    });
  }

  protected guard(event: BeforeUnloadEvent): void {
    if (this.desk.changed()) event.preventDefault();
  }

  protected findingsOf(number: number): (Finding & { mendable: boolean })[] {
    return this.desk
      .findings()
      .filter(({ cue }) => cue === number)
      .map((finding) => ({ ...finding, mendable: mended(this.desk.rows(), finding, this.duration()) !== null }));
  }

  protected open(row: Row): void {
    const same = row.id === this.desk.selected();
    this.desk.select(same ? null : row.id);
    if (!same) this.playhead.seek(row.start);
  }

  /** By name: the page may not have drawn the last letter yet. */
  protected type({ id }: Row, text: string): void {
    const rows = this.desk.rows().map((row) => (row.id === id ? { ...row, text } : row));
    this.desk.change(rows, id, `text ${id}`);
  }

  protected retime(change: { start?: number; end?: number }): void {
    const [index, id] = [this.desk.index(), this.desk.selected()];
    if (index >= 0)
      this.desk.change(retime(this.desk.rows(), index, change), id, `time ${id} ${Object.keys(change)[0]}`);
  }

  protected add(): void {
    const { cues, added } = addAt(this.desk.rows(), this.playhead.now(), this.duration() || Infinity);
    this.desk.changeTo(cues, added);
    this.say('A new cue.');
    this.focusText();
  }

  protected split(caret: number): void {
    if (this.desk.index() < 0) return;
    this.desk.change(split(this.desk.rows(), this.desk.index(), this.playhead.now(), caret));
    this.say('Split in two.');
  }

  protected merge(): void {
    if (this.desk.index() < 0 || this.desk.index() === this.desk.rows().length - 1) return;
    this.desk.change(merge(this.desk.rows(), this.desk.index()));
    this.say('Merged.');
  }

  protected remove(): void {
    if (this.desk.index() < 0) return;
    this.desk.change(this.desk.rows().toSpliced(this.desk.index(), 1));
    this.toasts.say('The cue is deleted.', { label: 'Undo', run: () => this.desk.undo() });
  }

  protected mend(finding: Finding): void {
    const after = mended(this.desk.rows(), finding, this.duration());
    if (after) this.desk.change(after);
  }

  protected nextFinding(): void {
    const findings = this.desk.findings();
    if (findings.length === 0) return this.say('Nothing to check.');
    this.findingShown = (this.findingShown + 1) % findings.length;
    const finding = findings[this.findingShown];
    const row = this.desk.rows()[(finding?.cue ?? 0) - 1];
    if (!row || !finding) return;
    this.show(row);
    this.say(`Cue ${finding.cue}: ${finding.message} ${finding.repair}`);
  }

  protected async save(): Promise<void> {
    const piece = this.content();
    const rows = this.desk.rows();
    if (!piece || this.busy() || !this.mayWrite()) return;
    if (rows.length === 0) return this.refusal.set('There is no cue to save. To take captions away, delete them.');
    if (this.desk.errors() > 0) {
      this.refusal.set(`${many(this.desk.errors(), 'cue')} cannot be saved like this. Mend what is marked in red.`);
      return this.nextFinding();
    }
    const saved = await this.kept.save(piece, this.language());
    if (!saved) return;
    this.content.set(saved);
    this.say('Saved.');
  }

  protected async take(box: HTMLInputElement): Promise<void> {
    const file = box.files?.[0];
    box.value = '';
    if (!file) return;
    const { cues, faults } = readCaptions(new Uint8Array(await file.arrayBuffer()));
    const [fault] = faults;
    if (fault) return this.refusal.set(`${file.name}, line ${fault.line}: ${fault.message}`);
    const replaces = this.desk.rows().length > 0;
    const question = {
      heading: 'Replace these cues?',
      body: `${many(cues.length, 'cue')} of ${file.name} take their place. You can undo it.`,
      action: 'Replace',
    };
    if (replaces && !(await this.confirm.ask(question))) return;
    this.refusal.set(null);
    this.desk.change(cues);
    this.toasts.say(`${many(cues.length, 'cue')} from ${file.name}. Save to keep them.`);
  }

  protected async begin({ language, timings }: NewLanguage): Promise<void> {
    this.adding.set(false);
    await this.router.navigate(['/library', this.id(), 'captions', language], { queryParams: { timings } });
  }

  protected press(event: KeyboardEvent): void {
    const act = actOf(event);
    if (!act || this.adding() || this.showingKeys() || this.confirm.asked() || !this.content()) return;
    event.preventDefault();
    if (this.mayWrite() || !WRITING.has(act)) this.acts[act]();
  }

  private readonly acts: Record<CaptionsAct, () => unknown> = {
    toggle: () => this.playhead.toggle(),
    back: () => this.playhead.skip(-1),
    forward: () => this.playhead.skip(1),
    'frame-back': () => this.playhead.skipFrame(-1),
    'frame-forward': () => this.playhead.skipFrame(1),
    begin: () => this.retime({ start: this.playhead.now() }),
    end: () => this.retime({ end: this.playhead.now() }),
    add: () => this.add(),
    split: () => this.split(this.form()?.caret() ?? 0),
    merge: () => this.merge(),
    remove: () => this.remove(),
    previous: () => this.step(-1),
    next: () => this.step(1),
    finding: () => this.nextFinding(),
    undo: () => this.desk.undo(),
    redo: () => this.desk.redo(),
    save: () => this.save(),
  };

  private step(by: 1 | -1): void {
    const rows = this.desk.rows();
    const index = this.desk.index();
    const row = rows[index < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, index + by))];
    if (row) this.show(row);
  }

  private show(row: Row): void {
    this.desk.select(row.id);
    this.playhead.seek(row.start);
    this.focusText();
    this.reveal(row.id);
  }

  private focusText(): void {
    afterNextRender(() => this.form()?.focus(), { injector: this.injector });
  }

  private reveal(id: number): void {
    afterNextRender(
      () => this.list()?.nativeElement.querySelector(`[data-row="${id}"]`)?.scrollIntoView({ block: 'nearest' }),
      { injector: this.injector },
    );
  }

  private async delete(): Promise<void> {
    const piece = this.content();
    const name = languageName(this.language());
    const yes = await this.confirm.ask({
      heading: `Delete the ${name} captions?`,
      body: 'Visitors and the transcript lose them at once.',
      action: 'Delete',
      danger: true,
    });
    if (!yes || !piece || !(await this.toasts.try(() => this.api.deleteCaptions(piece.id, this.language())))) return;
    this.desk.begin([]);
    this.toasts.say(`The ${name} captions are deleted.`);
    await this.router.navigate(['/library', piece.id, 'captions']);
    this.loaded.reload();
  }

  private download(format: 'vtt' | 'srt'): void {
    const text = format === 'vtt' ? writeVtt(this.desk.rows()) : writeSrt(this.desk.rows());
    download(`${this.content()?.name ?? 'captions'}.${this.language()}.${format}`, text);
  }

  private say(words: string): void {
    void this.announcer.announce(words);
  }
}
