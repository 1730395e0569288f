import { readFileSync } from 'node:fs';
import { parentOf } from './processes.mjs';

/**
 * npm runs us below a shell, and either may be killed without a word to us: then nobody is left to stop us, or to read
 * what we print. Calls `act` when one of them is gone.
 */
export function whenOrphaned(act) {
  const parent = process.ppid;
  const npm = isShell(parent) && process.env.npm_lifecycle_event ? parentOf(parent) : null;
  const timer = setInterval(() => {
    if (process.ppid === parent && (npm === null || parentOf(parent) === npm)) return;
    clearInterval(timer);
    act();
  }, 1000);
  timer.unref();
}

function isShell(pid) {
  try {
    return /^(sh|dash|bash|ash|zsh|busybox)$/.test(readFileSync(`/proc/${pid}/comm`, 'utf8').trim());
  } catch {
    return false; // no /proc on this system: the first watch must do
  }
}
