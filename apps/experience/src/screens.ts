import { html, nothing, type TemplateResult } from 'lit';
import { direction, headline } from './cues.js';
import { icon } from './element.js';
import { pressed } from './keys.js';
import type { Words } from './captions.js';
import { notice } from './shell.js';
import { strings } from './strings.js';
import type {
  AudioScreen,
  CallbackScreen,
  ChatScreen,
  Choice,
  EmailScreen,
  EndScreen,
  FaqScreen,
  FillerScreen,
  Input,
  MenuScreen,
  MessageScreen,
  Outcome,
  QueueScreen,
  VideoScreen,
} from './wire.js';

/** The screens that keep nothing of their own: menu, message, the waits, end. */

export interface MenuState {
  screen: MenuScreen;
  notice: string | null;
  /** The choice the host is naming. */
  spoken: string | null;
  /** The answer on its way. */
  sending: Input | null;
  open: boolean;
  choose(choice: Choice): void;
  /** To say a choice. */
  speech: TemplateResult | typeof nothing;
}

export function menuPanel(state: MenuState): TemplateResult {
  const { screen, notice: refusal, spoken, sending, open, choose, speech } = state;
  const sent = pressed(sending, screen.choices);
  const lit = sending ? sent : spoken;
  const keyed = screen.choices.some((choice) => choice.key);
  return html`<section
    class="panel menu glass"
    aria-labelledby="title"
    lang=${screen.language}
    dir=${direction(screen.language)}
  >
    <header><h1 id="title" tabindex="-1">${screen.prompt}</h1></header>
    ${notice(refusal ?? screen.notice)}
    <ol class="choices" data-count=${screen.choices.length}>
      ${screen.choices.map(
        (choice) =>
          html`<li>
            <button
              class="choice ${lit === choice.id ? 'now' : ''}"
              aria-keyshortcuts=${choice.key ?? nothing}
              aria-disabled=${open ? nothing : 'true'}
              aria-busy=${sent === choice.id ? 'true' : nothing}
              @click=${() => open && choose(choice)}
            >
              ${icon(choice.icon)}
              <span>${choice.label}${choice.hint ? html`<small>${choice.hint}</small>` : nothing}</span>
              ${choice.key ? html`<b class="key" aria-hidden="true">${choice.key}</b>` : nothing}
            </button>
          </li>`,
      )}
    </ol>
    ${
      open
        ? keyed
          ? html`<p class="hint" lang=${strings.tag} dir=${strings.dir}>${strings.menuHint}</p>`
          : nothing
        : html`<p class="hint always" lang=${strings.tag} dir=${strings.dir}>${strings.menuAfter}</p>`
    }
    ${speech}
  </section>`;
}

export function messagePanel(screen: MessageScreen, refusal: string | null, goOn: (() => void) | null): TemplateResult {
  return html`<section
    class="panel sheet glass"
    aria-label=${strings.message}
    lang=${screen.language}
    dir=${direction(screen.language)}
  >
    ${notice(refusal ?? screen.notice)} ${words(screen.text, null)}
    ${goOn ? html`<button class="go" lang=${strings.tag} @click=${goOn}>${strings.continue}${icon('right')}</button>` : nothing}
  </section>`;
}

export interface Reading {
  /** Null while they come, or where they cannot be had. */
  words: Words | null;
  wordless: boolean;
  listen(): void;
}

/** What a film or a voice says, as a message to be read. */
export function readingPanel(
  screen: VideoScreen | AudioScreen,
  refusal: string | null,
  { words: said, wordless, listen }: Reading,
  goOn: () => void,
): TemplateResult {
  const language = said?.language ?? screen.language;
  return html`<section
    class="panel sheet reading glass"
    aria-label=${strings.message}
    aria-busy=${said || wordless ? nothing : 'true'}
    lang=${language}
    dir=${direction(language)}
  >
    ${notice(refusal ?? screen.notice)}
    ${
      said
        ? words(said.text, null)
        : wordless
          ? html`<p class="text" lang=${strings.tag} dir=${strings.dir}>${strings.wordless}</p>
              <button class="go quiet" lang=${strings.tag} @click=${listen}>${icon('audio')}${strings.listen}</button>`
          : html`<span class="ring" aria-hidden="true"></span>`
    }
    <button class="go" lang=${strings.tag} @click=${goOn}>${strings.continue}${icon('right')}</button>
  </section>`;
}

/** What a question's prompt says, above the question. */
export function saidCard({ text, language }: Words): TemplateResult {
  return html`<section
    class="host said glass"
    tabindex="0"
    aria-label=${strings.saidHere}
    lang=${language}
    dir=${direction(language)}
  >
    ${text.split('\n').map((part) => html`<p>${part}</p>`)}
  </section>`;
}

/** Something is under way, and the visitor has nothing to do but wait; perhaps to give up. */
export function waitPanel(
  screen: FillerScreen | QueueScreen | ChatScreen,
  refusal: string | null,
  giveUp: (() => void) | null,
): TemplateResult {
  const { kind } = screen;
  const text = 'prompt' in screen ? screen.prompt : (screen.text ?? '');
  return html`<section
    class="panel sheet wait glass"
    aria-labelledby="title"
    lang=${screen.language}
    dir=${direction(screen.language)}
  >
    ${kind === 'filler' ? html`<span class="ring" aria-hidden="true"></span>` : nothing} ${words(text, strings.waiting)}
    ${notice(refusal ?? screen.notice)}
    ${kind === 'queue' ? html`<p class="note kept" lang=${strings.tag} dir=${strings.dir}>${icon('link')}${strings.placeKept}</p>` : nothing}
    ${
      giveUp
        ? html`<button class="go quiet" lang=${strings.tag} @click=${giveUp}>
            ${icon('close')}${kind === 'chat' ? strings.endChat : strings.giveUpPlace}
          </button>`
        : nothing
    }
  </section>`;
}

/** What a screen asks, until the code that takes the answer has come. */
export function comingPanel({ prompt, language }: CallbackScreen | EmailScreen | FaqScreen): TemplateResult {
  return html`<section
    class="panel sheet wait glass"
    aria-labelledby="title"
    aria-busy="true"
    lang=${language}
    dir=${direction(language)}
  >
    <span class="ring" aria-hidden="true"></span>${words(prompt, prompt)}
  </section>`;
}

const SYMBOLS: Record<Outcome, string> = {
  served: 'check',
  callback: 'callback',
  agent: 'headset',
  message: 'check',
  failed: 'alert',
  abandoned: 'end',
};

export function endPanel(
  screen: EndScreen,
  again: (() => void) | null,
  more: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  const { outcome, text, language } = screen;
  return html`<section
    class="panel sheet end glass"
    aria-labelledby="title"
    lang=${language}
    dir=${direction(language)}
  >
    <span class="tick ${outcome === 'failed' ? 'bad' : ''}">${icon(SYMBOLS[outcome])}</span>
    ${words(text, strings.outcomes[outcome])} ${more}
    ${again ? html`<button class="go again" lang=${strings.tag} @click=${again}>${icon('replay')}${strings.startAgain}</button>` : nothing}
  </section>`;
}

/** A text as heading and body. A long one needs a title of its own; where there is none the whole stays one paragraph. */
function words(text: string, fallback: string | null): TemplateResult {
  const split = headline(text);
  const title = split?.title ?? fallback;
  const body = split ? split.rest : text;
  return html`<header>
    ${title ? html`<h1 id="title" tabindex="-1">${title}</h1>` : nothing}
    ${body.split(/\n+/).map((part) => (part ? html`<p class="text">${part}</p>` : nothing))}
  </header>`;
}
