/** A run of a text that stayed, went or came. */
export interface WordChange {
  what: 'same' | 'gone' | 'new';
  text: string;
}

/** Past so many comparisons a text counts as another one altogether. */
const MOST = 400_000;
const WORDS = new Intl.Segmenter(undefined, { granularity: 'word' });

/** What became of a text, by whole words of any language. */
export function wordChanges(before: string, after: string): WordChange[] {
  const [was, is] = [before, after].map((text) => [...WORDS.segment(text)].map(({ segment }) => segment)) as [
    string[],
    string[],
  ];
  let first = 0;
  while (first < was.length && first < is.length && was[first] === is[first]) first++;
  let last = 0;
  while (last < was.length - first && last < is.length - first && was.at(-1 - last) === is.at(-1 - last)) last++;
  const head = was.slice(0, first);
  const tail = was.slice(was.length - last);
  const changed = between(was.slice(first, was.length - last), is.slice(first, is.length - last));
  return joined([...head.map(same), ...inPhrases(changed), ...tail.map(same)]);
}

const same = (text: string): WordChange => ({ what: 'same', text });
const gone = (text: string): WordChange => ({ what: 'gone', text });
const added = (text: string): WordChange => ({ what: 'new', text });

/** By the longest run of words that both have in this order. */
function between(was: string[], is: string[]): WordChange[] {
  if (was.length * is.length > MOST) return [...was.map(gone), ...is.map(added)];
  const common = Array.from({ length: was.length + 1 }, () => new Uint32Array(is.length + 1));
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  for (let i = was.length - 1; i >= 0; i--) {
    for (let j = is.length - 1; j >= 0; j--) {
      const row = common[i];
      if (row) row[j] = was[i] === is[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const changes: WordChange[] = [];
  let [i, j] = [0, 0];
  while (i < was.length || j < is.length) {
    const [old, now] = [was[i], is[j]];
    if (old !== undefined && old === now) {
      changes.push(same(old));
      i++;
      j++;
    } else if (old !== undefined && (now === undefined || at(i + 1, j) >= at(i, j + 1))) {
      changes.push(gone(old));
      i++;
    } else if (now !== undefined) {
      changes.push(added(now));
      j++;
    }
  }
  return changes;
}

/** What lies between two changes and has no letter or digit, such as a space, goes with them: phrases read, crumbs do not. */
function inPhrases(changes: readonly WordChange[]): WordChange[] {
  const phrases: WordChange[] = [];
  let [lost, won]: [string, string] = ['', ''];
  const settle = (): void => {
    if (lost) phrases.push(gone(lost));
    if (won) phrases.push(added(won));
    [lost, won] = ['', ''];
  };
  changes.forEach(({ what, text }, index) => {
    const next = changes.slice(index).find((one) => one.what !== 'same' || /[\p{L}\p{N}]/u.test(one.text));
    const isBetween = (lost || won) && next !== undefined && next.what !== 'same';
    if (what === 'same' && !isBetween) {
      settle();
      phrases.push(same(text));
      return;
    }
    if (what !== 'new') lost += text;
    if (what !== 'gone') won += text;
  });
  settle();
  return phrases;
}

/** Neighbours of one sort are one run. */
function joined(changes: readonly WordChange[]): WordChange[] {
  const runs: WordChange[] = [];
  for (const { what, text } of changes) {
    const before = runs.at(-1);
    if (before?.what === what) before.text += text;
    else runs.push({ what, text });
  }
  return runs;
}
