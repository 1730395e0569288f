import { refusalOf } from './callback-numbers.js';

const any = { countries: null };

it.each(['+31612345678', '+442071838750', '+14155552671', '+4915112345678'])('%s may be called', (number) => {
  expect(refusalOf(number, any)).toBeUndefined();
});

it.each([
  ['a premium-rate line', '+31909123456', 'kind'],
  ['a British premium-rate line', '+449098790000', 'kind'],
  ['an American 900 number', '+19002345678', 'kind'],
  ['a shared-cost line', '+4918012345', 'kind'],
  ['a free line', '+318001234', 'kind'],
  ['a satellite phone', '+881612345678', 'kind'],
  ['an Inmarsat ship', '+870773111632', 'kind'],
  ['an international network', '+882161234567', 'kind'],
  ['an international premium line', '+979123456789', 'kind'],
  ['a number that there is not', '+31000000000', 'unknown'],
  ['words', 'call me', 'unknown'],
  ['nothing', '', 'unknown'],
])('%s is not called', (_what, number, refusal) => {
  expect(refusalOf(number, any)).toBe(refusal);
});

it('is called in the countries that the company named only, whatever they share', () => {
  expect(refusalOf('+31612345678', { countries: ['NL', 'BE'] })).toBeUndefined();
  expect(refusalOf('+4915112345678', { countries: ['NL', 'BE'] })).toBe('country');
  // Jamaica and Canada share +1 with the United States.
  expect(refusalOf('+18765551234', { countries: ['US'] })).toBe('country');
  expect(refusalOf('+14165550123', { countries: ['US'] })).toBe('country');
  expect(refusalOf('+31612345678', { countries: [] })).toBe('country');
});
