import {
  Component,
  DestroyRef,
  ElementRef,
  afterNextRender,
  computed,
  effect,
  inject,
  input,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import type { Screen } from '@calldocker/flow-engine';
import { Api } from '../../api/api';
import { ApiProblem } from '../../api/problem';
import { Session } from '../../api/session';
import type { MediaSource } from '../../api/types';
import { Icon } from '../../ui/icon';
import { Editor } from '../canvas/editor';
import { Viewport } from '../canvas/viewport';
import { DraftStore } from '../draft/draft-store';
import { Shelf } from '../draft/shelf';
import { PreviewAnswer } from './preview-answer';
import { PreviewSession } from './preview-session';
import { PreviewVariables } from './preview-variables';
import { PreviewWorld } from './preview-world';
import { RecordTestDialog } from './record-test-dialog';
import { type FrameLook, type Question, VisitorFrame } from './visitor-frame';

/** The visitor's screen as it is laid out, before it is scaled down. */
const SCREEN = { width: 390, height: 780 };
const BEZEL = 10;
const HEAD = 44;
const SMALL = 0.6;

/** A telephone with the visitor's real page, driven by the engine over the draft. The canvas shows where it is. */
@Component({
  selector: 'app-preview-phone',
  imports: [Icon, PreviewAnswer, PreviewVariables, PreviewWorld, RecordTestDialog],
  host: { role: 'region', 'aria-label': 'Preview', 'data-overlay': '', '[style.--scale]': 'scale()' },
  templateUrl: './preview-phone.html',
  styleUrl: './preview-phone.css',
})
export class PreviewPhone {
  protected readonly session = inject(PreviewSession);
  private readonly api = inject(Api);
  private readonly store = inject(DraftStore);
  private readonly shelf = inject(Shelf);
  private readonly viewport = inject(Viewport);
  private readonly editor = inject(Editor);
  private readonly page = viewChild.required<ElementRef<HTMLIFrameElement>>('page');

  readonly visitorOrigin = input.required<string>();
  readonly look = input.required<FrameLook>();
  readonly closed = output();

  protected readonly large = signal(false);
  /** What lies beside the phone. */
  protected readonly beside = signal<'variables' | 'world' | null>(null);
  protected readonly recording = signal(false);
  protected readonly mayRecord = inject(Session).can('flows:write');
  /** Told by hand, it stays over restarts. */
  private readonly spoken = signal<string | null>(null);
  private shows = 0;
  private readonly frame = signal<VisitorFrame | null>(null);
  /** Counts the page's own starts: each wants the current screen. */
  private readonly pageStarts = signal(0);
  protected readonly waitingForPage = computed(() => this.pageStarts() === 0);

  protected readonly scale = computed(() => {
    const room = (this.viewport.size().height - HEAD - 2 * BEZEL - 28) / SCREEN.height;
    return Math.max(0.4, Math.min(this.large() ? 1 : SMALL, room));
  });
  /** The draft has moved on since this run began; a change of layout alone is none. */
  protected readonly stale = computed(() => {
    const [run, draft] = [this.session.definition(), this.store.definition()];
    return (
      run !== null && (run.nodes !== draft.nodes || run.start !== draft.start || run.variables !== draft.variables)
    );
  });

  constructor() {
    const destroyed = inject(DestroyRef);
    this.restart();
    afterNextRender(() => {
      const frame = new VisitorFrame(this.page().nativeElement, this.visitorOrigin());
      frame.onReady = () => this.pageStarts.update((starts) => starts + 1);
      frame.onInput = (answer) => this.session.answer(answer);
      frame.onAsk = (question) => this.asked(question);
      this.frame.set(frame);
      destroyed.onDestroy(() => frame.close());
    });
    effect(() => {
      const step = this.session.step();
      if (this.pageStarts() > 0 && step) untracked(() => void this.post());
    });
    effect(() => this.editor.coveredRight.set(SCREEN.width * this.scale() + 2 * BEZEL + 28));
    effect(() => {
      const id = this.session.nodeId();
      const box = id === null ? null : untracked(() => this.editor.boxOf(id));
      if (box) untracked(() => this.viewport.reveal(box, this.editor.coveredRight()));
    });
    destroyed.onDestroy(() => {
      this.editor.coveredRight.set(0);
      this.session.stop();
    });
  }

  protected restart(): void {
    const { languages } = this.store.definition();
    const spoken = this.spoken();
    const language = spoken !== null && languages.includes(spoken) ? spoken : this.store.language();
    this.session.start(this.store.definition(), language);
  }

  protected speak(language: string): void {
    this.spoken.set(language);
    this.restart();
  }

  protected toggle(side: 'variables' | 'world'): void {
    this.beside.update((beside) => (beside === side ? null : side));
  }

  /** The company's own articles and free times: what a visitor would find there now. */
  private async asked(question: Question): Promise<unknown> {
    const { languages, nodes } = this.store.definition();
    try {
      if (question.about === 'articles') {
        const { words, tags, language } = question;
        const query = { ...(words && { q: words }), tags, languages: [language, ...languages] };
        return (await this.api.previewArticles(query)).items;
      }
      const node = nodes[this.session.nodeId() ?? ''];
      return await this.api.previewCallbackOptions(node?.kind === 'callback' ? node.queue : undefined);
    } catch (error) {
      // Refused, or no connection: the page says that it cannot be had, as it would to a visitor.
      if (!(error instanceof ApiProblem)) throw error;
      return null;
    }
  }

  private async post(): Promise<void> {
    const step = this.session.step();
    if (!step) return;
    // Its own number each time: a step back is shown anew, too.
    const seq = ++this.shows;
    const media = await this.mediaOf(step.screen);
    // Media may take a moment; by then the visitor may be a screen further.
    if (this.session.step() !== step) return;
    const { screen, wait, state } = step;
    this.frame()?.show({ sessionId: 'preview', seq, status: state.status, screen, wait, media }, this.look());
  }

  private async mediaOf(screen: Screen): Promise<Record<string, MediaSource>> {
    const ids = ['contentId' in screen ? screen.contentId : undefined, screen.background?.contentId];
    const found = await Promise.all(ids.map((id) => this.sourceOf(id)));
    return Object.assign({}, ...found) as Record<string, MediaSource>;
  }

  private async sourceOf(id: string | undefined): Promise<Record<string, MediaSource>> {
    if (!id) return {};
    try {
      const { media } = await this.shelf.fetch(id);
      return media ? { [id]: media } : {};
    } catch {
      // Gone, or no connection: the page says that it cannot be played, as it would to a visitor.
      return {};
    }
  }
}
