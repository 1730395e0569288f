/** @jest-environment node */
import { bindingName } from './binding-name';

describe('bindingName', () => {
  it.each([
    ['Support Desk', 'support-desk'],
    ['support-', 'support-'],
    ['2nd line', 'nd-line'],
    ['Öffnungszeiten', 'offnungszeiten'],
    ['x'.repeat(80), 'x'.repeat(64)],
  ])('makes “%s” a name that can be used', (typed, name) => expect(bindingName(typed)).toBe(name));
});
