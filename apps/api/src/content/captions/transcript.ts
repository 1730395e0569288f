import { type Cue, directionOf, speeches } from '@calldocker/captions';
import { createHash } from 'node:crypto';

export interface Transcript {
  /** Of the piece. */
  title: string;
  language: string;
  label: string;
  cues: readonly Cue[];
}

interface Paragraph {
  start: number;
  end: number;
  voice: string | null;
  text: string;
}

/** So long a silence ends a paragraph. */
const PAUSE_SECONDS = 2;

/** What is said, in the order of time: a paragraph for each speaker, and after each pause. */
function paragraphs(cues: readonly Cue[]): Paragraph[] {
  const made: Paragraph[] = [];
  for (const { start, end, text } of [...cues].sort((a, b) => a.start - b.start)) {
    for (const { voice, text: said } of speeches(text)) {
      const last = made.at(-1);
      const words = said.replace(/\s+/g, ' ');
      if (last && last.voice === voice && start - last.end < PAUSE_SECONDS) {
        last.text += ` ${words}`;
        last.end = end;
      } else made.push({ start, end, voice, text: words });
    }
  }
  return made;
}

export function transcriptText({ title, cues }: Transcript): string {
  const parts = paragraphs(cues).map(({ voice, text }) => (voice === null ? text : `${voice}: ${text}`));
  return `${[title, ...parts].join('\n\n')}\n`;
}

const STYLE = `
:root { color-scheme: light dark }
body {
  margin: 0 auto; padding: 32px 20px 64px; max-width: 68ch; font: 400 1.0625rem/1.6 system-ui, sans-serif;
  color: light-dark(#0e1b1f, #ecf2f2); background: light-dark(#f4f5f2, #0a1214)
}
h1 { margin: 0; font-size: 1.6rem; line-height: 1.25 }
p { margin: 0; overflow-wrap: anywhere }
header p, time { color: light-dark(#586669, #8fa0a5) }
div { display: grid; grid-template-columns: 4em minmax(0, 1fr); gap: 0 12px; margin-top: 1.1em }
time { font-size: 0.8125rem; line-height: 2.1; font-variant-numeric: tabular-nums }
@media (max-width: 480px) { div { display: block } }
`;

/** What the page may do: show itself. */
export const TRANSCRIPT_CSP = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; sandbox`;

/** A page to read, without scripts. Everything of the author's is escaped. */
export function transcriptPage({ title, language, label, cues }: Transcript): string {
  const body = paragraphs(cues).map(({ start, voice, text }) => {
    const speaker = voice === null ? '' : `<b>${escaped(voice)}:</b> `;
    return `<div><time>${clock(start)}</time><p>${speaker}${escaped(text)}</p></div>`;
  });
  return [
    `<!doctype html><html lang="${escaped(language)}" dir="${directionOf(language)}"><head><meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">`,
    `<title>${escaped(title)}</title><style>${STYLE}</style></head><body><main>`,
    `<header><h1 dir="auto">${escaped(title)}</h1><p>${escaped(label)}</p></header>`,
    ...body,
    '</main></body></html>\n',
  ].join('\n');
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const part = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  return hours > 0 ? `${hours}:${part(minutes)}:${part(whole % 60)}` : `${minutes}:${part(whole % 60)}`;
}
