/** A cue's text between what an author types, what a file holds and what a reader reads. Never HTML: who shows it escapes it. */

const TAG = /<\/?(?:c|i|b|u|v|lang|ruby|rt)(?:\.[^\s<>]*)?(?:[ \t][^<>\n]*)?(?<!--)>|<\d+:[\d:.]+>/;
const ENTITY = /&(?:[a-z]\w{1,30}|#\d{1,7}|#x[\da-f]{1,6});/i;
const VOICE = /<v(?:\.[^\s<>]*)?[ \t]+([^<>\n]*)>/i;
const either = (...parts: RegExp[]): RegExp => new RegExp(parts.map(({ source }) => source).join('|'), 'gi');
const NAMED: Record<string, string | undefined> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" },
  ...{ nbsp: '\u00a0', lrm: '\u200e', rlm: '\u200f' },
};

const WRITTEN: Record<string, string | undefined> = { '-->': '--&gt;', '&': '&amp;', '<': '&lt;' };
const TYPED: Record<string, string | undefined> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

/** Typed text as WebVTT writes it. */
export const encode = (typed: string): string =>
  typed.replace(either(TAG, ENTITY, /-->|&|</), (found) => WRITTEN[found] ?? found);

/** WebVTT's text as one would type it: `&` and `<` are written out only where they would be taken for something else. */
export const decode = (text: string): string =>
  text.replace(
    either(TAG, /&lt;(?![/a-z]|\d+:)|&gt;|&amp;(?!(?:[a-z]\w*|#\w+);)/),
    (found) => TYPED[found.toLowerCase()] ?? found,
  );

/** What a reader reads, without tags. */
export function plain(typed: string): string {
  return typed.replace(either(TAG, ENTITY), (found) => (found.startsWith('&') ? entity(found) : ''));
}

function entity(found: string): string {
  const name = found.slice(1, -1).toLowerCase();
  if (!name.startsWith('#')) return NAMED[name] ?? found;
  const code = name.startsWith('#x') ? parseInt(name.slice(2), 16) : Number(name.slice(1));
  const isCharacter = code >= 0x20 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : '\ufffd';
}

/** Typed text as SubRip writes it: it knows bold, italic and underlined, and nothing is written out. */
export function subrip(typed: string): string {
  const text = typed.replace(either(TAG, ENTITY), (found) => {
    if (found.startsWith('&')) return entity(found);
    if (/^<\/?[ibu]>$/i.test(found)) return found;
    const voice = VOICE.exec(found)?.[1]?.trim();
    return voice ? `${plain(voice)}: ` : '';
  });
  return text.replaceAll('-->', '->');
}

export interface Speech {
  /** Who speaks, where the cue says so. */
  voice: string | null;
  text: string;
}

/** The text by voices: `<v Ana>Hello <v Tom>Hi` is two speeches. */
export function speeches(typed: string): Speech[] {
  const [first = '', ...rest] = typed.split(VOICE);
  const said: Speech[] = [{ voice: null, text: plain(first).trim() }];
  // A split with one group gives the names and what follows them in turn.
  for (let i = 0; i < rest.length; i += 2)
    said.push({ voice: plain(rest[i] ?? '').trim() || null, text: plain(rest[i + 1] ?? '').trim() });
  return said.filter(({ text }) => text !== '');
}
