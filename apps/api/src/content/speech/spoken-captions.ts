import { CAPTION_RULES, toMillis, writeVtt, type Cue } from '@calldocker/captions';
import type { EntityManager } from 'typeorm';
import { rows } from '../../platform/db.js';
import { languageLabel } from '../captions/captions.js';

/** What a voice rests between two sentences, in the time that it takes for so many characters. */
const REST = 5;
const LINE = CAPTION_RULES.lineCharacters;

/** Gives a revision that is a text spoken its captions. Those of another text go; what somebody made for this one stays. */
export async function captionSpeech(em: EntityManager, id: string, revision: number, seconds: number): Promise<void> {
  const [spoken] = await rows<{ text: string; language: string }>(
    em,
    `select s.text, s.language from ivr_content c join ivr_speeches s on s.content_id = c.id and s.source = c.source
      where c.id = $1`,
    [id],
  );
  const cues = spoken ? cuesOf(spoken.text, spoken.language, seconds) : [];
  if (!spoken || cues.length === 0) return;
  const { language } = spoken;
  await em.query(
    `delete from ivr_captions t using ivr_content c, ivr_speeches s
      where c.id = $1 and t.content_id = c.id and t.revision = $2
        and s.content_id = c.id and s.source <> c.source and s.language = t.language`,
    [id, revision],
  );
  await em.query(
    `insert into ivr_captions (content_id, revision, language, label, vtt) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [id, revision, language, languageLabel(language), writeVtt(cues)],
  );
}

/**
 * Captions of a spoken text, for a start: each sentence, or part of a long one, for the share of the time that its length
 * is of the whole.
 */
export function cuesOf(text: string, language: string, seconds: number): Cue[] {
  const sentences = segments(text, language, 'sentence').map((sentence) => sentence.trim().replace(/\s+/g, ' '));
  const said = sentences.filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
  const signs = said.reduce((sum, sentence) => sum + sentence.length + REST, 0);
  // A part may come out some words longer than wanted.
  const inTime = Math.floor((0.8 * CAPTION_RULES.longestSeconds * signs) / seconds);
  const most = Math.max(LINE / 2, Math.min(LINE * CAPTION_RULES.lines, inTime));
  const parts = said.flatMap((sentence) => {
    const cut = partsOf(sentence, language, most);
    return cut.map((part, i) => ({ part, weight: part.length + (i === cut.length - 1 ? REST : 0) }));
  });
  const whole = parts.reduce((sum, { weight }) => sum + weight, 0);
  let at = 0;
  const when = (): number => toMillis((seconds * at) / whole);
  return parts.map(({ part, weight }) => {
    const start = when();
    at += weight;
    return { start, end: when(), text: literal(inLines(part, language)) };
  });
}

/** Parts of about the same length, none longer than `most` where its words allow. */
function partsOf(sentence: string, language: string, most: number): string[] {
  const wanted = sentence.length / Math.ceil(sentence.length / most);
  const parts: string[] = [];
  let part = '';
  for (const word of segments(sentence, language, 'word')) {
    const isFull = part.length >= wanted || part.length + word.trimEnd().length > most;
    // A mark stays with the word before it.
    if (isFull && part.trim() !== '' && /[\p{L}\p{N}]/u.test(word)) {
      parts.push(part);
      part = '';
    }
    part += word;
  }
  return [...parts, part].map((each) => each.trim()).filter((each) => each !== '');
}

const inLines = (part: string, language: string): string =>
  part.length > LINE ? partsOf(part, language, LINE).join('\n') : part;

/** What looks like a tag of WebVTT was spoken as it stands. */
const literal = (text: string): string =>
  text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;' })[sign] ?? '&gt;');

const segments = (text: string, language: string, granularity: 'sentence' | 'word'): string[] =>
  [...new Intl.Segmenter(language, { granularity }).segment(text)].map(({ segment }) => segment);
