import type { DetailedError } from 'tus-js-client';
import { pauseBefore, stumbleOf } from './upload-errors';

/** As tus-js-client tells of an answer, or of none. */
const answered = (status: number, body = ''): DetailedError =>
  Object.assign(new Error('tus'), {
    originalResponse: status ? { getStatus: () => status, getBody: () => body } : null,
    causingError: null,
  }) as unknown as DetailedError;

describe('An upload that stumbles', () => {
  it('waits for the network when nothing answered', () => {
    expect(stumbleOf(answered(0), 40)).toEqual({ waitsFor: 'network' });
  });

  it.each([500, 502, 503, 504, 409, 423, 429, 460])('tries again after %s', (status) => {
    expect(stumbleOf(answered(status), 0)).toEqual({ waitsFor: 'server' });
  });

  it('stops at a refusal, in the server’s words', () => {
    const body = JSON.stringify({ code: 'content.too-large', title: 'This file is too large', detail: 'Up to 2 GB.' });
    expect(stumbleOf(answered(413, body), 0)).toMatchObject({
      problem: { code: 'content.too-large', sentence: 'This file is too large. Up to 2 GB.' },
    });
  });

  it('stops when the server has no room, and when a refusal repeats', () => {
    expect(stumbleOf(answered(507), 0)).toMatchObject({ problem: { status: 507 } });
    expect(stumbleOf(answered(460), 5)).toMatchObject({ problem: { status: 460 } });
  });

  it('says that the file is gone when the browser can’t read it', () => {
    const error = new DOMException('gone', 'NotReadableError');
    expect(stumbleOf(error, 0)).toMatchObject({ problem: { code: 'upload.file-changed' } });
  });

  it('waits longer each time, at most half a minute', () => {
    expect([0, 1, 2, 3, 4, 5, 20].map(pauseBefore)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });
});
