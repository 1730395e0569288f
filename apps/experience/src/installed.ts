const WORKER = '/ivr-experience/sw.js';

/** Makes a page of its own one that may be installed, and reached while it is away; null where there is none: no secure address, a private window, no support. */
export async function install(): Promise<ServiceWorkerRegistration | null> {
  if (!('serviceWorker' in navigator)) return null;
  try {
    return await navigator.serviceWorker.register(WORKER, { scope: '/ivr-experience/', updateViaCache: 'none' });
  } catch {
    // Storage is blocked, or the server away: the page works without.
    return null;
  }
}
