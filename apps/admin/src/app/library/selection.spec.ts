import { Selection } from './selection';

const order = ['a', 'b', 'c', 'd', 'e'];
const chosen = (selection: Selection): string => [...selection.ids()].sort().join('');

describe('A selection', () => {
  it('takes in and lets go', () => {
    const selection = new Selection();
    selection.toggle('a');
    selection.toggle('c');
    selection.toggle('a');
    expect(chosen(selection)).toBe('c');
  });

  it('is extended from where it began, in either direction', () => {
    const selection = new Selection();
    selection.toggle('c');
    selection.extend('e', order);
    expect(chosen(selection)).toBe('cde');
    selection.extend('b', order);
    expect(chosen(selection)).toBe('bcde');
  });

  it('keeps what was chosen apart from the stretch', () => {
    const selection = new Selection();
    selection.toggle('a');
    selection.toggle('d');
    selection.extend('e', order);
    expect(chosen(selection)).toBe('ade');
  });

  it('begins with the piece itself when nothing was chosen, or when the beginning is no longer shown', () => {
    const selection = new Selection();
    selection.extend('b', order);
    expect(chosen(selection)).toBe('b');
    selection.toggle('gone');
    selection.extend('d', order);
    expect(chosen(selection)).toBe('bdgone');
  });

  it('takes all, and none', () => {
    const selection = new Selection();
    selection.all(order);
    expect(chosen(selection)).toBe('abcde');
    selection.clear();
    expect(chosen(selection)).toBe('');
  });
});
