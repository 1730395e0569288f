import { Component, computed, input, linkedSignal, output } from '@angular/core';
import type { Widget } from '../api/types';
import { Icon } from '../ui/icon';

type Triggers = Widget['triggers'];
/** As the API takes it. */
const PAGE = /^(\/|https?:\/\/)[^\s?#]*$/;

/** When the widget opens by itself. */
@Component({
  selector: 'app-triggers-field',
  imports: [Icon],
  template: `
    <label class="tick"
      ><input
        #timed
        type="checkbox"
        [checked]="delay() !== undefined"
        (change)="put('delaySeconds', timed.checked ? 30 : undefined)"
      />
      After some time on a page</label
    >
    @if (delay() !== undefined) {
      <div class="field">
        <label for="trigger-delay">Seconds</label>
        <input
          #seconds
          class="input num"
          id="trigger-delay"
          type="number"
          min="0"
          max="3600"
          [value]="delay()"
          (change)="put('delaySeconds', whole(seconds.value))"
        />
      </div>
    }
    <label class="tick"
      ><input
        #leaving
        type="checkbox"
        [checked]="value().exitIntent ?? false"
        (change)="put('exitIntent', leaving.checked || undefined)"
      />
      When the mouse leaves for the tabs or the address bar</label
    >
    @if (delay() !== undefined || value().exitIntent) {
      <div class="field">
        <label for="trigger-pages">On these pages, one a line. Empty: on all</label>
        <textarea
          #pages
          class="input"
          id="trigger-pages"
          rows="3"
          spellcheck="false"
          placeholder="/basket*"
          [value]="text()"
          [attr.aria-invalid]="wrong() ? 'true' : null"
          aria-describedby="trigger-hint"
          (input)="write(pages.value)"
        ></textarea>
        @if (wrong(); as page) {
          <p class="error"><svg icon="alert"></svg>{{ page }} is no page. Write /basket* or https://shop.example/*.</p>
        }
      </div>
    }
    <p class="hint" id="trigger-hint">
      * stands for any text. It opens once in a visit to your site, never while somebody is typing, and stays closed
      when it was closed.
    </p>
  `,
  styles: `
    :host {
      display: grid;
      gap: 14px;
    }
    .tick {
      display: flex;
      align-items: center;
      gap: 8px;
      min-height: 24px;
    }
    .num {
      width: 112px;
    }
  `,
})
export class TriggersField {
  readonly value = input.required<Triggers>();
  readonly changed = output<Triggers>();

  protected readonly delay = computed(() => this.value().delaySeconds);
  /** As it is typed: what is no page yet is kept, too. */
  protected readonly text = linkedSignal(() => this.value().pages?.join('\n') ?? '');
  protected readonly wrong = computed(() => wrongPage(this.value()));

  protected put<Name extends keyof Triggers>(name: Name, value: Triggers[Name]): void {
    const { [name]: _before, ...others } = this.value();
    this.changed.emit(value === undefined ? others : { ...others, [name]: value });
  }

  protected write(text: string): void {
    const pages = text.split(/\s+/).filter(Boolean);
    this.put('pages', pages.length > 0 ? pages : undefined);
  }

  protected whole(text: string): number {
    return Math.min(3600, Math.max(0, Math.round(Number(text) || 0)));
  }
}

/** The first line that is no page; null: all are. */
export const wrongPage = ({ pages }: Triggers): string | null => pages?.find((page) => !PAGE.test(page)) ?? null;
