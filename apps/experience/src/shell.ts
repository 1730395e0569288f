import { wordsIn } from '@calldocker/look/brand';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './element.js';
import { languageName } from './language-name.js';
import { consentAsked } from './privacy/asked.js';
import { strings } from './strings.js';
import { type Fall, type Failure, OWN_REPORTS, type Visit, type VisitView } from './visit.js';
import type { Brand, Mode } from './wire.js';

/** The pieces every screen shares: who we are talking to, the way out, and what to say when things break. */

export interface LanguageChoice {
  languages: readonly string[];
  current: string;
  choose(language: string): void;
}

export function bar(
  brand: Brand | null,
  exit: { label: string; work: () => void } | null,
  language: LanguageChoice | null,
  options: (() => void) | null,
): TemplateResult {
  return html`
    <header class="bar">
      ${brand ? brandPill(brand) : nothing} ${language ? languageSelect(language) : nothing}
      ${
        // Where there is a menu, it is in there: the company's name needs the room.
        brand?.privacyUrl && !options
          ? html`<a
              class="round glass privacy"
              href=${brand.privacyUrl}
              target="_blank"
              rel="noopener"
              lang=${strings.tag}
              aria-label=${strings.privacy}
              title=${strings.privacy}
              >${icon('lock')}</a
            >`
          : nothing
      }
      ${
        options
          ? html`<button
              class="round glass more"
              aria-haspopup="dialog"
              aria-label=${strings.options}
              title=${strings.options}
              @click=${options}
            >
              ${icon('more')}
            </button>`
          : nothing
      }
      ${
        exit
          ? html`<button class="round glass exit" aria-label=${exit.label} title=${exit.label} @click=${exit.work}>
              ${icon('close')}
            </button>`
          : nothing
      }
    </header>
  `;
}

function brandPill({ companyName, logoUrl }: Brand): TemplateResult {
  const [initial = ''] = companyName.trim();
  return html`<span class="brand glass"
    ><span class="logo" aria-hidden="true"
      >${logoUrl ? html`<img src=${logoUrl} alt="" />` : initial.toUpperCase()}</span
    ><span class="name" dir="auto">${companyName}</span></span
  >`;
}

function languageSelect({ languages, current, choose }: LanguageChoice): TemplateResult {
  const pick = ({ target }: Event) => {
    if (!(target instanceof HTMLSelectElement)) return;
    const { value } = target;
    // It shows what is so: the change is seen when it has come about.
    target.value = current;
    choose(value);
  };
  return html`<span class="lang glass">
    ${icon('globe')}<span aria-hidden="true">${current.split('-')[0]?.toUpperCase()}</span>
    <select aria-label=${strings.language} @change=${pick}>
      ${languages.map(
        (each) => html`<option value=${each} lang=${each} .selected=${each === current}>${languageName(each)}</option>`,
      )}
    </select>
  </span>`;
}

/** What is told and what is asked beside whatever is shown. */
export function notices(visit: Visit, redraw: () => void): TemplateResult {
  return html`${banner(visit.view, visit.fallen, (mode) => visit.prefer(mode))} ${consentAsked(visit, redraw)}`;
}

/** Always in the page, so that a screen reader hears what appears in it. */
function banner({ connection, sending }: VisitView, fallen: Fall | null, goBack: (mode: Mode) => void): TemplateResult {
  const broken = { up: '', offline: strings.offline, unreachable: strings.unreachable }[connection];
  // Said of what the visitor has done, not of what the page reports by itself.
  const kept = sending && !OWN_REPORTS.has(sending.type) ? strings.keptAnswer : '';
  const text = broken && kept ? `${broken} ${kept}` : broken;
  return html`<p class="banner" role="status">
    ${text ? html`<span class="pill glass">${icon('warn')}${text}</span>` : fallen ? fell(fallen, goBack) : nothing}
  </p>`;
}

function fell({ from, to, because }: Fall, goBack: (mode: Mode) => void): TemplateResult {
  const words = because === 'saves' ? strings.savesData : to === 'text' ? strings.slowText : strings.slowAudio;
  return html`<span class="pill glass"
    >${icon('info')}<span>${words}</span
    ><button class="up" @click=${() => goBack(from)}>${strings.backTo[from]}</button></span
  >`;
}

export function notice(text: string | null | undefined): TemplateResult | typeof nothing {
  return text ? html`<p class="notice">${icon('info')}<span>${text}</span></p>` : nothing;
}

/** What the company says while the page opens. */
export const greeting = (brand: Brand | null, languages: readonly string[]): string =>
  (brand && wordsIn(brand.wording, languages).greeting) ?? strings.opening;

export function openingPlate(text: string): TemplateResult {
  return html`<p class="opening glass" role="status"><span class="ring"></span>${text}</p>`;
}

export function elsewherePlate(takeBack: () => void): TemplateResult {
  return html`<section class="panel sheet glass" role="alert">
    <header>
      <span class="tick">${icon('screen')}</span>
      <h1>${strings.elsewhereTitle}</h1>
      <p class="text">${strings.elsewhereDetail}</p>
    </header>
    <button class="go" @click=${takeBack}>${icon('undo')}${strings.takeBack}</button>
  </section>`;
}

export function failurePlate(failure: Failure, work: () => void): TemplateResult {
  return html`<section class="panel sheet glass" role="alert">
    <header>
      <span class="tick bad">${icon('alert')}</span>
      <h1>${failure.title}</h1>
      <p class="text">${failure.detail}</p>
    </header>
    ${
      failure.remedy === 'none'
        ? nothing
        : html`<button class="go" @click=${work}>
            ${icon('replay')}${failure.remedy === 'restart' ? strings.startAgain : strings.tryAgain}
          </button>`
    }
    ${failure.reference ? html`<p class="note">${strings.reference(failure.reference)}</p>` : nothing}
  </section>`;
}
