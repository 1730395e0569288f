import type { Point } from '@calldocker/flow-engine';
import type { IconName } from '../ui/icon';
import type { Alignment } from './canvas/align';
import type { Editor } from './canvas/editor';
import type { DraftStore } from './draft/draft-store';
import type { Hands } from './hands';

export interface Act {
  label: string;
  run: () => unknown;
  icon?: IconName;
  /** The key that does the same. */
  keys?: string;
  danger?: boolean;
}

/** What can be done with what is selected, in groups as the menus show them. */
export class Acts {
  private readonly editor: Editor;

  constructor(
    private readonly store: DraftStore,
    private readonly hands: Hands,
  ) {
    this.editor = hands.editor;
  }

  /** For the menu at a place on the canvas, or in the outline (`at` is null there). */
  menu(at: Point | null): Act[][] {
    if (this.store.locked()) return [[this.find()]];
    const edge = this.store.edge();
    if (edge) {
      return [
        [
          { label: 'Insert a node…', icon: 'plus', keys: 'I', run: () => this.editor.openInsert(edge) },
          { label: 'Lead elsewhere…', icon: 'flow', keys: 'C', run: () => this.editor.openConnect(edge) },
          { label: 'Begin elsewhere…', keys: 'S', run: () => this.editor.openBegin(edge) },
        ],
        [{ label: 'Disconnect', icon: 'close', keys: 'Del', danger: true, run: () => this.editor.disconnect(edge) }],
      ];
    }
    const count = this.store.selection().size;
    if (count === 0) return this.onCanvas(at);
    const id = this.store.current();
    const own = id === null ? this.ofMark() : this.ofNode(id);
    return [...(count > 1 ? this.ofMany() : own), this.copying(at), [this.remove()]].filter((acts) => acts.length > 0);
  }

  /** With two or more: in line, spaced out, laid out anew. */
  aligning(): Act[][] {
    const line = (label: string, keys: string, how: Alignment): Act => ({
      label,
      keys: `Alt+Shift+${keys}`,
      run: () => this.hands.moving.align(how),
    });
    return [
      [line('Left', '←', 'left'), line('Centre', 'H', 'centre'), line('Right', '→', 'right')],
      [line('Top', '↑', 'top'), line('Middle', 'V', 'middle'), line('Bottom', '↓', 'bottom')],
      [
        { label: 'Space out across', keys: 'Alt+Shift+X', run: () => this.hands.moving.distribute('across') },
        { label: 'Space out down', keys: 'Alt+Shift+Y', run: () => this.hands.moving.distribute('down') },
      ],
    ];
  }

  private ofNode(id: string): Act[][] {
    const isStart = this.store.definition().start === id;
    const start: Act = { label: 'Start the flow here', icon: 'play', run: () => this.store.setStart(id) };
    return [
      [
        { label: 'Settings', icon: 'settings', keys: 'Enter', run: () => this.editor.inspectWish.set(id) },
        { label: 'Connect…', icon: 'flow', keys: 'C', run: () => this.editor.openConnectOf(id) },
        { label: 'Insert after…', icon: 'plus', keys: 'I', run: () => this.editor.openInsertAfter(id) },
        ...(isStart ? [] : [start]),
      ],
    ];
  }

  private ofMark(): Act[][] {
    const [id] = this.store.selection();
    return id === undefined ? [] : [[{ label: 'Write…', keys: 'Enter', run: () => this.hands.marking.edit(id) }]];
  }

  private ofMany(): Act[][] {
    return [
      [
        { label: 'Group', keys: 'G', run: () => this.hands.marking.group() },
        { label: 'Lay out', icon: 'flow', keys: 'L', run: () => this.hands.tidying.tidy() },
      ],
    ];
  }

  private copying(at: Point | null): Act[] {
    return [
      { label: 'Cut', keys: 'Ctrl+X', run: () => this.hands.clipboard.copy(true) },
      { label: 'Copy', icon: 'copy', keys: 'Ctrl+C', run: () => this.hands.clipboard.copy() },
      { label: 'Paste', keys: 'Ctrl+V', run: () => this.hands.clipboard.paste(at) },
      { label: 'Duplicate', keys: 'Ctrl+D', run: () => this.hands.clipboard.duplicate() },
    ];
  }

  private onCanvas(at: Point | null): Act[][] {
    return [
      [
        { label: 'New node…', icon: 'plus', keys: 'N', run: () => this.editor.openNew(at) },
        { label: 'Comment', icon: 'message', keys: 'M', run: () => this.hands.marking.comment(at) },
        { label: 'Paste', keys: 'Ctrl+V', run: () => this.hands.clipboard.paste(at) },
      ],
      [
        { label: 'Select all', keys: 'Ctrl+A', run: () => this.editor.selectAll() },
        this.find(),
        { label: 'Lay out all', icon: 'flow', keys: 'L', run: () => this.hands.tidying.tidy() },
      ],
    ];
  }

  private find(): Act {
    return { label: 'Find…', icon: 'search', keys: 'Ctrl+F', run: () => this.hands.finder.open.set(true) };
  }

  private remove(): Act {
    return { label: 'Delete', icon: 'trash', keys: 'Del', danger: true, run: () => this.editor.remove() };
  }
}
