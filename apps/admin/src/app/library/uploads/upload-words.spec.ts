import { uploadRow } from './upload';
import { uploadLine, uploadWord, uploadsSpoken } from './upload-words';

const upload = { ...uploadRow(1, 'a.mp4', 187_000_000, null), sent: 58_000_000, state: 'sending' } as const;

describe('What an upload says', () => {
  it('how far, how fast and how long yet, once that is known', () => {
    expect(uploadLine(upload)).toBe('58 MB of 187 MB · resumes if you go offline');
    expect(uploadLine({ ...upload, perSecond: 2_000_000, secondsLeft: 64.5 })).toBe(
      '58 MB of 187 MB · 2 MB/s · about 70 s left',
    );
  });

  it('what it waits for', () => {
    expect(uploadWord({ ...upload, state: 'waiting' })).toBe('Waiting at');
    expect(uploadLine({ ...upload, state: 'waiting', waitsFor: 'network' })).toMatch(/waiting for the network$/);
    expect(uploadLine({ ...upload, state: 'waiting', waitsFor: 'server' })).toMatch(
      /the server is busy, we try again$/,
    );
  });

  it('whether it needs its file after a reload', () => {
    expect(uploadWord({ ...upload, state: 'interrupted' })).toBe('Stopped at');
    expect(uploadLine({ ...upload, state: 'interrupted' })).toMatch(/needs the same file again$/);
    expect(uploadLine({ ...upload, state: 'interrupted', atHand: true })).toMatch(/goes on from there$/);
  });

  it('what goes on altogether, for those who listen', () => {
    const states = ['sending', 'queued', 'waiting', 'interrupted'] as const;
    expect(uploadsSpoken(states.map((state) => ({ ...upload, state })))).toBe(
      '2 files uploading, 1 file waiting for the network, 1 file stopped: choose the file again to go on',
    );
    expect(uploadsSpoken([])).toBe('');
  });
});
