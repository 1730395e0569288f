/** What a record says of a recorded call. Pure. */
import type { TalkRecording } from '../api/types';
import { clock, moment, timeOfDay } from '../ui/format';

export function recordingSentence(recording: TalkRecording): string {
  const { state, answeredAt, endedBy, reason, seconds } = recording;
  const asker = recording.askedBy ?? 'An agent';
  if (state === 'asked') return `${asker} asked whether the call may be recorded.`;
  if (state === 'declined')
    return answeredAt
      ? `${asker} asked to record the call; the visitor said no.`
      : `${asker} asked to record the call; there was no answer.`;
  const agreed = `${asker} asked, and the visitor agreed at ${answeredAt ? timeOfDay(answeredAt) : 'once'}.`;
  const ended = endedBy === 'visitor' ? ' The visitor stopped it.' : '';
  const now: Record<Exclude<TalkRecording['state'], 'asked' | 'declined'>, string> = {
    live: 'It is being recorded.',
    stopped: 'It is being prepared; it can be played in a moment.',
    ready: `It lasts ${clock(seconds ?? 0)}.`,
    failed: reason ?? 'It could not be prepared.',
    gone: 'The recording was deleted.',
  };
  return `${agreed}${ended} ${now[state]}`;
}

export const recordingTitle = ({ askedAt }: TalkRecording): string => `Recording of ${moment(askedAt)}`;
