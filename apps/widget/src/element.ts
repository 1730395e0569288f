import type { CallDockerEvents, CallDockerIvrElement } from '../public/widget';
import { Parts } from './parts.js';
import { type Dress, type HostMessage, frameMessage, frameUrl, originOf, telling, wordsIn } from './protocol.js';
import { stand } from './corners.js';
import type { arm, Triggers } from './triggers.js';

// Only while the script first runs does the browser say which one it is.
const script = document.currentScript ?? document.querySelector('script[src$="/widget.js"]');
const scriptUrl = script instanceof HTMLScriptElement ? script.src : null;

const PATIENCE_MS = 12_000;
/** So long the button waits for its look. */
const DRESSING_MS = 1_500;

type Value = string | number | boolean | null;

/** Of several on a page one is open at a time. */
const shown = new Set<CallDockerIvr>();

/**
 * `<calldocker-ivr widget="KEY">`: a button that opens the visitor's page over the host page. Attributes: `label`, `hint`,
 * `picture`, `launcher`, `position`, `layout`, `mode`, `theme`, `identity`, `origin`; `data-*` become the flow's variables.
 */
export class CallDockerIvr extends HTMLElement implements CallDockerIvrElement {
  static readonly observedAttributes = [
    ...['label', 'hint', 'picture', 'position', 'launcher', 'data-language'],
    ...['theme', 'widget', 'origin', 'mode', 'identity'],
  ];

  private readonly parts = new Parts(this.attachShadow({ mode: 'open' }));
  private readonly given = new Map<string, string>();
  /** Unlike `isConnected` not before its attributes have all been read. */
  private there = false;
  private dress: Dress | null = null;
  private disarm: () => void = () => undefined;
  private frame: HTMLIFrameElement | null = null;
  private origin: string | null = null;
  private ready = false;
  private patience = 0;
  private cameFrom: Element | null = null;
  private readonly listener = (event: MessageEvent<unknown>) => this.receive(event);

  constructor() {
    super();
    const { launcher, leave, dialog } = this.parts;
    launcher.onclick = () => this.open();
    leave.onclick = () => this.close();
    dialog.oncancel = (event) => {
      event.preventDefault();
      this.close();
    };
    dialog.onclick = (event) => event.target === dialog && this.close();
  }

  connectedCallback(): void {
    addEventListener('message', this.listener);
    this.there = true;
    this.name();
    void this.putOn();
  }

  disconnectedCallback(): void {
    removeEventListener('message', this.listener);
    this.there = false;
    this.disarm();
    this.close();
    this.unload();
    stand(this, null);
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (name === 'theme') this.post({ type: 'theme', theme: now ?? 'auto' });
    else if (name === 'identity') this.post({ type: 'told', told: this.telling() });
    else if (name === 'data-language') this.speak();
    else if (/^(label|hint|picture|position|launcher)$/.test(name)) this.name();
    else if (before !== now) {
      this.close();
      this.unload();
      if (this.there && name !== 'mode') void this.putOn();
    }
  }

  get opened(): boolean {
    return this.parts.dialog.open;
  }

  open(): void {
    if (this.opened || !this.isConnected || !this.load()) return;
    for (const other of shown) other.close();
    shown.add(this);
    this.cameFrom = document.activeElement;
    this.parts.dialog.showModal();
    this.parts.expanded(true);
    this.frame?.focus();
    this.post({ type: 'told', told: this.telling() });
    this.post({ type: 'open' });
    this.tell('open', {});
  }

  close(): void {
    if (!this.opened) return;
    shown.delete(this);
    this.post({ type: 'close' });
    this.parts.dialog.close();
    this.parts.expanded(false);
    // Opened by script with the focus nowhere, or by a browser that gives a pressed button no focus.
    if (!this.cameFrom || this.cameFrom === document.body) this.parts.launcher.focus();
    this.tell('close', {});
  }

  set(name: string | Record<string, Value>, value: Value = null): void {
    if (typeof name === 'object') return Object.entries(name).forEach(([each, of]) => this.set(each, of));
    if (value === null) this.given.delete(name);
    else this.given.set(name, String(value));
    if (name === 'language') this.speak();
    else if (this.opened) this.post({ type: 'told', told: this.telling() });
  }

  identify(token: string | null): void {
    if (token === null) this.removeAttribute('identity');
    else this.setAttribute('identity', token);
  }

  on<K extends keyof CallDockerEvents>(event: K, listener: (detail: CallDockerEvents[K]) => void): () => void {
    const heard = (each: Event) => {
      if (each.target === this) listener((each as CustomEvent<CallDockerEvents[K]>).detail);
    };
    this.addEventListener(`calldocker:${event}`, heard);
    return () => this.removeEventListener(`calldocker:${event}`, heard);
  }

