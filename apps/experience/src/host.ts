import { hostMessage, type HostMessage, type PageMessage, trusted } from './messages.js';

/** The page around us, when we are in a widget: who it may be is the server's word, kept in a meta tag. */
export class Host {
  readonly embedded: boolean;
  private readonly origins: string[];

  constructor(
    private readonly frame: Window,
    listed: string[],
    onMessage: (message: HostMessage) => void,
  ) {
    this.embedded = frame.parent !== frame;
    this.origins = narrow(frame, [...new Set([...listed, frame.location.origin])]);
    if (!this.embedded) return;
    frame.addEventListener('message', (event: MessageEvent<unknown>) => {
      const data = trusted(event, frame.parent, this.origins);
      const message = data && hostMessage(data);
      if (message) onMessage(message);
    });
  }

  post(message: PageMessage): void {
    if (!this.embedded) return;
    // The target origin makes the browser drop the message for anybody else.
    for (const origin of this.origins) this.frame.parent.postMessage({ calldocker: 1, ...message }, origin);
  }
}

/** Where the browser tells who the parent is, only that one is addressed; it must be on the list all the same. */
function narrow(frame: Window, origins: string[]): string[] {
  const parent = frame.location.ancestorOrigins?.[0];
  return parent ? origins.filter((origin) => origin === parent) : origins;
}
