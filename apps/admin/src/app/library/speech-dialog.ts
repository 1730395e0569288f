import { Component, DestroyRef, computed, inject, output, signal } from '@angular/core';
import { FormField, FormRoot, form, maxLength, required } from '@angular/forms/signals';
import { Api } from '../api/api';
import { Events } from '../api/events';
import { type ApiProblem, asProblem } from '../api/problem';
import type { Content, Voice } from '../api/types';
import { Dialog } from '../ui/dialog';
import { FieldError, FieldState } from '../ui/field';
import { Icon } from '../ui/icon';
import { languageName } from './languages';
import { MediaPlayer } from './media-player';
import { spokenLanguages, startLanguage, voicesFor } from './voices';

const TEXT_AT_MOST = 5_000;

/** A text becomes a sound that a voice of the installation speaks; one hears it before one keeps it. */
@Component({
  selector: 'app-speech-dialog',
  imports: [Dialog, FieldError, FieldState, FormField, FormRoot, Icon, MediaPlayer],
  templateUrl: './speech-dialog.html',
  styleUrl: './speech-dialog.css',
})
export class SpeechDialog {
  private readonly api = inject(Api);
  readonly made = output<Content>();
  readonly closed = output();

  protected readonly languageName = languageName;
  protected readonly voices = signal<readonly Voice[] | null>(null);
  protected readonly problem = signal<ApiProblem | null>(null);
  protected readonly refusal = signal('');
  protected readonly changing = signal(false);
  /** What was spoken: on its way, to be heard, or failed. */
  protected readonly spoken = signal<Content | null>(null);
  protected readonly draft = signal({ name: '', text: '', language: 'en', voice: '', speed: 1 });
  protected readonly languages = computed(() => spokenLanguages(this.voices() ?? []));
  protected readonly fitting = computed(() => voicesFor(this.voices() ?? [], this.draft().language));

  protected readonly form = form(
    this.draft,
    (path) => {
      required(path.name, { message: 'Give it a name.' });
      maxLength(path.name, 200, { message: 'That is too long.' });
      required(path.text, { message: 'What shall the voice say?' });
      maxLength(path.text, TEXT_AT_MOST, { message: `At most ${TEXT_AT_MOST} characters. Make two pieces of it.` });
    },
    { submission: { action: () => this.speak() } },
  );

  constructor() {
    void this.load();
    inject(Events).listen('content', ({ id, status }) => {
      if (id !== this.spoken()?.id || status === 'deleted') return;
      void this.renew(id);
    });
    inject(DestroyRef).onDestroy(() => (this.gone = true));
  }

  private gone = false;

  protected setLanguage(language: string): void {
    this.draft.update((draft) => ({ ...draft, language, voice: '' }));
  }

  protected setVoice(voice: string): void {
    this.draft.update((draft) => ({ ...draft, voice }));
  }

  protected setSpeed(speed: string): void {
    this.draft.update((draft) => ({ ...draft, speed: Number(speed) }));
  }

  protected async load(): Promise<void> {
    this.problem.set(null);
    try {
      const { items } = await this.api.listVoices();
      this.voices.set(items);
      this.setLanguage(startLanguage(spokenLanguages(items), navigator.languages));
    } catch (caught) {
      // Shown in place of the form, with the way to ask again.
      this.problem.set(asProblem(caught));
    }
  }

  /** Back to the words; the next ones take the place of these. */
  protected again(): void {
    this.changing.set(true);
  }

  private async speak(): Promise<undefined> {
    this.refusal.set('');
    const { name, text, language, voice, speed } = this.draft();
    const words = { text, language, voice: voice || undefined, speed };
    const before = this.spoken();
    try {
      const content = before
        ? await this.api.speakAgain(before.id, words)
        : await this.api.speak({ name: name.trim(), ...words });
      this.spoken.set(content);
      this.changing.set(false);
      this.made.emit(content);
      await this.renew(content.id);
    } catch (caught) {
      // Said above the button: it is about the text or the voice.
      this.refusal.set(asProblem(caught).sentence);
    }
  }

  private async renew(id: string): Promise<void> {
    try {
      const content = await this.api.getContent(id);
      if (this.gone || this.spoken()?.id !== id) return;
      this.spoken.set(content);
      this.made.emit(content);
    } catch {
      // No answer: the next bell asks again.
    }
  }
}
