/** Media played over and over while the visitor waits for something other than themselves. */
import type { Localized, MediaReference } from './definition.js';
import type { Turn } from './kind.types.js';
import type { Input, InputType } from './run.types.js';
import type { Visit } from './visit.js';

type Media = Localized<MediaReference> | undefined;

/** What to play, unless it has turned out that it cannot be played here. */
export function fillerMedia(media: Media, visit: Visit): string | undefined {
  return visit.memory.silent === true ? undefined : visit.contentId(media);
}

export function fillerAccepts(media: Media, visit: Visit): readonly InputType[] {
  return fillerMedia(media, visit) === undefined ? [] : ['mediaEnd', 'mediaFailed'];
}

/** Its end changes nothing, for it begins again; where it cannot be played the visitor waits without. */
export function resumeFiller(media: Media, input: Input, visit: Visit): Turn {
  if (input.type === 'mediaFailed') {
    visit.fail('media.failed', { contentId: visit.contentId(media) ?? null });
    visit.memory = { ...visit.memory, silent: true };
  }
  return 'wait';
}
