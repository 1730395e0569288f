/** @jest-environment node */
import type { Command } from './commands';
import { rankedGroups, remembered } from './ranking';

const command = (id: string, label: string, group: string, words?: string): Command => ({
  id,
  label,
  group,
  icon: 'flow',
  ...(words && { words }),
  run: () => undefined,
});
const ALL = [
  command('flows', 'Flows', 'Go to'),
  command('library', 'Library', 'Go to', 'media films'),
  command('new', 'New flow', 'Flow'),
  command('undo', 'Undo', 'Flow', 'back'),
  command('opening', 'Öffnungszeiten', 'Open a flow'),
];
const ids = (query: string, recent: string[] = []) =>
  rankedGroups(ALL, query, recent).map(({ label, commands }) => [label, ...commands.map(({ id }) => id)]);

describe('the list of commands', () => {
  it('stands in groups, what was used lately first', () => {
    expect(ids('')).toEqual([
      ['Go to', 'flows', 'library'],
      ['Flow', 'new', 'undo'],
      ['Open a flow', 'opening'],
    ]);
    expect(ids('', ['undo', 'gone'])).toEqual([
      ['Lately', 'undo'],
      ['Go to', 'flows', 'library'],
      ['Flow', 'new'],
      ['Open a flow', 'opening'],
    ]);
  });

  it('is found by the beginnings of words, what the name begins with first', () => {
    expect(ids('flo')).toEqual([
      ['Go to', 'flows'],
      ['Flow', 'new', 'undo'],
      ['Open a flow', 'opening'],
    ]);
    expect(ids('new fl')).toEqual([['Flow', 'new']]);
    expect(ids('film')).toEqual([['Go to', 'library']]);
    expect(ids('lows')).toEqual([]);
  });

  it('minds neither accents nor capitals', () => {
    expect(ids('OFFN')).toEqual([['Open a flow', 'opening']]);
  });

  it('prefers what was used lately among equals', () => {
    expect(ids('flow', ['undo'])[0]?.[0]).toBe('Go to');
    const one = [command('a', 'Fit', 'View'), command('b', 'Find', 'Edit')];
    expect(rankedGroups(one, 'fi', ['b'])[0]?.commands[0]?.id).toBe('b');
  });

  it('remembers each once, the newest first', () => {
    expect(remembered(['a', 'b', 'c'], 'b')).toEqual(['b', 'a', 'c']);
  });
});
