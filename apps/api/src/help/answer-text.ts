/** A run of an answer's text. `href` is an address that is safe to follow. */
export interface AnswerRun {
  text: string;
  bold?: true;
  href?: string;
}

/** A paragraph has one line, a list one for each of its points. */
export interface AnswerBlock {
  kind: 'paragraph' | 'list' | 'steps';
  lines: AnswerRun[][];
}

const POINT = /^\s*[-*•]\s+/;
const STEP = /^\s*\d{1,3}[.)]\s+/;
/** `**bold**`, `[words](address)`, or an address as it stands, without the sentence's own full stop. */
const MARK = /\*\*(.+?)\*\*|\[([^\]\n]+)\]\(([^\s()]+)\)|(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]])/g;
const SAFE = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/**
 * What an answer is made of: paragraphs, lists, bold words and links, the part of Markdown that people write unasked. It is
 * read here, into data, so that no page ever makes markup of a text: what is none of these is shown as it was written.
 */
export function readAnswer(text: string): AnswerBlock[] {
  const blocks: AnswerBlock[] = [];
  let open: AnswerBlock | undefined;
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') {
      open = undefined;
      continue;
    }
    const kind = POINT.test(line) ? 'list' : STEP.test(line) ? 'steps' : 'paragraph';
    const runs = runsOf(line.replace(POINT, '').replace(STEP, '').trim());
    if (open?.kind === kind && kind !== 'paragraph') open.lines.push(runs);
    else blocks.push((open = { kind, lines: [runs] }));
  }
  return blocks;
}

function runsOf(line: string): AnswerRun[] {
  const runs: AnswerRun[] = [];
  let end = 0;
  for (const match of line.matchAll(MARK)) {
    const [whole, bold, words, address, bare] = match;
    if (match.index > end) runs.push({ text: line.slice(end, match.index) });
    end = match.index + whole.length;
    const href = safe(address ?? bare);
    if (bold !== undefined) runs.push({ text: bold, bold: true });
    else if (href !== undefined) runs.push({ text: words ?? whole, href });
    else runs.push({ text: whole });
  }
  if (end < line.length) runs.push({ text: line.slice(end) });
  return runs;
}

const safe = (address: string | undefined): string | undefined =>
  address !== undefined && SAFE.has(URL.parse(address)?.protocol ?? '') ? address : undefined;
