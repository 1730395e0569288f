/** What the frame says, and how it is believed: pure, so that it can be tested without a browser. */
export interface FrameMessage {
  type: 'ready' | 'ended' | 'close';
  sessionId?: string;
}

/** A message of ours, from exactly this frame's window at exactly this origin; anything else is null. */
export function frameMessage(event: MessageEvent<unknown>, frame: unknown, origin: string): FrameMessage | null {
  const { data } = event;
  if (!frame || event.source !== frame || event.origin !== origin) return null;
  if (typeof data !== 'object' || !data || !('calldocker' in data) || !('type' in data) || data.calldocker !== 1)
    return null;
  const { type } = data;
  if (type !== 'ready' && type !== 'ended' && type !== 'close') return null;
  return 'sessionId' in data && typeof data.sessionId === 'string' ? { type, sessionId: data.sessionId } : { type };
}

export interface FrameSetting {
  widget: string;
  page: string;
  mode: string | null;
  theme: string | null;
  /** The element's `data-*` attributes: values for the flow's variables. */
  data: Record<string, string | undefined>;
}

/** The address of the visitor's page. What the page is told stands in the fragment, so it reaches no log on its way. */
export function frameUrl(origin: string, { widget, page, mode, theme, data }: FrameSetting): string {
  const told = new URLSearchParams({ page: page.split(/[?#]/)[0] ?? '' });
  if (mode) told.set('mode', mode);
  if (theme) told.set('theme', theme);
  for (const name in data) told.set(`data.${name}`, data[name] ?? '');
  return `${origin}/ivr-experience/${encodeURIComponent(widget)}#${told}`;
}

/** CallDocker is where its script came from, unless the element says otherwise. */
export function originOf(attribute: string | null, script: string | null): string | null {
  for (const candidate of [attribute, script]) {
    try {
      if (candidate) return new URL(candidate).origin;
    } catch {
      // Not an address: the next one may be.
    }
  }
  return null;
}
