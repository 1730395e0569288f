import type { Content } from '../api/types';

/** As the server allows: a sound that is heard in place of a film's own is as long as the film. */
const SLACK_SECONDS = 2;

/** The sounds that may be a film's audio description, those of its language first, then the closest in length. */
export function soundsFor(
  film: Pick<Content, 'durationSeconds' | 'language'>,
  library: readonly Content[],
): readonly Content[] {
  const off = ({ durationSeconds }: Content) => Math.abs((durationSeconds ?? 0) - (film.durationSeconds ?? 0));
  const strange = ({ language }: Content) => Number(language !== film.language);
  return library
    .filter((one) => one.kind === 'audio' && one.media !== null && off(one) <= SLACK_SECONDS)
    .sort((a, b) => strange(a) - strange(b) || off(a) - off(b));
}
