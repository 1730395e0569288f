import type { Triggers } from './triggers.js';

/** What the widget and its frame say to one another, and how it is believed: pure, so that it is tested without a browser. */
export type FrameMessage =
  { type: 'ready' } | { type: 'close' } | { type: 'ended'; sessionId: string } | { type: 'refused'; code: string };
export type HostMessage =
  | { type: 'open' }
  | { type: 'close' }
  | { type: 'theme'; theme: string }
  /** What the frame's address told when it was loaded, as it is now: for the next visit that begins. */
  | { type: 'told'; told: string };

/** A message of ours, from exactly this frame's window at exactly this origin; anything else is null. */
export function frameMessage(event: MessageEvent<unknown>, frame: unknown, origin: string): FrameMessage | null {
  const { data } = event;
  if (!frame || event.source !== frame || event.origin !== origin) return null;
  if (typeof data !== 'object' || !data || !('calldocker' in data) || !('type' in data) || data.calldocker !== 1)
    return null;
  const { type } = data;
  if (type === 'ready' || type === 'close') return { type };
  if (type === 'ended' && 'sessionId' in data && typeof data.sessionId === 'string')
    return { type, sessionId: data.sessionId };
  if (type === 'refused' && 'code' in data && typeof data.code === 'string') return { type, code: data.code };
  return null;
}

/** The page around the widget. */
export interface Place {
  url: string;
  title: string;
  referrer: string;
  language: string;
}

export interface Telling {
  place: Place;
  mode: string | null;
  theme: string | null;
  identity: string | null;
  language: string | null;
  /** Values for the flow's variables. */
  data: Record<string, string | undefined>;
}

/** Longest value that the server takes. */
const VALUE = 500;

/**
 * What the visitor's page is told, as a query. A flow gets of this what it declares and nothing else: `pageTitle`, for
 * example, where it declares a variable of that name. What stands behind the page's # is its own.
 */
export function telling({ place, mode, theme, identity, language, data }: Telling): string {
  const url = place.url.split('#')[0] ?? '';
  const values: Telling['data'] = {
    pageUrl: url,
    pageTitle: place.title.slice(0, VALUE),
    pageReferrer: place.referrer,
    pageLanguage: place.language,
    ...data,
  };
  const told = new URLSearchParams({ page: url });
  if (mode) told.set('mode', mode);
  if (theme) told.set('theme', theme);
  if (identity) told.set('identity', identity);
  if (language) told.set('language', language);
  for (const name in values) if (values[name]) told.set(`data.${name}`, values[name]);
  return told.toString();
}

/** As the console's settings have it: how the button looks and what it says. */
export interface Dress {
  language: string | null;
  wording: Record<string, { launcher?: string; hint?: string; greeting?: string } | undefined>;
  pictureUrl: string | null;
  look: { lamp: string; background: string; ink: string; font: string };
  triggers: Triggers;
}

/** The company's words in the first of these languages that has them: `nl-BE` is served by `nl`; else the first there are. */
export function wordsIn({ wording }: Dress, languages: readonly (string | null | undefined)[]) {
  for (const language of languages) {
    const found = language && (wording[language] ?? wording[language.split('-')[0] ?? '']);
    if (found) return found;
  }
  return Object.values(wording)[0] ?? {};
}

/** The address of the visitor's page. What it is told stands in the fragment, so it reaches no log on its way. */
export function frameUrl(origin: string, widget: string, told: string): string {
  return `${origin}/ivr-experience/${encodeURIComponent(widget)}#${told}`;
}

/** CallDocker is where its script came from, unless the element says otherwise. */
export function originOf(attribute: string | null, script: string | null): string | null {
  for (const candidate of [attribute, script]) {
    try {
      if (candidate) return new URL(candidate).origin;
    } catch {
      // Not an address: the next one may be.
    }
  }
  return null;
}
