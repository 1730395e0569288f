import type { Content } from '../api/types';
import { pieceState, reasonOf } from './piece-state';
import { uploadRow } from './uploads/upload';

const piece = (edit: Partial<Content>) => ({ status: 'ready', progress: 0, revision: null, ...edit }) as Content;
const upload = { ...uploadRow(1, 'a.mp4', 100, 'piece'), sent: 40 };

describe('How a piece stands', () => {
  it.each([
    [{ status: 'ready', revision: 1 }, 'ready', 'Ready'],
    [{ status: 'uploading' }, 'uploading', 'Uploading'],
    [{ status: 'uploaded' }, 'waiting', 'Waiting to be prepared'],
    [
      { status: 'uploaded', reason: { code: 'content.scanner-away', message: 'Waiting for the scanner. It is away.' } },
      'waiting',
      'Waiting for the scanner',
    ],
    [{ status: 'transcoding', progress: 0.64 }, 'preparing', 'Preparing 64 %'],
    [{ status: 'failed' }, 'failed', 'Failed'],
  ] as const)('%j is %s', (edit, stage, words) => {
    expect(pieceState(piece(edit))).toMatchObject({ stage, words });
  });

  it('a piece that plays is being replaced, not prepared', () => {
    expect(pieceState(piece({ status: 'transcoding', progress: 0.4, revision: 1 }))).toEqual({
      stage: 'replacing',
      words: 'Replacing… 40 %',
      share: 0.4,
    });
    expect(pieceState(piece({ status: 'uploading', revision: 1 })).words).toBe('Replacing…');
    expect(pieceState(piece({ status: 'failed', revision: 1 })).stage).toBe('replacement-failed');
  });

  it('this tab’s own upload says how far it is', () => {
    expect(pieceState(piece({ status: 'uploading', revision: 1 }), upload).words).toBe('Replacing… 40 %');
    expect(pieceState(piece({ status: 'uploading' }), upload).words).toBe('Uploading 40 %');
    expect(pieceState(piece({ revision: 1 }), { ...upload, state: 'failed' }).stage).toBe('ready');
  });

  it('the first sentence of a reason is its headline', () => {
    const reason = { code: 'content.no-picture', message: 'No picture in this file. It holds sound only.' };
    expect(reasonOf({ reason })).toEqual({ head: 'No picture in this file', rest: 'It holds sound only.' });
    expect(reasonOf({ reason: { code: 'x', message: 'Broken.' } })).toEqual({ head: 'Broken.', rest: '' });
  });
});
