import fc from 'fast-check';
import { ROOM, mayBeCut } from './text-room';

it('short words on a card are drawn without a cut', () => {
  expect(mayBeCut('Order', ROOM.exitBesideChip)).toBe(false);
  expect(mayBeCut('Opening', ROOM.title)).toBe(false);
});

it('what may be too long is cut, and the same words in a broad script sooner', () => {
  expect(mayBeCut('Find the order of a customer', ROOM.title)).toBe(true);
  expect(mayBeCut('営業時間', ROOM.title)).toBe(true);
});

it('words that are drawn without a cut leave room for capitals all through', () => {
  const capital = 0.72; // of the text's size, as the console's font draws them on average
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Z ]{0,40}$/), fc.constantFrom(...Object.values(ROOM)), (text, room) => {
      expect(mayBeCut(text, room) || text.length * room.size * capital <= room.width).toBe(true);
    }),
  );
});
