import type { LitElement } from 'lit';
import { announcement, keyOf, titleOf } from './announce.js';
import { firstPlace } from './element.js';
import type { Screen } from './wire.js';

/** Makes a new screen known to who does not see it come: by the focus, by words read out, by the page's title. */
export class Arrivals {
  /** What a screen reader reads out. */
  said = '';
  private key = '';
  private language = '';

  constructor(private readonly page: LitElement) {}

  tell(screen: Screen, first: boolean, company: string | undefined): void {
    const key = keyOf(screen);
    const again = key === this.key;
    const moved = !first && !again && this.moveFocus();
    const told = again && screen.language === this.language;
    this.key = key;
    this.language = screen.language;
    this.say(told ? (screen.notice ?? '') : announcement(screen, moved));
    document.title = [titleOf(screen), company].filter(Boolean).join(' · ');
  }

  /** The same words twice are news all the same: a screen reader speaks only what changes. */
  say(text: string): void {
    const said = text && text === this.said ? `${text}\u00a0` : text;
    if (said === this.said) return;
    this.said = said;
    this.page.requestUpdate();
  }

  /** To the new question, but only from a place that is gone: who is elsewhere on the page is left there. */
  moveFocus(): boolean {
    const at = document.activeElement;
    if (at && at !== document.body && !at.closest('.panel, .dock, .player')) return false;
    const panel = this.page.querySelector('.panel');
    const target = panel && firstPlace(panel);
    target?.focus({ preventScroll: true });
    return target !== null;
  }

  /** A new visit begins: its first screen is news. */
  reset(): void {
    this.key = '';
  }
}
