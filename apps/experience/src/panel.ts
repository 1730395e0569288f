import { html, nothing, type TemplateResult } from 'lit';
import './ask.js';
import type { CallbackDetail } from './callback.js';
import type { EmailDetail } from './email.js';
import type { FeedbackDetail } from './faq.js';
import { late } from './late.js';
import type { Player } from './player.js';
import { comingPanel, endPanel, menuPanel, messagePanel, type Reading, readingPanel, waitPanel } from './screens.js';
import type { Visit, VisitView } from './visit.js';
import type { Input, MenuScreen, Screen } from './wire.js';

/** What a panel needs to know and may do. */
export interface Stand {
  visit: Visit;
  view: VisitView;
  /** Draws the page anew. */
  redraw(): void;
  /** The choice the host is naming. */
  spoken: string | null;
  send(input: Input): void;
  /** What is said, for who reads it in place of listening. */
  reading: Reading | null;
  player: Player;
  /** The host is silent, and no time runs, while the visitor speaks. */
  hush(on: boolean): void;
  find: Visit['findArticles'];
  /** A new visit; null where there is none to be had. */
  again: (() => void) | null;
}

const lineIsThere = late('cd-line', () => import('./line/line-panel.js'));
const talkIsThere = late('cd-talk', () => import('./talk/talk-panel.js'));

const callbackIsThere = late('cd-callback', () => import('./callback.js'));
const faqIsThere = late('cd-faq', () => import('./faq.js'));
const emailIsThere = late('cd-email', () => import('./email.js'));
const bookedIsThere = late('cd-booked', () => import('./booking/booked.js'));

const speechIsThere = late('cd-speech', () => import('./voice/speech.js'));

/** Only where the browser has an ear, and the flow takes what is said. */
function speech(screen: MenuScreen, stand: Stand): TemplateResult | typeof nothing {
  const { view, visit, player, redraw, send, hush } = stand;
  const hears = 'SpeechRecognition' in window || 'webkitSpeechRecognition' in window;
  if (!hears || visit.preview || !view.step?.wait.accepts.includes('speech')) return nothing;
  if (!speechIsThere(redraw)) return nothing;
  return html`<cd-speech
    .screen=${screen}
    .busy=${view.sending !== null}
    .player=${player}
    .say=${(text: string) => send({ type: 'speech', text })}
    .hush=${hush}
  ></cd-speech>`;
}

/** The panel of a screen, which asks, tells or ends; media need none. */
export function panel(screen: Screen, stand: Stand): TemplateResult | typeof nothing {
  const { visit, view, spoken, send, find, again } = stand;
  const { notice, sending } = view;
  const busy = sending !== null;
  const can = (type: Input['type']) => view.step?.wait.accepts.includes(type) ?? false;
  // A door: back to the node, with the place in line in sight meanwhile.
  const back = screen.door ? () => send({ type: 'back' }) : null;
  const standing =
    screen.door && view.place && lineIsThere(stand.redraw)
      ? html`<cd-standing .place=${view.place}></cd-standing>`
      : nothing;
  switch (screen.kind) {
    case 'video':
    case 'audio':
      if (!stand.reading) return nothing;
      return readingPanel(screen, notice, stand.reading, () => send({ type: can('skip') ? 'skip' : 'mediaEnd' }));
    case 'menu':
      return menuPanel({
        screen,
        notice,
        sending,
        spoken,
        open: can('choice') || can('key'),
        choose: ({ id }) => send({ type: 'choice', choiceId: id }),
        speech: speech(screen, stand),
      });
    case 'message':
      return messagePanel(screen, notice, can('continue') ? () => send({ type: 'continue' }) : null);
    case 'ask':
      return html`<cd-ask
        .screen=${screen}
        .refusal=${notice}
        .busy=${busy}
        @answer=${({ detail }: CustomEvent<string>) => send({ type: 'text', text: detail })}
        @skip=${() => send({ type: 'skip' })}
      ></cd-ask>`;
    case 'callback':
      if (!callbackIsThere(stand.redraw)) return comingPanel(screen);
      return html`<cd-callback
        .screen=${screen}
        .refusal=${notice}
        .busy=${busy}
        .visit=${visit}
        .wait=${view.place?.wait ?? null}
        .back=${back}
        .standing=${standing}
        @number=${({ detail }: CustomEvent<CallbackDetail>) => send({ type: 'phone', ...detail })}
      ></cd-callback>`;
    case 'queue':
    case 'chat': {
      const end = can('back') ? () => send({ type: 'back' }) : null;
      // Only a visit has a place and somebody to talk to; the builder's preview shows what the flow says.
      if (visit.access === null) return waitPanel(screen, notice, end);
      if (screen.kind === 'chat' || screen.served)
        return talkIsThere(stand.redraw)
          ? html`<cd-talk .visit=${visit} .screen=${screen} .end=${end} .standing=${standing}></cd-talk>`
          : waitPanel(screen, notice, end);
      const callMe =
        can('door') && view.doors.includes('callback') ? () => send({ type: 'door', door: 'callback' }) : null;
      // With its place at once: a panel that grew when it came would jump.
      return lineIsThere(stand.redraw) && view.place
        ? html`<cd-line .visit=${visit} .screen=${screen} .view=${view} .giveUp=${end} .callMe=${callMe}></cd-line>`
        : waitPanel(screen, notice, end);
    }
    case 'filler':
      return waitPanel(screen, notice, can('back') ? () => send({ type: 'back' }) : null);
    case 'faq':
      if (!faqIsThere(stand.redraw)) return comingPanel(screen);
      return html`<cd-faq
        .screen=${screen}
        .find=${find}
        .refusal=${notice}
        .back=${back}
        .standing=${standing}
        @feedback=${({ detail }: CustomEvent<FeedbackDetail>) => send({ type: 'feedback', ...detail })}
      ></cd-faq>`;
    case 'email':
      if (!emailIsThere(stand.redraw)) return comingPanel(screen);
      return html`<cd-email
        .screen=${screen}
        .refusal=${notice}
        .busy=${busy}
        .back=${back}
        .standing=${standing}
        @message=${({ detail }: CustomEvent<EmailDetail>) => send({ type: 'email', ...detail })}
      ></cd-email>`;
    case 'end':
      return endPanel(
        screen,
        again,
        screen.outcome === 'callback' && visit.access !== null && bookedIsThere(stand.redraw)
          ? html`<cd-booked .visit=${visit}></cd-booked>`
          : nothing,
      );
  }
}
