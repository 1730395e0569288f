import { html, nothing, type TemplateResult } from 'lit';
import { direction } from '../cues.js';
import { strings } from '../strings.js';
import type { Call } from '../wire.js';
import { recordingWords } from './recording-words.js';

/** The question whether a call may be recorded, for as long as it stands. */
export function recordingAsked(
  { media, recording }: Call,
  name: string | null,
  answer: (accept: boolean) => void,
): TemplateResult | typeof nothing {
  if (recording?.state !== 'asked') return nothing;
  const said = recordingWords();
  return html`<div class="asked" role="alert" lang=${strings.tag} dir=${direction(strings.tag)}>
    <p><b>${said.ask(name, media === 'video')}</b></p>
    <p>${said.kept(recording.keptDays)}</p>
    <button class="small-go" @click=${() => answer(true)}>${said.accept}</button>
    <button class="small-go quiet" @click=${() => answer(false)}>${said.decline}</button>
  </div>`;
}
