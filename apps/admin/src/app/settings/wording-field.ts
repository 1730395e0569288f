import { Component, computed, input, linkedSignal, output } from '@angular/core';
import type { Words } from '@calldocker/look/brand';
import { COMMON_LANGUAGES, languageName } from '../library/languages';

type Wording = Readonly<Record<string, Words>>;

const PLACES = [
  { place: 'launcher', label: 'Button on your page', most: 60, like: 'How can we help?' },
  { place: 'hint', label: 'Its second line', most: 80, like: 'Open now' },
  { place: 'greeting', label: 'While it opens', most: 120, like: 'One moment' },
] as const;

/** What the button and the opening page say, in one language after the other. */
@Component({
  selector: 'app-wording-field',
  template: `
    <div class="field">
      <label for="wording-language">Words in</label>
      <select #select class="input" id="wording-language" [value]="language()" (change)="language.set(select.value)">
        @for (tag of tags(); track tag) {
          <option [value]="tag" [selected]="tag === language()">{{ nameOf(tag) }}{{ value()[tag] ? ' ✓' : '' }}</option>
        }
      </select>
    </div>
    @for (each of places; track each.place) {
      <div class="field">
        <label [for]="'wording-' + each.place">{{ each.label }}</label>
        <input
          #box
          class="input"
          autocomplete="off"
          dir="auto"
          [lang]="language()"
          [id]="'wording-' + each.place"
          [attr.maxlength]="each.most"
          [placeholder]="each.like"
          [value]="value()[language()]?.[each.place] ?? ''"
          (input)="say(each.place, box.value)"
        />
      </div>
    }
    <p class="hint">A visitor whose language has no words here gets those of the first that has.</p>
  `,
  styles: `
    :host {
      display: grid;
      gap: 14px;
    }
  `,
})
export class WordingField {
  readonly value = input.required<Wording>();
  readonly changed = output<Wording>();
  protected readonly places = PLACES;
  protected readonly nameOf = languageName;
  protected readonly tags = computed(() => [...new Set([...Object.keys(this.value()), ...COMMON_LANGUAGES])]);
  protected readonly language = linkedSignal<string[], string>({
    source: this.tags,
    computation: (tags, before) => before?.value ?? tags[0] ?? 'en',
  });

  protected say(place: keyof Words, text: string): void {
    const { [this.language()]: before = {}, ...others } = this.value();
    const { [place]: _said, ...rest } = before;
    const words = text.trim() ? { ...rest, [place]: text.trimStart() } : rest;
    this.changed.emit(Object.keys(words).length > 0 ? { ...others, [this.language()]: words } : others);
  }
}
