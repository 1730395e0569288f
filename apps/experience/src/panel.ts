import { html, nothing, type TemplateResult } from 'lit';
import './ask.js';
import './callback.js';
import './email.js';
import './faq.js';
import type { CallbackDetail } from './callback.js';
import type { EmailDetail } from './email.js';
import type { FeedbackDetail } from './faq.js';
import { late } from './late.js';
import { endPanel, menuPanel, messagePanel, waitPanel } from './screens.js';
import type { Visit, VisitView } from './visit.js';
import type { Input, Screen } from './wire.js';

/** What a panel needs to know and may do. */
export interface Stand {
  visit: Visit;
  view: VisitView;
  /** Draws the page anew. */
  redraw(): void;
  /** The choice the host is naming. */
  spoken: string | null;
  send(input: Input): void;
  find: Visit['findArticles'];
  /** A new visit; null where there is none to be had. */
  again: (() => void) | null;
}

const lineIsThere = late('cd-line', () => import('./line/line-panel.js'));
const talkIsThere = late('cd-talk', () => import('./talk/talk-panel.js'));

const bookedIsThere = late('cd-booked', () => import('./booking/booked.js'));

/** The panel of a screen, which asks, tells or ends; media need none. */
export function panel(screen: Screen, stand: Stand): TemplateResult | typeof nothing {
  const { visit, view, spoken, send, find, again } = stand;
  const { notice, sending } = view;
  const busy = sending !== null;
  const can = (type: Input['type']) => view.step?.wait.accepts.includes(type) ?? false;
  switch (screen.kind) {
    case 'video':
    case 'audio':
      return nothing;
    case 'menu':
      return menuPanel({
        screen,
        notice,
        sending,
        spoken,
        open: can('choice') || can('key'),
        choose: ({ id }) => send({ type: 'choice', choiceId: id }),
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
      return html`<cd-callback
        .screen=${screen}
        .refusal=${notice}
        .busy=${busy}
        .access=${visit.access}
        .wait=${view.place?.wait ?? null}
        @number=${({ detail }: CustomEvent<CallbackDetail>) => send({ type: 'phone', ...detail })}
        @back=${() => send({ type: 'back' })}
      ></cd-callback>`;
    case 'queue':
    case 'chat': {
      const end = can('back') ? () => send({ type: 'back' }) : null;
      // Only a visit has a place and somebody to talk to; the builder's preview shows what the flow says.
      if (visit.access === null) return waitPanel(screen, notice, end);
      if (screen.kind === 'chat' || screen.served)
        return talkIsThere(stand.redraw)
          ? html`<cd-talk .visit=${visit} .screen=${screen} .end=${end}></cd-talk>`
          : waitPanel(screen, notice, end);
      return lineIsThere(stand.redraw)
        ? html`<cd-line .screen=${screen} .view=${view} .giveUp=${end}></cd-line>`
        : waitPanel(screen, notice, end);
    }
    case 'filler':
      return waitPanel(screen, notice, can('back') ? () => send({ type: 'back' }) : null);
    case 'faq':
      return html`<cd-faq
        .screen=${screen}
        .find=${find}
        .refusal=${notice}
        @feedback=${({ detail }: CustomEvent<FeedbackDetail>) => send({ type: 'feedback', ...detail })}
      ></cd-faq>`;
    case 'email':
      return html`<cd-email
        .screen=${screen}
        .refusal=${notice}
        .busy=${busy}
        @message=${({ detail }: CustomEvent<EmailDetail>) => send({ type: 'email', ...detail })}
      ></cd-email>`;
    case 'end':
      return endPanel(
        screen,
        again,
        screen.outcome === 'callback' && visit.access !== null && bookedIsThere(stand.redraw)
          ? html`<cd-booked .access=${visit.access}></cd-booked>`
          : nothing,
      );
  }
}
