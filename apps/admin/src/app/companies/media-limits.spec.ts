/** @jest-environment node */
import { limitsOf, textsOf } from './media-limits';

const empty = textsOf({});

describe('media limits', () => {
  it('are shown in units that people count in, and read back', () => {
    const own = { quotaBytes: 20e9, fileBytes: 500e6, durationSeconds: 5400, framesPerSecond: 60 };
    expect(textsOf(own)).toEqual({
      ...empty,
      quotaBytes: '20',
      fileBytes: '500',
      durationSeconds: '90',
      framesPerSecond: '60',
    });
    expect(limitsOf(textsOf(own))).toEqual({ limits: own });
  });

  it('left empty are the installation’s', () => {
    expect(limitsOf(empty)).toEqual({ limits: {} });
  });

  it('take a comma, and round to what can be counted', () => {
    expect(limitsOf({ ...empty, durationSeconds: ' 1,5 ' })).toEqual({ limits: { durationSeconds: 90 } });
  });

  it.each(['0', '-1', 'ten', '1e30', '0.001'])('cannot be %s', (text) => {
    expect(limitsOf({ ...empty, streams: text })).toMatchObject({ wrong: { name: 'streams' } });
  });
});
