import { aboutLeft, bytes, many } from '../../ui/format';
import type { Upload } from './upload';

/** What stands before the percentage. */
export function uploadWord({ state }: Upload): string {
  if (state === 'paused') return 'Paused at';
  if (state === 'interrupted') return 'Stopped at';
  return state === 'waiting' ? 'Waiting at' : 'Uploading';
}

/** How much has arrived, and what comes next. */
export function uploadLine(upload: Upload): string {
  const { sent, bytes: total, perSecond, secondsLeft, state } = upload;
  const done = `${bytes(sent)} of ${bytes(total)}`;
  if (state === 'queued') return `${done} · its turn comes`;
  if (state === 'interrupted') return `${done} · ${upload.atHand ? 'goes on from there' : 'needs the same file again'}`;
  if (state === 'waiting')
    return `${done} · ${upload.waitsFor === 'server' ? 'the server is busy, we try again' : 'waiting for the network'}`;
  if (state === 'paused') return done;
  if (perSecond === null || secondsLeft === null) return `${done} · resumes if you go offline`;
  return `${done} · ${bytes(perSecond)}/s · ${aboutLeft(secondsLeft)} left`;
}

/** For those who listen: what goes on altogether. It changes with a state, not with each percent. */
export function uploadsSpoken(uploads: readonly Upload[]): string {
  const count = (...states: Upload['state'][]) => uploads.filter(({ state }) => states.includes(state)).length;
  const parts = [
    [count('sending', 'queued'), 'uploading'],
    [count('waiting'), 'waiting for the network'],
    [count('paused'), 'paused'],
    [count('interrupted'), 'stopped: choose the file again to go on'],
    [count('failed'), 'refused'],
  ] as const;
  return parts.flatMap(([number, what]) => (number ? [`${many(number, 'file')} ${what}`] : [])).join(', ');
}
