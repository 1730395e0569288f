import { idOf } from './upload-records';

/** An upload belongs to the tab that sends it: others do not offer to go on with it. The browser frees what a closed tab held. */
export const tabLock = (url: string): string => `calldocker.upload.${idOf(url)}`;

/** Holds an upload for as long as this tab lives or until it is freed. */
export function holdTab(url: string): () => void {
  if (!('locks' in navigator)) return () => undefined;
  let free = (): void => undefined;
  const freed = new Promise<void>((resolve) => (free = resolve));
  void navigator.locks.request(tabLock(url), () => freed);
  return () => free();
}

/** The locks that some tab holds. */
export async function heldTabs(): Promise<ReadonlySet<string>> {
  if (!('locks' in navigator)) return new Set();
  const { held = [] } = await navigator.locks.query();
  return new Set(held.map(({ name }) => name ?? ''));
}
