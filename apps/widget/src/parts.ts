import css from './widget.css?inline';

const HEADSET =
  'M4.5 14v-2a7.5 7.5 0 0 1 15 0v2M5.3 13h.4A1.8 1.8 0 0 1 7.5 14.8v2.4a1.8 1.8 0 1 1-4 0v-2.4A1.8 1.8 0 0 1 5.3 13zM18.3 13h.4a1.8 1.8 0 0 1 1.8 1.8v2.4a1.8 1.8 0 1 1-4 0v-2.4a1.8 1.8 0 0 1 1.8-1.8z';
const CLOSE = 'm6.5 6.5 11 11M17.5 6.5l-11 11';

/** What stands in the element's shadow: the button, and the dialog with the frame. */
export class Parts {
  private readonly face = make('span', 'face', icon(HEADSET));
  private readonly label = make('b');
  private readonly hint = make('small');
  readonly launcher = make('button', 'launch', this.face, make('span', 'words', this.label, this.hint));
  private readonly status = make('p', '');
  private readonly link = make('a', '', 'Open it in a new tab');
  /** Said while the page opens. */
  greeting = 'One moment';
  readonly leave = make('button', 'x', icon(CLOSE));
  readonly dialog = make('dialog', '', make('div', 'wait', this.status, this.link), this.leave);

  constructor(root: ShadowRoot) {
    // A constructed sheet needs no style-src exception from the host page.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
    root.append(this.launcher, this.dialog);
    this.launcher.type = this.leave.type = 'button';
    this.launcher.part.add('launcher');
    this.launcher.ariaHasPopup = 'dialog';
    this.dialog.part.add('panel');
    this.status.role = 'status';
    this.link.target = '_blank';
    this.leave.ariaLabel = 'Close';
    this.expanded(false);
    this.waiting();
  }

  name(label: string, hint: string | null, picture: string | null): void {
    this.label.textContent = this.dialog.ariaLabel = label;
    this.hint.textContent = hint;
    if (!picture) return this.face.replaceChildren(icon(HEADSET));
    const image = new Image();
    image.alt = '';
    image.src = picture;
    // The host page's policy may let in no picture of ours.
    image.onerror = () => this.face.replaceChildren(icon(HEADSET));
    this.face.replaceChildren(image);
  }

  /** In the company's own look, by properties set one by one: that needs no exception from the host page's policy. */
  dress(look: object): void {
    for (const [name, value] of Object.entries(look))
      for (const { style } of [this.launcher, this.dialog]) style.setProperty(`--brand-${name}`, String(value));
  }

  /** Nothing is shown that would change a moment later. */
  show(): void {
    this.launcher.toggleAttribute('data-shown', true);
  }

  /** So far above the corner, since another launcher stands there. */
  readonly lift = (pixels: number): void => this.launcher.style.setProperty('--lift', `${pixels}px`);

  expanded(open: boolean): void {
    this.launcher.ariaExpanded = String(open);
  }

  /** Between the pressing of the button and the page's word that it is there. */
  waiting(): void {
    this.dialog.classList.remove('ready');
    this.link.hidden = true;
    this.status.replaceChildren(make('i', 'ring'), this.greeting);
  }

  ready(): void {
    this.dialog.classList.add('ready');
  }

  /** The page did not answer: by itself it may. */
  elsewhere(url: string): void {
    this.link.href = url;
    this.link.hidden = false;
    this.status.textContent = 'This page does not let it open here.';
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
