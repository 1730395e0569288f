/** @jest-environment node */
import { type Definition, emptyDefinition, kinds } from '@calldocker/flow-engine';
import { addNode, connect } from './edits';
import { find } from './find';

function flow(): Definition {
  let draft = emptyDefinition();
  draft = addNode(
    draft,
    'bye',
    { ...kinds.end.create('en'), name: 'Goodbye', text: { en: 'See you at the Café' } },
    { x: 0, y: 0 },
  );
  draft = addNode(
    draft,
    'hi',
    { ...kinds.message.create('en'), name: 'Hello', text: { de: 'Willkommen' } },
    { x: 0, y: 0 },
  );
  draft = connect(draft, { nodeId: 'hi', exit: 'next' }, 'bye');
  const note = { x: 0, y: 0, width: 9, height: 9, color: 'pink' as const, comment: 'Ask Ann about goodbye' };
  return { ...draft, start: 'hi', layout: { ...draft.layout, note } };
}

describe('find', () => {
  it('looks in names, kinds, texts of all languages, exits and comments', () => {
    expect(find(flow(), 'hello', 'en')).toEqual(['hi']);
    expect(find(flow(), 'message', 'en')).toEqual(['hi']);
    expect(find(flow(), 'willkommen', 'en')).toEqual(['hi']);
    expect(find(flow(), 'next', 'en')).toEqual(['hi']);
    expect(find(flow(), 'ann', 'en')).toEqual(['note']);
  });

  it('does not mind case and accents, wants all words, and keeps the reading order', () => {
    expect(find(flow(), 'CAFE goodbye', 'en')).toEqual(['bye']);
    expect(find(flow(), 'goodbye', 'en')).toEqual(['bye', 'note']);
    expect(find(flow(), 'e', 'en')).toEqual(['hi', 'bye', 'note']);
    expect(find(flow(), '  ', 'en')).toEqual([]);
  });
});
