import { Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { languageName } from '../../library/languages';
import { moment, timeOfDay } from '../../ui/format';
import { Icon } from '../../ui/icon';
import { Toasts } from '../../ui/toasts';
import { Editor } from '../canvas/editor';
import type { SaveState } from '../draft/autosave';
import { DraftStore } from '../draft/draft-store';
import { FlowDesk } from '../flow-desk';

import { Faces } from './faces';

export type BuilderView = 'canvas' | 'outline';

@Component({
  selector: 'app-builder-topbar',
  imports: [Faces, Icon, RouterLink],
  host: { role: 'banner' },
  templateUrl: './topbar.html',
  styleUrl: './topbar.css',
})
export class Topbar {
  protected readonly desk = inject(FlowDesk);
  protected readonly store = inject(DraftStore);
  protected readonly editor = inject(Editor);
  private readonly toasts = inject(Toasts);

  readonly view = input.required<BuilderView>();
  readonly previewing = input.required<boolean>();
  readonly mayWrite = input.required<boolean>();
  readonly mayPublish = input.required<boolean>();
  readonly viewChosen = output<BuilderView>();
  readonly previewPressed = output();
  readonly publishPressed = output();
  readonly versionsPressed = output();

  protected readonly languages = computed(() => this.store.definition().languages);
  protected readonly languageName = languageName;
  protected readonly moment = moment;
  protected readonly saved = computed(() => {
    const state = this.desk.autosave()?.state();
    return state ? words(state) : '';
  });

  /** A notice says it too, and on a small page there is room for one. */
  protected readonly told = computed(() => {
    const kind = this.desk.autosave()?.state().kind;
    return kind === 'conflict' || kind === 'waiting' || kind === 'refused';
  });

  protected async rename(box: HTMLInputElement): Promise<void> {
    await this.toasts.try(() => this.desk.rename(box.value));
    box.value = this.desk.flow()?.name ?? '';
  }

  protected forgetName(box: HTMLInputElement): void {
    box.value = this.desk.flow()?.name ?? '';
    box.blur();
  }
}

function words(state: SaveState): string {
  switch (state.kind) {
    case 'saved':
      return state.at ? `Draft saved ${timeOfDay(state.at)}` : 'Draft saved';
    case 'saving':
      return state.slow ? 'The server is slow, saving…' : 'Saving…';
    case 'unsaved':
      return 'Not saved yet';
    case 'waiting':
      return 'Not saved, trying again';
    case 'conflict':
      return 'Not saved: choose what holds';
    case 'refused':
      return 'Not saved';
  }
}
