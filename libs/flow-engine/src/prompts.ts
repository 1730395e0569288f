/** Media played while a question is on screen. The time to answer runs once it has ended. */
import type { Localized, MediaReference } from './definition.js';
import { LIMITS } from './limits.js';
import type { InputType } from './run.types.js';
import type { Visit } from './visit.js';

const PLAYING: readonly InputType[] = ['mediaEnd', 'mediaFailed', 'timeout'];
const SILENT: readonly InputType[] = ['timeout'];

/** The medium to play, until it has been played once; then the last picture stays. */
export function promptMedia(media: Localized<MediaReference> | undefined, visit: Visit): string | undefined {
  return visit.memory.played === true ? undefined : visit.contentId(media);
}

export function promptAccepts(contentId: string | undefined): readonly InputType[] {
  return contentId === undefined ? SILENT : PLAYING;
}

/** While the prompt plays the visitor is not asked to hurry. */
export function promptSeconds(contentId: string | undefined, timeoutSeconds: number): number {
  return contentId === undefined ? timeoutSeconds : LIMITS.mediaSeconds;
}

/** The prompt is over, one way or the other; the question stays. */
export function promptOver(media: Localized<MediaReference> | undefined, failed: boolean, visit: Visit): 'wait' {
  if (failed) visit.fail('media.failed', { contentId: visit.contentId(media) ?? null });
  visit.memory = { ...visit.memory, played: true };
  return 'wait';
}
