/** The pages a widget may stand on: exact origins, one a line. Pure. */

/** As the API accepts it: scheme, host and perhaps a port. */
const ORIGIN = /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/;

/** `https://Shop.example/page?x` -> `https://shop.example`; `null` when there is no origin in it. */
export function originOf(text: string): string | null {
  const typed = text.trim();
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`;
  try {
    const { origin } = new URL(whole);
    return ORIGIN.test(origin) ? origin : null;
  } catch {
    // URL throws for what is not an address.
    return null;
  }
}

/** Cleaned, without doubles, in the order typed; and the lines that are no address. */
export function readOrigins(text: string): { origins: string[]; wrong: string[] } {
  const lines = text
    .split(/[\s,]+/)
    .map((line) => line.trim())
    .filter(Boolean);
  const origins = new Set<string>();
  const wrong: string[] = [];
  for (const line of lines) {
    const origin = originOf(line);
    if (origin) origins.add(origin);
    else wrong.push(line);
  }
  return { origins: [...origins], wrong };
}

/** What a company puts on its page. */
export function snippetOf(visitorOrigin: string, key: string): string {
  return `<script src="${visitorOrigin}/widget.js" async></script>\n<calldocker-ivr widget="${key}"></calldocker-ivr>`;
}
