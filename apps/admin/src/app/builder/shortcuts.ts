import { isTyping } from '../ui/is-typing';
import type { Alignment } from './canvas/align';
import type { Editor } from './canvas/editor';
import type { Scene } from './canvas/scene';
import type { Viewport } from './canvas/viewport';
import type { DraftStore } from './draft/draft-store';
import type { Direction } from './draft/reading-order';
import type { Hands } from './hands';

const ARROWS: Record<string, Direction> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** With Alt and Shift, by the key's place: what it would write with Alt depends on the keyboard. */
const LINE: Record<string, Alignment> = {
  ArrowLeft: 'left',
  KeyH: 'centre',
  ArrowRight: 'right',
  ArrowUp: 'top',
  KeyV: 'middle',
  ArrowDown: 'bottom',
};

/** What the page does for a key that is about the page, not the canvas. */
export interface ShortcutActs {
  inspect(id: string): void;
  nextProblem(): void;
}

/** The builder's keys: canvas and outline share them. */
export class Shortcuts {
  private readonly editor: Editor;

  constructor(
    private readonly store: DraftStore,
    private readonly hands: Hands,
    private readonly viewport: Viewport,
    private readonly scene: Scene,
    private readonly acts: ShortcutActs,
  ) {
    this.editor = hands.editor;
  }

  /** True when the key meant something here. */
  press(event: KeyboardEvent): boolean {
    if (event.defaultPrevented) return false;
    if (event.ctrlKey || event.metaKey) return this.command(event);
    if (isTyping(event.target)) return event.key === 'Escape' && this.backToNode(event.target);
    if (event.altKey) return event.shiftKey && this.line(event.code);
    const at = placeOf(event.target);
    const arrow = ARROWS[event.key];
    if (arrow) return this.arrow(arrow, event.shiftKey, at);
    return this.letter(event, at);
  }

  private line(code: string): boolean {
    const how = LINE[code];
    if (how) this.hands.moving.align(how);
    else if (code === 'KeyX') this.hands.moving.distribute('across');
    else if (code === 'KeyY') this.hands.moving.distribute('down');
    else return false;
    return true;
  }

  private command(event: KeyboardEvent): boolean {
    const key = event.key.toLowerCase();
    if (event.altKey) return false;
    if (key === 'f' && !isTyping(event.target)) {
      this.hands.finder.open.set(true);
      return true;
    }
    // Fields of the draft are undone with it; a search or a note has the browser's own undo.
    const own = event.target instanceof HTMLElement && event.target.matches('input, textarea');
    if (own && !event.target.closest('app-inspector')) return false;
    if (key === 'z' && event.shiftKey) this.editor.redo();
    else if (key === 'z') this.editor.undo();
    else if (key === 'y') this.editor.redo();
    else if (isTyping(event.target)) return false;
    else if (key === 'a') this.editor.selectAll();
    else if (key === 'd') this.hands.clipboard.duplicate();
    else return this.step(event);
    return true;
  }

  /** With Ctrl the arrows walk and leave the selection as it is; Ctrl+Space adds to it. */
  private step(event: KeyboardEvent): boolean {
    const arrow = ARROWS[event.key];
    const { id } = placeOf(event.target);
    if (!arrow || id === null) return false;
    this.editor.walk(id, arrow, true);
    return true;
  }

  /** Out of a field of the settings, back to the node on the canvas. */
  private backToNode(target: EventTarget | null): boolean {
    const id = this.store.current();
    if (id === null || !(target instanceof Element) || !target.closest('app-inspector')) return false;
    if (target.closest('dialog, [role="group"]')) return false;
    this.editor.focusWish.set({ id });
    return true;
  }

  private arrow(direction: Direction, shift: boolean, at: Place): boolean {
    const id = at.id ?? this.store.current() ?? this.scene.ordered()[0]?.id;
    if (id === undefined) return false;
    if (shift) {
      if (!this.store.selection().has(id)) this.store.select(id);
      this.editor.nudge(direction);
    } else if (at.exit !== null) {
      this.alongExits(id, at.exit, direction);
    } else {
      this.editor.walk(id, direction);
    }
    return true;
  }

