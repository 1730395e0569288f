/** @jest-environment node */
import { type Definition, emptyDefinition, kinds } from '@calldocker/flow-engine';
import { fieldOf, fieldWords, languageStates, lent } from './gaps';

const DRAFT: Definition = {
  ...emptyDefinition('en'),
  languages: ['en', 'de'],
  nodes: {
    hello: { ...kinds.video.create('en'), name: 'Hello', media: { en: { contentId: 'film' } } },
    menu: {
      ...kinds.menu.create('en'),
      name: 'Menu',
      prompt: { en: 'Which?', de: 'Welche?' },
      choices: [
        { id: '1', label: { en: 'One', de: '' } },
        { id: '2', label: { en: '' } },
      ],
    },
  },
};

const german = (draft: Definition, nodeId?: string) => languageStates(draft, nodeId)[1]!;

describe('what a flow lacks in a language', () => {
  it('is counted for the flow, and for one node', () => {
    expect(german(DRAFT).missing.map(({ nodeId, field }) => `${nodeId} ${field}`)).toEqual([
      'hello media.de',
      'menu choices.0.label.de',
      'menu choices.1.label.de',
    ]);
    expect(german(DRAFT, 'menu').missing.map(fieldOf)).toEqual(['choices.0.label', 'choices.1.label']);
    expect([german(DRAFT).percent, german(DRAFT, 'menu').percent]).toEqual([25, 33]);
  });

  it('is lent by another language, as far as that has it, and nothing else changes', () => {
    const after = lent(DRAFT, german(DRAFT).missing, 'de', 'en');
    expect(german(after).missing.map(({ field }) => field)).toEqual(['choices.1.label.de']);
    expect(after.nodes['hello']).toMatchObject({ media: { en: { contentId: 'film' }, de: { contentId: 'film' } } });
    expect(after.nodes['menu']).toMatchObject({ prompt: { de: 'Welche?' }, choices: [{ label: { de: 'One' } }, {}] });
    expect(lent(DRAFT, german(DRAFT).missing.slice(2), 'de', 'en')).toBe(DRAFT);
  });

  it.each([
    ['prompt', 'prompt'],
    ['choices.0.label', 'choice 1, label'],
    ['noInputPrompt', 'no input prompt'],
  ])('%s reads “%s”', (field, words) => {
    expect(fieldWords(field)).toBe(words);
  });
});
