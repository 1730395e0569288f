import type { Definition, Facts, Point } from '@calldocker/flow-engine';
import { ApiProblem } from '../api/problem';
import { many } from '../ui/format';
import { isTyping } from '../ui/is-typing';
import type { Toast } from '../ui/toasts';
import { boxesById } from './canvas/boxes';
import type { Editor } from './canvas/editor';
import { GRID, boundsOf, overlaps } from './canvas/geometry';
import type { Viewport } from './canvas/viewport';
import { ClippingRefused, type Pasted, clip, paste, readClipping, textOf } from './draft/clipping';
import type { DraftStore } from './draft/draft-store';
import { lacking } from './draft/lacking';
import { takenIds } from './draft/node-id';

const STEP = 2 * GRID;

export interface Outside {
  say(text: string, action?: Toast['action']): void;
  refuse(problem: ApiProblem): void;
  /** Puts text on the clipboard without an event of the browser's. */
  put(text: string): boolean;
}

/**
 * Copy, cut, paste and duplicate. By the system's clipboard, so that nodes go to other flows, tabs and into files; by its
 * events where a key was pressed, since those need no permission.
 */
export class Clipboard {
  constructor(
    private readonly store: DraftStore,
    private readonly editor: Editor,
    private readonly viewport: Viewport,
    private readonly facts: () => Facts,
    private readonly outside: Outside,
  ) {}

  /** A key of the browser or its own menu. */
  take(event: ClipboardEvent): void {
    const { clipboardData } = event;
    if (!clipboardData || isTyping(event.target) || isTyping(document.activeElement)) return;
    if (event.type === 'paste') {
      if (this.pasteText(clipboardData.getData('text/plain'))) event.preventDefault();
      return;
    }
    // Text that somebody has marked on the page is what they want to copy.
    const clipping = getSelection()?.isCollapsed === false ? null : this.clipped();
    if (!clipping) return;
    clipboardData.setData('text/plain', textOf(clipping));
    event.preventDefault();
    this.copied(clipping, event.type === 'cut');
  }

  /** From a menu. */
  copy(cut = false): void {
    const clipping = this.clipped();
    if (clipping && this.outside.put(textOf(clipping))) this.copied(clipping, cut);
  }

  /** From a menu: the browser may ask, or may not let a page read at all. */
  async paste(at: Point | null = null): Promise<void> {
    let text: string;
    try {
      text = await navigator.clipboard.readText();
    } catch {
      // Refused by the person or the browser, or no secure page: the key always works.
      return this.outside.refuse(problem('This page may not read the clipboard', 'Press Ctrl+V instead.'));
    }
    if (!this.pasteText(text, at)) this.outside.refuse(problem('Nothing to paste', 'Copy nodes of a flow first.'));
  }

  duplicate(): void {
    const clipping = this.clipped();
    if (clipping) this.insert('Duplicate', clipping, null);
  }

  /** False for text that is none of ours. */
  pasteText(text: string, at: Point | null = null): boolean {
    return this.refusing(() => {
      const clipping = readClipping(text);
      if (clipping) this.insert('Paste', clipping, at);
      return clipping !== null;
    });
  }

  private clipped(): Definition | null {
    const clipping = clip(this.store.definition(), this.store.selection());
    return takenIds(clipping).size > 0 ? clipping : null;
  }

  private copied(clipping: Definition, cut: boolean): void {
    const ids = [...takenIds(clipping)];
    if (cut) this.editor.remove();
    else this.outside.say(`${things(clipping, ids.length)} copied.`);
  }

  private insert(act: 'Paste' | 'Duplicate', clipping: Definition, at: Point | null): void {
    this.refusing(() => {
      const before = this.store.definition();
      const pasted = paste(before, clipping, at ? this.toPoint(clipping, at) : this.beside(clipping));
      if (pasted.ids.length === 0) return true;
      const what = things(clipping, pasted.ids.length);
      if (!this.store.replace(`${act} ${what}`, pasted.definition)) return true;
      this.store.select(...pasted.ids);
      const [first] = pasted.ids;
      if (first !== undefined) this.editor.reveal(pasted.ids);
      this.outside.say(
        sentence(`${what} ${act === 'Paste' ? 'pasted' : 'duplicated'}.`, pasted, this.needs(clipping)),
        {
          label: 'Undo',
          run: () => this.editor.undo(),
        },
      );
      return true;
    });
  }

  private needs(clipping: Definition): string[] {
    return lacking(clipping, this.facts());
  }

  private refusing(act: () => boolean): boolean {
    try {
      return act();
    } catch (caught) {
      if (!(caught instanceof ClippingRefused)) throw caught;
      this.outside.refuse(problem('Nothing was pasted', caught.message));
      return true;
    }
  }

  private toPoint(clipping: Definition, at: Point): Point {
    const box = boundsOf(boxes(clipping));
    return box ? { x: at.x - box.x, y: at.y - box.y } : { x: 0, y: 0 };
  }

  /** A step off the original, another for each copy that lies there already; out of sight, in the middle of the view. */
  private beside(clipping: Definition): Point {
    const all = boxes(clipping);
    const bounds = boundsOf(all);
    if (!bounds) return { x: 0, y: 0 };
    const seen = this.viewport.box();
    const middle = { x: seen.x + (seen.width - bounds.width) / 2, y: seen.y + (seen.height - bounds.height) / 2 };
    const visible = overlaps(bounds, seen);
    const corner = visible ? { x: bounds.x, y: bounds.y } : middle;
    const taken = boxes(this.store.definition());
    const [first] = all;
    let by = { x: corner.x - bounds.x, y: corner.y - bounds.y };
    const lies = (): boolean =>
      !!first && taken.some((one) => near(one.x, first.x + by.x) && near(one.y, first.y + by.y));
    while (lies()) by = { x: by.x + STEP, y: by.y + STEP };
    return by;
  }
}

function boxes(flow: Definition) {
  return boxesById(flow, takenIds(flow)).map(([, box]) => box);
}

const near = (a: number, b: number): boolean => Math.abs(a - b) < GRID / 2;

function things(clipping: Definition, count: number): string {
  return Object.keys(clipping.nodes).length === count ? many(count, 'node') : many(count, 'thing');
}

function sentence(done: string, { declared, missing, differing }: Pasted, needs: readonly string[]): string {
  const list = (names: readonly string[]): string => names.map((name) => `{${name}}`).join(', ');
  const came = declared.length > 0 ? ` ${list(declared)} came along.` : '';
  const other = differing.length > 0 ? ` Of another type here: ${list(differing)}.` : '';
  const lacks = [...missing.map((name) => `{${name}}`), ...needs];
  return `${done}${came}${other}${lacks.length > 0 ? ` Missing here: ${lacks.join(', ')}.` : ''}`;
}

function problem(title: string, detail: string): ApiProblem {
  return new ApiProblem('clipboard', 0, title, detail);
}
