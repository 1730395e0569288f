import { ApiProblem } from '../../api/problem';
import { PieceQueue } from './piece-queue';

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const piece = (text: string): Blob => new Blob([text]);

/** A server that answers as told, in order, and then takes everything. */
function server(...answers: (ApiProblem | 'lost')[]) {
  const taken: string[] = [];
  const refused: string[] = [];
  const pauses: number[] = [];
  const queue = new PieceQueue(
    async (n, content, last) => {
      const answer = answers.shift();
      // Taken, but the answer never came.
      if (answer === undefined || answer === 'lost') taken.push(`${n}:${content.size}${last ? ' last' : ''}`);
      if (answer === 'lost') throw ApiProblem.unreachable();
      if (answer) throw answer;
    },
    ({ code }) => refused.push(code),
    async (milliseconds) => void pauses.push(milliseconds),
  );
  return { queue, taken, refused, pauses };
}

describe('the pieces of a recording', () => {
  it('are sent in their order, each under its number, and their end is told', async () => {
    const { queue, taken } = server();
    queue.put(piece('a'));
    queue.put(piece(''));
    queue.put(piece('bb'));
    queue.finish();
    await settled();
    expect(taken).toEqual(['1:1', '2:2', '3:0 last']);
  });

  it('are sent again under the same number when no answer came, ever more seldom', async () => {
    const { queue, taken, pauses, refused } = server('lost', ApiProblem.offline(), ApiProblem.offline());
    queue.put(piece('a'));
    queue.put(piece('bb'));
    await settled();
    expect(taken).toEqual(['1:1', '1:1', '2:2']);
    expect(pauses).toEqual([1_000, 2_000, 4_000]);
    expect(refused).toEqual([]);
  });

  it('end with the first that is refused', async () => {
    const { queue, taken, refused } = server(new ApiProblem('content.quota', 413, 'No room', 'Delete some.'));
    queue.put(piece('a'));
    queue.put(piece('bb'));
    await settled();
    expect([taken, refused]).toEqual([[], ['content.quota']]);
  });
});
