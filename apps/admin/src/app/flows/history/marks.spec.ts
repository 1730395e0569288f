/** @jest-environment node */
import { type Definition, compare, emptyDefinition, kinds } from '@calldocker/flow-engine';
import { markOf, marksOf, tally } from './marks';

const message = (name: string, next: string | null = null) => ({
  ...kinds.message.create('en'),
  name,
  exits: { next },
});
const flow = (nodes: Definition['nodes']): Definition => ({ ...emptyDefinition(), nodes });

describe('the marks of a comparison', () => {
  const before = flow({ a: message('Hello', 'b'), b: message('Old'), c: message('Bye') });
  const after = flow({ a: message('Hello', 'd'), c: message('Farewell'), d: message('New') });
  const changes = compare(before, after);

  it('say of each node whether it came, went or changed, and which exits lead elsewhere', () => {
    const marks = marksOf(changes);
    expect(Object.fromEntries(marks.nodes)).toEqual({ a: 'changed', b: 'removed', c: 'changed', d: 'added' });
    expect([...marks.exits]).toEqual(['a next']);
    expect(tally(marks, ['removed', 'changed'])).toBe('1 removed, 2 changed');
    expect(tally(marksOf([]), ['added'])).toBe('nothing changed');
  });

  it('count a choice that was added as a change of its menu', () => {
    const change = { what: 'item.added', nodeId: 'm', field: 'choices.0', message: '' } as const;
    expect(marksOf([change]).nodes.get('m')).toBe('changed');
    expect(markOf(change)).toBe('added');
  });
});
