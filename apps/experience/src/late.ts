import { roomsSpeak } from './strings.js';

const AGAIN_MS = 3_000;

/**
 * A piece of the page whose code comes when it is wanted, so that the first prompt does not wait for it. Answers whether it is
 * there; when it is not, it is fetched, and `loaded` is called. Out of reach, it is asked for again.
 */
export function late(tag: string, load: () => Promise<unknown>): (loaded: () => void) => boolean {
  let loading: Promise<unknown> | null = null;
  return (loaded) => {
    if (customElements.get(tag)) return true;
    loading ??= load()
      .then(roomsSpeak)
      .then(loaded, () => {
        // The network's fault: a page that is offline reads on by the panel it has.
        setTimeout(() => {
          loading = null;
          loaded();
        }, AGAIN_MS);
      });
    return false;
  };
}
