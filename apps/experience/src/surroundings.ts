import type { StartSession, Theme } from './wire.js';

export interface Surroundings {
  start: StartSession;
  theme: Theme | null;
  /** A token to go on with a visit that was begun elsewhere. */
  resume: string | null;
  /** Of the page alone: the service is not told. */
  text: boolean;
}

/**
 * What the widget tells about its page. It comes in the address's fragment, which is never sent to a server on its own:
 * the host page may hand over an order number or a name.
 */
export function surroundings(widgetKey: string, hash: string, languages: readonly string[] = []): Surroundings {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const mode = given.get('mode');
  const theme = given.get('theme');
  const resume = given.get('resume');
  const page = given.get('page');
  const identity = given.get('identity');
  const language = given.get('language');
  const wanted = [...(language && language.length <= 35 ? [language] : []), ...languages];
  const pageUrl = page && /^https?:/.test(page) && page.length <= 2000 ? page : null;
  const attributes: Record<string, string> = {};
  for (const [name, value] of given) {
    const attribute = name.startsWith('data.') ? name.slice('data.'.length) : '';
    // What the API would refuse is left out: a visit matters more than a value too long.
    if (attribute && attribute.length <= 64 && value.length <= 500 && Object.keys(attributes).length < 50) {
      attributes[attribute] = value;
    }
  }
  return {
    start: {
      widgetKey,
      ...(mode === 'audio' || mode === 'video' ? { mode } : {}),
      ...(wanted.length > 0 ? { languages: wanted.slice(0, 20) } : {}),
      ...(pageUrl ? { pageUrl } : {}),
      ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
      ...(identity ? { identity } : {}),
    },
    theme: theme === 'light' || theme === 'dark' || theme === 'auto' ? theme : null,
    text: mode === 'text',
    resume: resume && resume.length <= 200 ? resume : null,
  };
}

/** Whose identity it is, unchecked: enough to keep the visits of two people in one browser apart. */
export function subjectOf({ identity }: StartSession): string | null {
  const payload = /^[^.]*\.([^.]+)\./.exec(identity ?? '')?.[1];
  if (!payload) return null;
  try {
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    const subject = typeof claims === 'object' && claims && 'sub' in claims ? claims.sub : null;
    return typeof subject === 'string' ? subject : null;
  } catch {
    // No base64 or no JSON: the server will say so.
    return null;
  }
}

/** The address without its token, and with whatever else the fragment tells. */
export function withoutResume({ pathname, search, hash }: Pick<Location, 'pathname' | 'search' | 'hash'>): string {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  given.delete('resume');
  const rest = given.toString();
  return pathname + search + (rest ? `#${rest}` : '');
}
