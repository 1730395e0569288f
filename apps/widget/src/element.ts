import type { CallDockerEvents, CallDockerIvrElement } from '../public/widget';
import { Parts } from './parts.js';
import { type HostMessage, frameMessage, frameUrl, originOf, telling } from './protocol.js';

// Only while the script first runs does the browser say which one it is.
const script = document.currentScript ?? document.querySelector('script[src$="/widget.js"]');
const scriptUrl = script instanceof HTMLScriptElement ? script.src : null;

const PATIENCE_MS = 12_000;

/** Of several on a page one is open at a time. */
const shown = new Set<CallDockerIvr>();

/**
 * `<calldocker-ivr widget="KEY">`: a button that opens the visitor's page over the host page. Attributes: `label`, `hint`,
 * `picture`, `launcher`, `position`, `layout`, `mode`, `theme`, `identity`, `origin`; `data-*` become the flow's variables.
 */
export class CallDockerIvr extends HTMLElement implements CallDockerIvrElement {
  static readonly observedAttributes = ['label', 'hint', 'picture', 'theme', 'widget', 'origin', 'mode', 'identity'];

  private readonly parts = new Parts(this.attachShadow({ mode: 'open' }));
  private readonly given = new Map<string, string>();
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
    this.name();
  }

  disconnectedCallback(): void {
    removeEventListener('message', this.listener);
    this.close();
    this.unload();
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (name === 'theme') this.post({ type: 'theme', theme: now ?? 'auto' });
    else if (name === 'identity') this.post({ type: 'told', told: this.telling() });
    else if (name === 'label' || name === 'hint' || name === 'picture') this.name();
    else if (before !== now && this.frame) {
      this.close();
      this.unload();
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

  set(name: string, value: string | number | boolean | null): void {
    if (value === null) this.given.delete(name);
    else this.given.set(name, String(value));
    if (this.opened) this.post({ type: 'told', told: this.telling() });
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
    const attribute = (name: string) => this.getAttribute(name);
    this.parts.name(attribute('label') ?? 'How can we help?', attribute('hint'), attribute('picture'));
  }

  private post(message: HostMessage): void {
    if (this.ready && this.origin) this.frame?.contentWindow?.postMessage({ calldocker: 1, ...message }, this.origin);
  }

  private tell<K extends keyof CallDockerEvents>(event: K, detail: CallDockerEvents[K]): void {
    this.dispatchEvent(new CustomEvent(`calldocker:${event}`, { detail, bubbles: true, composed: true }));
  }
}
