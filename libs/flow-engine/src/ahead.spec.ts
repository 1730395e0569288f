import { contentAhead } from './ahead.js';
import { emptyDefinition, type Definition, type FlowNode } from './definition.js';
import { kinds } from './kinds.js';

const video = (contentId: string, next: string | null = null, more: object = {}): FlowNode => ({
  ...kinds.video.create('en'),
  media: { en: { contentId }, ...more },
  exits: { next },
});
const flow = (nodes: Record<string, FlowNode>): Definition => ({ ...emptyDefinition('en'), start: 'a', nodes });

describe('contentAhead', () => {
  it('names what each exit leads to, in the order of the exits', () => {
    const definition = flow({
      a: { ...video('intro'), exits: { failed: 'c', next: 'b' } },
      b: video('second', 'd'),
      c: video('third'),
      d: video('later'),
    });
    expect(contentAhead(definition, 'a', 'en')).toEqual(['second', 'third']);
  });

  it('looks through nodes that nobody sees, and not past those that somebody does', () => {
    const definition = flow({
      a: video('intro', 'set'),
      set: { ...kinds.set.create('en'), exits: { next: 'message' } },
      message: { ...kinds.message.create('en'), exits: { next: 'b' } },
      b: video('beyond'),
    });
    expect(contentAhead(definition, 'a', 'en')).toEqual([]);
    expect(contentAhead(definition, 'message', 'en')).toEqual(['beyond']);
  });

  it('takes the language that would be shown', () => {
    const definition = {
      ...flow({ a: video('intro', 'b'), b: video('hello', null, { de: { contentId: 'hallo' } }) }),
      languages: ['en', 'de'],
    };
    expect(contentAhead(definition, 'a', 'de')).toEqual(['hallo']);
    expect(contentAhead(definition, 'a', 'fr')).toEqual(['hello']);
  });

  it('ends in a circle, and with a node that leads nowhere', () => {
    expect(contentAhead(flow({ a: video('intro', 'b'), b: video('again', 'a') }), 'b', 'en')).toEqual(['intro']);
    expect(contentAhead(flow({ a: video('intro', 'gone') }), 'a', 'en')).toEqual([]);
    expect(contentAhead(flow({}), 'gone', 'en')).toEqual([]);
  });
});
