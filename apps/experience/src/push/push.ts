import { install } from '../installed.js';
import { strings } from '../strings.js';
import type { Visit } from '../visit.js';

/**
 * `framed`: a page in somebody else's may not ask; `blocked`: it was asked for, and the browser says no; `failed`: it could not be arranged now.
 */
export type Telling = 'unsupported' | 'framed' | 'off' | 'asking' | 'on' | 'blocked' | 'failed';

/** Messages to this browser while its page is away, for this visit and no longer. */
export class Push {
  state: Telling = first();

  constructor(
    private readonly visit: Visit,
    private readonly changed: () => void,
  ) {
    if (this.state === 'off' && this.wasOn) this.state = 'on';
  }

  /** Asks for permission: only ever because somebody has pressed a button. */
  async start(): Promise<void> {
    this.become('asking');
    const permission = await Notification.requestPermission();
    if (permission !== 'granted') return this.become(permission === 'denied' ? 'blocked' : 'off');
    this.become((await this.subscribe()) ? 'on' : 'failed');
  }

  async stop(): Promise<void> {
    const registration = await navigator.serviceWorker.getRegistration();
    const subscription = await registration?.pushManager.getSubscription();
    if (subscription) {
      await this.call('DELETE', { endpoint: subscription.endpoint });
      await subscription.unsubscribe();
    }
    this.remember(false);
    this.become('off');
  }

  private async subscribe(): Promise<boolean> {
    const registration = (await install()) && (await navigator.serviceWorker.ready);
    const key = registration && (await this.call('GET'));
    if (!key?.ok) return false;
    const { publicKey } = (await key.json()) as { publicKey: string };
    try {
      // One that another key was used for takes none of our messages.
      await (await registration?.pushManager.getSubscription())?.unsubscribe();
      const options = { userVisibleOnly: true, applicationServerKey: publicKey };
      const subscription = (await registration?.pushManager.subscribe(options))?.toJSON();
      const { endpoint, keys } = subscription ?? {};
      const told = await this.call('PUT', { endpoint, keys, language: strings.tag });
      this.remember(told?.ok ?? false);
      return told?.ok ?? false;
    } catch {
      // AbortError, NotAllowedError: the browser has no push service, or does not reach it.
      return false;
    }
  }

  private async call(method: string, body?: object): Promise<Response | null> {
    const { access } = this.visit;
    if (!access) return null;
    const headers: Record<string, string> = { authorization: `Bearer ${access.token}` };
    if (body) headers['content-type'] = 'application/json';
    const text = body ? JSON.stringify(body) : null;
    // Out of reach: said as such, and tried again by whoever wants it.
    return fetch(`${access.url}/push`, { method, headers, body: text, credentials: 'omit' }).catch(() => null);
  }

  private become(state: Telling): void {
    this.state = state;
    this.changed();
  }

  private get mark(): string {
    return `calldocker.push.${this.visit.view.step?.sessionId ?? ''}`;
  }

  private get wasOn(): boolean {
    try {
      return sessionStorage.getItem(this.mark) !== null && Notification.permission === 'granted';
    } catch {
      // Storage is blocked.
      return false;
    }
  }

  private remember(on: boolean): void {
    try {
      if (on) sessionStorage.setItem(this.mark, '1');
      else sessionStorage.removeItem(this.mark);
    } catch {
      // Storage is blocked: after a reload it is offered again.
    }
  }
}

function first(): Telling {
  if (window.parent !== window) return 'framed';
  if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window)) return 'unsupported';
  // Who has said no once is not told of it each time.
  return Notification.permission === 'denied' ? 'unsupported' : 'off';
}