  /** On a port: up and down among the exits, right to where it leads, left back to the node. */
  private alongExits(id: string, exit: string, direction: Direction): void {
    const exits = this.scene.cards().get(id)?.exits ?? [];
    const at = exits.findIndex((one) => one.id === exit);
    const to = exits[at]?.to;
    if (direction === 'right' && to) this.editor.show(to);
    else if (direction === 'left') this.editor.focusWish.set({ id });
    else if (direction !== 'right') {
      const next = exits[direction === 'up' ? at - 1 : at + 1];
      this.editor.focusWish.set(next ? { id, exit: next.id } : { id });
    }
  }

  private letter(event: KeyboardEvent, at: Place): boolean {
    const id = at.id ?? this.store.current();
    const edge = this.store.edge();
    switch (event.key) {
      case 'n':
      case 'N':
        this.editor.openNew();
        return true;
      case 'c':
      case 'C':
        if (edge && at.exit === null) this.editor.openConnect(edge);
        else if (id === null) return false;
        else if (at.exit !== null) this.editor.openConnect({ nodeId: id, exit: at.exit });
        else this.editor.openConnectOf(id);
        return true;
      case 's':
      case 'S':
        return this.begin(id, at.exit);
      case 'i':
      case 'I':
        return this.insert(id, at.exit);
      case 'm':
      case 'M':
        this.hands.marking.comment();
        return true;
      case 'g':
      case 'G':
        this.hands.marking.group();
        return true;
      case 'l':
      case 'L':
        void this.hands.tidying.tidy();
        return true;
      case '/':
        this.hands.finder.open.set(true);
        return true;
      case 'Enter':
        // On a port Enter presses it; on a card it opens the settings, on a comment its text.
        if (at.id === null || at.exit !== null) return false;
        if (this.store.node(at.id)) this.acts.inspect(at.id);
        else this.hands.marking.edit(at.id);
        return true;
      case 'Delete':
      case 'Backspace':
        return this.remove(at);
      case 'Escape':
        this.store.select();
        return true;
      case '.':
        this.acts.nextProblem();
        return true;
      case 'f':
      case 'F':
        this.viewport.fit(this.scene.bounds(), this.editor.coveredRight());
        return true;
      case '+':
      case '=':
        this.viewport.zoomIn();
        return true;
      case '-':
        this.viewport.zoomOut();
        return true;
      case '0':
        this.viewport.zoomTo(1);
        return true;
      default:
        return false;
    }
  }

  private insert(id: string | null, exit: string | null): boolean {
    const edge = this.store.edge();
    if (id !== null && exit !== null) this.editor.openInsert({ nodeId: id, exit });
    else if (edge) this.editor.openInsert(edge);
    else if (id !== null) this.editor.openInsertAfter(id);
    else return false;
    return true;
  }

  /** Of the wire at the port, or of the selected one. */
  private begin(id: string | null, exit: string | null): boolean {
    const wire = id !== null && exit !== null ? { nodeId: id, exit } : this.store.edge();
    if (wire) this.editor.openBegin(wire);
    return !!wire;
  }

  private remove(at: Place): boolean {
    if (at.id !== null && at.exit !== null) this.editor.disconnect({ nodeId: at.id, exit: at.exit });
    else {
      if (at.id !== null && !this.store.selection().has(at.id)) this.store.select(at.id);
      this.editor.remove();
    }
    return true;
  }
}

interface Place {
  id: string | null;
  exit: string | null;
}

/** Which node, and which of its exits, has the keyboard. */
function placeOf(target: EventTarget | null): Place {
  if (!(target instanceof Element)) return { id: null, exit: null };
  const exit = target.closest<HTMLElement>('[data-exit]')?.dataset['exit'] ?? null;
  const id = target.closest<HTMLElement>('[data-node-id]')?.dataset['nodeId'] ?? null;
  return { id, exit };
}
