/** When the widget opens by itself, as the console's settings have it. Loaded only where there is something to wait for. */
export interface Triggers {
  delaySeconds?: number;
  exitIntent?: boolean;
  /** Patterns of addresses, `*` for anything; none: every page. */
  pages?: string[];
}

interface Openable extends HTMLElement {
  readonly opened: boolean;
  open(): void;
}

/** Where the mouse leaves for the tabs and the address bar. */
const EDGE_PX = 8;
/** Who has left a field may be on the way to the next one. */
const CALM_MS = 1_000;
const TYPING = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])';

/**
 * Opens the widget once in a visit to the site, never over a field that somebody is in nor over a dialog of the page's own.
 * A widget that was opened or closed by hand stays as it was left. Answers what ends the waiting.
 */
export function arm(widget: Openable, key: string, triggers: Triggers): () => void {
  const { delaySeconds, exitIntent, pages = [] } = triggers;
  const name = `calldocker.opened.${key}`;
  const end = new AbortController();
  const { signal } = end;
  let delay = 0;
  let due = false;
  let at = '';

  const done = () => {
    keep(name);
    clearTimeout(delay);
    clearInterval(watch);
    end.abort();
  };
  const open = () => {
    if (signal.aborted || document.hidden || isBusy()) return;
    done();
    if (!widget.opened) widget.open();
  };
  const here = () => {
    if (signal.aborted || at === location.href) return;
    at = location.href;
    clearTimeout(delay);
    due = false;
    if (delaySeconds === undefined || !isPage(pages, location)) return;
    delay = window.setTimeout(() => {
      due = true;
      open();
    }, delaySeconds * 1000);
  };
  const later = () => setTimeout(() => due && open(), CALM_MS);

  // Pages of one document change their address without a word to scripts; where the browser tells, it is heard at once.
  const watch = setInterval(here, CALM_MS);
  if (isKept(name)) {
    done();
    return done;
  }
  addEventListener('popstate', here, { signal });
  document.addEventListener('focusout', later, { signal });
  document.addEventListener('visibilitychange', later, { signal });
  // By hand it was opened: that is the once.
  widget.addEventListener('calldocker:open', done, { signal });
  if (exitIntent)
    document.documentElement.addEventListener(
      'mouseleave',
      ({ clientY }) => clientY < EDGE_PX && isPage(pages, location) && open(),
      { signal },
    );
  here();
  return () => {
    clearTimeout(delay);
    clearInterval(watch);
    end.abort();
  };
}

/** Whether the address fits one of the patterns. One that begins with `/` is about the path, another about the origin too. */
export function isPage(
  patterns: readonly string[],
  { origin, pathname }: Pick<Location, 'origin' | 'pathname'>,
): boolean {
  return (
    patterns.length === 0 ||
    patterns.some((pattern) => matches(pattern, pattern.startsWith('/') ? pathname : origin + pathname))
  );
}

/** `*` stands for any text, also for none; everything else for itself. In time that grows with the text, not beyond. */
export function matches(pattern: string, text: string): boolean {
  const [head = '', ...parts] = pattern.split('*');
  const tail = parts.pop();
  if (tail === undefined) return text === head;
  if (!text.startsWith(head) || text.length < head.length + tail.length || !text.endsWith(tail)) return false;
  let from = head.length;
  for (const part of parts) {
    const found = text.indexOf(part, from);
    if (found < 0 || found + part.length > text.length - tail.length) return false;
    from = found + part.length;
  }
  return true;
}

function isBusy(): boolean {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return Boolean(focused?.matches(TYPING)) || document.querySelector('dialog[open], [aria-modal="true"]') !== null;
}

/** Storage may be blocked: then it counts as long as the page. */
function keep(name: string): void {
  try {
    sessionStorage.setItem(name, '1');
  } catch {
    opened.add(name);
  }
}

function isKept(name: string): boolean {
  try {
    return sessionStorage.getItem(name) !== null;
  } catch {
    return opened.has(name);
  }
}

const opened = new Set<string>();
