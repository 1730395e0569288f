import css from './widget.css?inline';
import { frameMessage, frameUrl, originOf } from './protocol.js';

// Only while the script first runs does the browser say which one it is.
const script = document.currentScript ?? document.querySelector('script[src$="/widget.js"]');
const scriptUrl = script instanceof HTMLScriptElement ? script.src : null;

const PATIENCE_MS = 12_000;

const HEADSET =
  'M4.5 14v-2a7.5 7.5 0 0 1 15 0v2M5.3 13h.4A1.8 1.8 0 0 1 7.5 14.8v2.4a1.8 1.8 0 1 1-4 0v-2.4A1.8 1.8 0 0 1 5.3 13zM18.3 13h.4a1.8 1.8 0 0 1 1.8 1.8v2.4a1.8 1.8 0 1 1-4 0v-2.4a1.8 1.8 0 0 1 1.8-1.8z';
const CLOSE = 'm6.5 6.5 11 11M17.5 6.5l-11 11';

/**
 * `<calldocker-ivr widget="KEY">`: a button that opens the visitor's page over the host page. Attributes: `label`, `hint`,
 * `picture`, `mode`, `theme`, `position` (`left`, `inline`), `origin`; `data-*` become the flow's variables.
 * Events, bubbling: `calldocker:open`, `calldocker:close`, `calldocker:ended` (`detail.sessionId`).
 */
export class CallDockerIvr extends HTMLElement {
  static readonly observedAttributes = ['label', 'hint', 'picture', 'theme'];

  private readonly root = this.attachShadow({ mode: 'open' });
  private readonly face = make('span', 'face', icon(HEADSET));
  private readonly words = make('b');
  private readonly hint = make('small');
  private readonly launcher = make('button', 'launch', this.face, make('span', 'words', this.words, this.hint));
  private readonly status = make('p', '', make('i', 'ring'), 'One moment');
  private readonly link = make('a');
  private readonly leave = make('button', 'x', icon(CLOSE));
  private readonly dialog = make('dialog', '', make('div', 'wait', this.status, this.link), this.leave);
  private frame: HTMLIFrameElement | null = null;
  private origin: string | null = null;
  private ready = false;
  private patience = 0;
  private readonly listener = (event: MessageEvent<unknown>) => this.receive(event);

  constructor() {
    super();
    // A constructed sheet needs no style-src exception from the host page.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    this.root.adoptedStyleSheets = [sheet];
    this.root.append(this.launcher, this.dialog);
    this.launcher.part.add('launcher');
    this.launcher.ariaHasPopup = 'dialog';
    this.launcher.ariaExpanded = 'false';
    this.launcher.onclick = () => this.open();
    this.status.role = 'status';
    this.link.target = '_blank';
    this.link.hidden = true;
    this.leave.ariaLabel = 'Close';
    this.leave.onclick = () => this.close();
    this.dialog.part.add('panel');
    this.dialog.oncancel = (event) => {
      event.preventDefault();
      this.close();
    };
    this.dialog.onclick = (event) => event.target === this.dialog && this.close();
  }

  connectedCallback(): void {
    addEventListener('message', this.listener);
    this.label();
  }

  disconnectedCallback(): void {
    removeEventListener('message', this.listener);
    clearTimeout(this.patience);
    this.dialog.close();
    this.launcher.ariaExpanded = 'false';
    // A frame that leaves the document loses its page; the visit itself is kept and resumed from the browser's storage.
    this.frame?.remove();
    this.frame = null;
    this.ready = false;
    this.dialog.classList.remove('ready');
  }

  attributeChangedCallback(name: string): void {
    if (name === 'theme') this.post({ type: 'theme', theme: this.getAttribute('theme') ?? 'auto' });
    else this.label();
  }

  get opened(): boolean {
    return this.dialog.open;
  }

  open(): void {
    if (this.dialog.open || !this.isConnected || !this.load()) return;
    this.dialog.showModal();
    this.launcher.ariaExpanded = 'true';
    this.frame?.focus();
    this.post({ type: 'open' });
    this.tell('open');
  }

  /** Hides the page and keeps the visit: opening again goes on where it was. */
  close(): void {
    if (!this.dialog.open) return;
    this.post({ type: 'close' });
    this.dialog.close();
    this.launcher.ariaExpanded = 'false';
    this.launcher.focus();
    this.tell('close');
  }

  private load(): boolean {
    if (this.frame) return true;
    const widget = this.getAttribute('widget');
    this.origin = originOf(this.getAttribute('origin'), scriptUrl);
    if (!widget || !this.origin) {
      console.error('calldocker-ivr: the attribute "widget" is missing, or "origin" is not an address.');
      return false;
    }
    const { dataset: data } = this;
    const mode = this.getAttribute('mode');
    const theme = this.getAttribute('theme');
    const frame = document.createElement('iframe');
    frame.allow = 'autoplay; microphone; camera; display-capture; fullscreen';
    frame.title = this.words.textContent;
    frame.src = frameUrl(this.origin, { widget, page: location.href, mode, theme, data });
    this.dialog.prepend(frame);
    this.frame = frame;
    this.patience = window.setTimeout(() => this.giveUp(frame.src), PATIENCE_MS);
    return true;
  }

  private receive(event: MessageEvent<unknown>): void {
    const message = this.origin && frameMessage(event, this.frame?.contentWindow, this.origin);
    if (!message) return;
    if (message.type === 'close') return this.close();
    if (message.type === 'ended') return this.tell('ended', { sessionId: message.sessionId });
    clearTimeout(this.patience);
    this.ready = true;
    this.dialog.classList.add('ready');
    if (this.dialog.open) this.frame?.focus();
    else this.post({ type: 'close' });
  }

  /** The host page's policy may forbid the frame; the browser does not tell, so time does. */
  private giveUp(url: string): void {
    this.link.href = url;
    this.link.textContent = 'Open it in a new tab';
    this.link.hidden = false;
    this.status.textContent = 'This page does not let it open here.';
  }

  private label(): void {
    this.words.textContent = this.getAttribute('label') ?? 'How can we help?';
    this.hint.textContent = this.getAttribute('hint');
    this.dialog.ariaLabel = this.words.textContent;
    const picture = this.getAttribute('picture');
    if (!picture) return;
    const image = new Image();
    image.alt = '';
    image.src = picture;
    this.face.replaceChildren(image);
  }

  private post(message: { type: 'open' | 'close' } | { type: 'theme'; theme: string }): void {
    if (this.ready && this.origin) this.frame?.contentWindow?.postMessage({ calldocker: 1, ...message }, this.origin);
  }

  private tell(what: string, detail: object = {}): void {
    this.dispatchEvent(new CustomEvent(`calldocker:${what}`, { detail, bubbles: true, composed: true }));
  }
}

/** Elements one by one: a host page with Trusted Types takes no markup from us. */
function make<K extends keyof HTMLElementTagNameMap>(tag: K, name = '', ...children: (Node | string)[]) {
  const element = document.createElement(tag);
  element.className = name;
  element.append(...children);
  return element;
}

function icon(drawing: string): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS(svg.namespaceURI, 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  path.setAttribute('d', drawing);
  svg.append(path);
  return svg;
}

declare global {
  interface HTMLElementTagNameMap {
    'calldocker-ivr': CallDockerIvr;
  }
  interface HTMLElementEventMap {
    'calldocker:open': CustomEvent<object>;
    'calldocker:close': CustomEvent<object>;
    'calldocker:ended': CustomEvent<{ sessionId?: string }>;
  }
}
