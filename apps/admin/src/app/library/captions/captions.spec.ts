import { checkCues, type Cue } from '@calldocker/captions';
import { CaptionsDesk } from './captions-desk';
import { addAt, mended, merge, retime, shortTime, split, timingsOf } from './edits';

const cue = (start: number, end: number, text = 'Hello'): Cue => ({ start, end, text });
const two = [cue(1, 3, 'One two three four'), cue(4, 6, 'Five')];

describe('edits of captions', () => {
  it('add a cue at the playhead, up to the next one', () => {
    const { cues, added } = addAt(two, 3, 10);
    expect(added).toEqual(cue(3, 4, ''));
    expect(cues).toEqual([two[0], added, two[1]]);
    expect(addAt([], 9.9, 10).added).toEqual(cue(9.5, 10.5, ''));
  });

  it('split at the playhead, and the text at the caret or the nearest word', () => {
    expect(split(two, 0, 2, 3).slice(0, 2)).toEqual([cue(1, 2, 'One'), cue(2, 3, 'two three four')]);
    expect(split(two, 0, 2.2).slice(0, 2)).toEqual([cue(1, 2.2, 'One two three'), cue(2.2, 3, 'four')]);
    expect(split(two, 0, 9).slice(0, 2)).toEqual([cue(1, 1.778, 'One two'), cue(1.778, 3, 'three four')]);
  });

  it('merge a cue with the one below it', () => {
    expect(merge(two, 0)).toEqual([cue(1, 6, 'One two three four Five')]);
    expect(merge(two, 1)).toEqual(two);
  });

  it('move a cue to its place in time, and keep its length when it begins behind its end', () => {
    expect(retime(two, 0, { start: 5 })).toEqual([two[1], { ...two[0], start: 5, end: 7 }]);
    expect(retime(two, 0, { end: 2 })[0]).toEqual({ ...two[0], end: 2 });
  });

  it('take the timings of another language', () => {
    expect(timingsOf(two)).toEqual([cue(1, 3, ''), cue(4, 6, '')]);
  });

  it.each<[string, Cue[], Cue[] | null]>([
    ['a wrong order', [cue(4, 5), cue(1, 2)], [cue(1, 2), cue(4, 5)]],
    ['an overlap', [cue(1, 3), cue(2, 4)], [cue(1, 2), cue(2, 4)]],
    ['an end before the beginning', [cue(3, 2)], [cue(2, 3)]],
    ['a cue beyond the end', [cue(9, 12)], [cue(9, 10)]],
    ['silence', [cue(1, 2, '')], []],
    [
      'a long line',
      [cue(1, 5, `${'word '.repeat(12)}end`)],
      [cue(1, 5, 'word word word word word word\nword word word word word word end')],
    ],
    ['a blink', [cue(1, 1.2)], [cue(1, 1.5)]],
    ['haste with room', [cue(1, 2, 'x'.repeat(40))], [cue(1, 3, 'x'.repeat(40))]],
    ['haste without room', [cue(1, 2, 'x'.repeat(40)), cue(2, 4)], null],
    ['a stay', [cue(0, 9)], null],
  ])('mend %s where one press can', (_name, cues, after) => {
    const [finding] = checkCues(cues, 10);
    expect(mended(cues, finding!, 10)).toEqual(after);
  });

  it('write times short', () => {
    expect([1.25, 75, 3700.5].map(shortTime)).toEqual(['0:01.250', '1:15.000', '01:01:40.500']);
  });
});

describe('the desk', () => {
  const desk = (): CaptionsDesk => {
    const made = new CaptionsDesk();
    made.begin(two);
    return made;
  };
  const texts = (of: CaptionsDesk): string[] => of.rows().map(({ text }) => text);
  const type = (of: CaptionsDesk, text: string): void =>
    of.change(of.rows().with(0, { ...of.rows()[0]!, text }), undefined, 'text 1');

  it('goes back and forth, and knows when nothing is left to save', () => {
    const made = desk();
    expect(made.changed()).toBe(false);
    made.change(made.rows().slice(1));
    expect([texts(made), made.changed(), made.current()?.text]).toEqual([['Five'], true, 'Five']);
    made.undo();
    expect([texts(made), made.changed(), made.current()?.text]).toEqual([
      ['One two three four', 'Five'],
      false,
      'One two three four',
    ]);
    made.redo();
    expect(texts(made)).toEqual(['Five']);
    made.saved(made.rows());
    expect(made.changed()).toBe(false);
  });

  it('takes typing on in one text as one step', () => {
    const made = desk();
    for (const text of ['O', 'On', 'One']) type(made, text);
    made.undo();
    expect(texts(made)[0]).toBe('One two three four');
    expect(made.canUndo()).toBe(false);
  });

  it('finds while one types, and nothing in what is still to be written', () => {
    const made = desk();
    type(made, '');
    expect(made.findings()).toMatchObject([{ code: 'empty', cue: 1 }]);
    made.change([]);
    expect(made.findings()).toEqual([]);
  });
});
