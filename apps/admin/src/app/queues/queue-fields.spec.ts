import { FIELDS, faultOf, figuresOf, type QueueTexts } from './queue-fields';

const field = (name: string) => FIELDS.find((one) => one.name === name)!;

describe('a figure of a queue', () => {
  it.each([
    ['capacity', '', undefined],
    ['capacity', '0', undefined],
    ['capacity', '-1', 'Type a whole number from 0 to 100000, or nothing.'],
    ['offerSeconds', '', 'Type a whole number from 5 to 300.'],
    ['offerSeconds', '4', 'Type a whole number from 5 to 300.'],
    ['offerSeconds', '20', undefined],
    ['offerSeconds', '2.5', 'Type a whole number from 5 to 300.'],
    ['skillLevel', 'x', 'Type a whole number from 1 to 5.'],
  ])('%s: %j', (name, text, fault) => {
    expect(faultOf(field(name), text)).toBe(fault);
  });

  it('is sent as a number, or as null where there is none', () => {
    const texts = Object.fromEntries(FIELDS.map(({ name, mayBeEmpty }) => [name, mayBeEmpty ? '' : '7']));
    expect(figuresOf(texts as QueueTexts)).toMatchObject({ capacity: null, skillRelaxSeconds: null, offerSeconds: 7 });
  });
});