  private get language(): string | null {
    return this.given.get('language') ?? this.dataset['language'] ?? null;
  }

  private speak(): void {
    this.name();
    this.post({ type: 'told', told: this.telling() });
  }

  /** The look that the console's settings say. Out of reach, or kept away by the host page's policy, it is our own. */
  private async putOn(): Promise<void> {
    const key = this.getAttribute('widget');
    const origin = originOf(this.getAttribute('origin'), scriptUrl);
    try {
      if (!key || !origin) return;
      const signal = AbortSignal.timeout(DRESSING_MS);
      const url = `${origin}/api/v1/visitor/widgets/${encodeURIComponent(key)}`;
      const answer = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer', signal });
      if (!answer.ok || key !== this.getAttribute('widget')) return;
      this.dress = (await answer.json()) as Dress;
      this.parts.dress(this.dress.look);
      this.wait(key, origin, this.dress.triggers);
    } catch {
      // No network, no answer in time, or a policy without us in its connect-src.
    } finally {
      this.parts.show();
      this.name();
    }
  }

  /** Opens by itself, where the console's settings say so. The piece that knows when is not for everybody. */
  private wait(key: string, origin: string, triggers: Triggers): void {
    this.disarm();
    if (triggers.delaySeconds === undefined && !triggers.exitIntent) return;
    void (import(/* @vite-ignore */ `${origin}/widget-triggers.js`) as Promise<{ arm: typeof arm }>).then(
      (piece) => {
        if (this.there && key === this.getAttribute('widget')) this.disarm = piece.arm(this, key, triggers);
      },
      // The network, or a policy that lets in this script alone: then it opens when it is pressed.
      () => undefined,
    );
  }

  private load(): boolean {
    if (this.frame) return true;
    const widget = this.getAttribute('widget');
    this.origin = originOf(this.getAttribute('origin'), scriptUrl);
    if (!widget || !this.origin) {
      console.error('calldocker-ivr: the attribute "widget" is missing, or "origin" is not an address.');
      return false;
    }
    const frame = document.createElement('iframe');
    frame.allow = 'autoplay; microphone; camera; display-capture; fullscreen';
    frame.title = this.parts.dialog.ariaLabel ?? '';
    frame.src = frameUrl(this.origin, widget, this.telling());
    this.parts.dialog.prepend(frame);
    this.frame = frame;
    // The host page's policy may forbid the frame; the browser does not tell, so time does.
    this.patience = window.setTimeout(() => this.parts.elsewhere(frame.src), PATIENCE_MS);
    return true;
  }

  /** A frame that leaves the document loses its page; the visit itself is kept and resumed from the browser's storage. */
  private unload(): void {
    clearTimeout(this.patience);
    this.frame?.remove();
    this.frame = null;
    this.ready = false;
    this.parts.waiting();
  }

  private telling(): string {
    return telling({
      place: {
        url: location.href,
        title: document.title,
        referrer: document.referrer,
        language: document.documentElement.lang,
      },
      mode: this.getAttribute('mode'),
      theme: this.getAttribute('theme'),
      identity: this.getAttribute('identity'),
      language: this.language,
      data: { ...this.dataset, ...Object.fromEntries(this.given) },
    });
  }

  private receive(event: MessageEvent<unknown>): void {
    const message = this.origin && frameMessage(event, this.frame?.contentWindow, this.origin);
    if (!message) return;
    if (message.type === 'close') return this.close();
    if (message.type === 'refused') return this.tell('refused', { code: message.code });
    if (message.type === 'ended') return this.tell('ended', { sessionId: message.sessionId });
    clearTimeout(this.patience);
    this.ready = true;
    this.parts.ready();
    if (this.opened) this.frame?.focus();
    else this.post({ type: 'close' });
  }

  private name(): void {
    const { parts, dress } = this;
    const page = document.documentElement.lang;
    const words = dress ? wordsIn(dress, [this.language, dress.language, page, ...navigator.languages]) : {};
    const attribute = (name: string, otherwise: string | null = null) => this.getAttribute(name) ?? otherwise;
    parts.greeting = words.greeting ?? 'One moment';
    if (!this.ready) parts.waiting();
    parts.name(
      attribute('label', words.launcher ?? null) ?? 'How can we help?',
      attribute('hint', words.hint),
      attribute('picture', dress?.pictureUrl),
    );
    if (this.there) stand(this, parts);
  }

  private post(message: HostMessage): void {
    if (this.ready && this.origin) this.frame?.contentWindow?.postMessage({ calldocker: 1, ...message }, this.origin);
  }

  private tell<K extends keyof CallDockerEvents>(event: K, detail: CallDockerEvents[K]): void {
    this.dispatchEvent(new CustomEvent(`calldocker:${event}`, { detail, bubbles: true, composed: true }));
  }
}
