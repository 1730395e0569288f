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
  viewChild,
} from '@angular/core';
import type { Screen, Wait } from '@calldocker/flow-engine';
import { launcherLook, wordsIn } from '@calldocker/look/brand';
import { Session } from '../api/session';
import type { Brand, Mode, ThemeChoice } from '../api/types';
import { VisitorFrame } from '../builder/preview/visitor-frame';
import { Icon } from '../ui/icon';

/** The visitor's real page, dressed as it is just now, with a question that shows the colours; and the launcher. */
@Component({
  selector: 'app-widget-preview',
  imports: [Icon],
  template: `
    <div class="seg" role="group" aria-label="Theme of the preview">
      @for (each of themes; track each.theme) {
        <button type="button" [attr.aria-pressed]="theme() === each.theme" (click)="theme.set(each.theme)">
          {{ each.label }}
        </button>
      }
    </div>
    <iframe #frame title="The visitor’s page in these colours"></iframe>
    <div class="launch" aria-hidden="true" [style]="pill()">
      @if (brand().hostUrl ?? brand().logoUrl; as url) {
        <img [src]="url" alt="" [style.outline-color]="brand().lamp" />
      } @else {
        <i [style.outline-color]="brand().lamp"><svg icon="headset"></svg></i>
      }
      <span
        >{{ words().launcher ?? 'How can we help?' }}<small>{{ words().hint }}</small></span
      >
    </div>
  `,
  styles: `
    :host {
      display: grid;
      gap: 14px;
      justify-items: center;
      width: 100%;
    }
    iframe {
      width: min(100%, 300px);
      aspect-ratio: 9 / 17;
      border: 6px solid #0a1417;
      border-radius: 36px;
      background: #12363d;
    }
    .launch {
      display: flex;
      align-items: center;
      gap: 12px;
      max-width: 100%;
      padding: 7px 22px 7px 7px;
      border-radius: 40px;
      font-weight: 600;
      line-height: 1.25;
    }
    .launch img,
    .launch i {
      flex: none;
      display: grid;
      place-items: center;
      width: 42px;
      height: 42px;
      border-radius: 50%;
      object-fit: cover;
      outline: 2px solid;
      background: #12363d;
      color: #fff;
    }
    small {
      display: block;
      font-size: var(--t-12);
      font-weight: 460;
    }
  `,
})
export class WidgetPreview {
  readonly brand = input.required<Brand>();
  readonly mode = input.required<Mode>();

  private readonly element = viewChild.required<ElementRef<HTMLIFrameElement>>('frame');
  private readonly origin = inject(Session).me()?.visitorOrigin ?? '';
  private readonly page = signal<VisitorFrame | null>(null);
  protected readonly theme = signal<ThemeChoice | null>(null);
  protected readonly themes = [
    { theme: null, label: 'As set' },
    { theme: 'light', label: 'Light' },
    { theme: 'dark', label: 'Dark' },
  ] as const;
  protected readonly words = computed(() => wordsIn(this.brand().wording, [this.brand().language ?? 'en']));
  protected readonly pill = computed(() => {
    const { background, ink, font } = launcherLook(this.brand());
    return { background, color: ink, 'font-family': font };
  });

  constructor() {
    const destroyed = inject(DestroyRef);
    afterNextRender(() => {
      const frame = new VisitorFrame(this.element().nativeElement, this.origin);
      frame.onReady = () => this.page.set(frame);
      // Nothing runs behind it: what is pressed is shown as it was.
      frame.onInput = () => this.show();
      destroyed.onDestroy(() => frame.close());
    });
    effect(() => this.show());
  }

  private show(): void {
    const brand = { ...this.brand(), theme: this.theme() ?? this.brand().theme };
    const step = { sessionId: '', seq: ++shown, status: 'active' as const, screen: SAMPLE, wait: WAIT, media: {} };
    this.page()?.show(step, { brand, doors: ['callback', 'chat', 'faq'], mode: this.mode() });
  }
}

let shown = 0;
const SAMPLE: Screen = {
  kind: 'ask',
  nodeId: 'sample',
  language: 'en',
  prompt: 'How was it today?',
  answer: 'rating',
};
const WAIT: Wait = { accepts: ['text', 'door'], timeoutSeconds: 600 };
