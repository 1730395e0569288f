import type { Page } from 'playwright-core';

/** The film of the innermost frame stands still where the host speaks, so that pictures are alike. */
export async function stillFilm(page: Page): Promise<void> {
  const frame = page.frames().at(-1);
  await frame?.locator('video').evaluate(async (element) => {
    const film = element as HTMLVideoElement;
    if (film.readyState < 2)
      await new Promise((resolve) => film.addEventListener('loadeddata', resolve, { once: true }));
    film.pause();
    film.currentTime = 1.3;
    await new Promise((resolve) => film.addEventListener('seeked', resolve, { once: true }));
  });
}
