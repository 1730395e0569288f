import type { StartSession, Theme } from './wire.js';

export interface Surroundings {
  start: StartSession;
  theme: Theme | null;
}

/**
 * What the widget tells about its page. It comes in the address's fragment, which is never sent to a server on its own:
 * the host page may hand over an order number or a name.
 */
export function surroundings(widgetKey: string, hash: string, languages: readonly string[] = []): Surroundings {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const mode = given.get('mode');
  const theme = given.get('theme');
  const pageUrl = given.get('page');
  const attributes: Record<string, string> = {};
  for (const [name, value] of given) {
    if (name.startsWith('data.')) attributes[name.slice('data.'.length)] = value;
  }
  return {
    start: {
      widgetKey,
      ...(mode === 'audio' || mode === 'video' ? { mode } : {}),
      ...(languages.length > 0 ? { languages: [...languages] } : {}),
      ...(pageUrl ? { pageUrl } : {}),
      ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
    },
    theme: theme === 'light' || theme === 'dark' || theme === 'auto' ? theme : null,
  };
}
