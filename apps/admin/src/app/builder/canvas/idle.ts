const PATIENCE_MS = 100;

/**
 * Once the frame is drawn and there is time left, or after a while in any case; in a browser that does not tell (Safari),
 * with the next frame. Answers how to call it off.
 */
export function whenIdle(act: () => void): () => void {
  if (typeof requestIdleCallback === 'undefined') {
    const frame = requestAnimationFrame(act);
    return () => cancelAnimationFrame(frame);
  }
  const idle = requestIdleCallback(act, { timeout: PATIENCE_MS });
  return () => cancelIdleCallback(idle);
}
