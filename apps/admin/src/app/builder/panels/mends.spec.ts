/** @jest-environment node */
import { type Definition, emptyDefinition, kinds, validate } from '@calldocker/flow-engine';
import { mendOf } from './mends';

const end = { ...kinds.end.create('en'), text: { en: 'Bye' } };
const say = { ...kinds.message.create('en'), text: { en: 'Hello' }, exits: { next: 'end' } };
const flow = (more: Partial<Definition> = {}): Definition => ({
  ...emptyDefinition(),
  start: 'say',
  nodes: { say, end },
  ...more,
});
const find = (draft: Definition, code: string) => validate(draft).find((issue) => issue.code === code);
/** Mends the first issue of a code, and answers the button, and what is left of that code. */
const mended = (draft: Definition, code: string) => {
  const issue = find(draft, code);
  const mend = issue && mendOf(issue, draft);
  return mend ? { label: mend.label, left: find(mend.definition, code), definition: mend.definition } : mend;
};

describe('an issue that one press mends', () => {
  it.each<[string, Definition, string]>([
    ['start.missing', flow({ start: null }), 'Start at Message'],
    ['language.duplicate', flow({ languages: ['en', 'en'] }), 'List it once'],
    ['variable.undeclared', flow({ nodes: { say: { ...say, text: { en: 'Hi {name}' } }, end } }), 'Declare name'],
    ['exit.unknown', flow({ nodes: { say: { ...say, exits: { next: 'end', old: 'end' } }, end } }), 'Remove it'],
    ['node.unreachable', flow({ nodes: { say, end, more: say } }), 'Delete it'],
    ['structure.unknown', flow({ nodes: { say: { ...say, colour: 'red' } as typeof say, end } }), 'Take it out'],
  ])('%s', (code, draft, label) => {
    expect(mended(draft, code)).toMatchObject({ label, left: undefined });
  });

  it('two choices with one key', () => {
    const choice = (id: string, key: string) => ({ id, key, label: { en: id } });
    const menu = {
      ...kinds.menu.create('en'),
      prompt: { en: 'Which?' },
      choices: [choice('a', '1'), choice('b', '1')],
    };
    const result = mended(flow({ start: 'menu', nodes: { menu, end } }), 'choice.duplicate-key');
    expect(result).toMatchObject({ label: 'Give it key 2', left: undefined });
  });

  it('a telephone number that is not marked as personal', () => {
    const ask = { ...kinds.ask.create('en'), prompt: { en: 'Number?' }, answer: 'phone' as const, variable: 'number' };
    const variables = { number: { type: 'phone' as const, personal: false } };
    const result = mended(flow({ start: 'ask', nodes: { ask, end }, variables }), 'variable.not-personal');
    expect(result).toMatchObject({ label: 'Mark as personal', left: undefined });
  });
});

it('where somebody has to choose, nothing is done by itself', () => {
  const two = flow({ start: null, nodes: { say, other: say, end } });
  expect(mended(two, 'start.missing')).toBeNull();
  const silent = flow({ nodes: { say: { ...say, text: {} }, end } });
  expect(mended(silent, 'text.missing')).toBeNull();
});
