import type { Drawer } from './talk.js';

/** What was written and not sent, in this tab, for as long as it is open. */
export function drawerOf(sessionId: string): Drawer {
  const name = `calldocker.unsent.${sessionId}`;
  return {
    read: () => {
      try {
        const kept: unknown = JSON.parse(sessionStorage.getItem(name) ?? '[]');
        return Array.isArray(kept) ? kept : [];
      } catch {
        // Storage that is shut, or what an extension left in it: nothing is kept then.
        return [];
      }
    },
    write: (kept) => {
      try {
        if (kept.length > 0) sessionStorage.setItem(name, JSON.stringify(kept));
        else sessionStorage.removeItem(name);
      } catch {
        // Shut: a reload loses what was not sent.
      }
    },
  };
}
