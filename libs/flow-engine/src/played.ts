/** What video and audio have in common: play, then go on. */
import type { Localized, MediaReference } from './definition.js';
import { flag, localizedMedia } from './fields.js';
import type { Exit, Turn } from './kind.types.js';
import { LIMITS } from './limits.js';
import type { Input, Wait } from './run.types.js';
import type { Visit } from './visit.js';

interface Played {
  media: Localized<MediaReference>;
  skippable: boolean;
}

export const playedFields = { media: localizedMedia, skippable: flag };

export function playedExits(): Exit[] {
  return [
    { id: 'next', label: 'Next' },
    { id: 'failed', label: 'Failed', fallback: 'next' },
  ];
}

export function enterPlayed(node: Played, visit: Visit): Turn {
  if (visit.contentId(node.media) !== undefined) return 'wait';
  visit.fail('media.missing');
  return { exit: 'failed' };
}

export function playedWait(node: Played): Wait {
  const accepts: Wait['accepts'] = ['mediaEnd', 'mediaFailed', 'timeout'];
  if (node.skippable) accepts.push('skip');
  return { accepts, timeoutSeconds: LIMITS.mediaSeconds };
}

export function resumePlayed(node: Played, input: Input, visit: Visit): Turn {
  if (input.type === 'mediaFailed' || input.type === 'timeout') {
    visit.fail(input.type === 'timeout' ? 'media.timeout' : 'media.failed', {
      contentId: visit.contentId(node.media) ?? null,
    });
    return { exit: 'failed' };
  }
  visit.event('answered', { by: input.type });
  return { exit: 'next' };
}
