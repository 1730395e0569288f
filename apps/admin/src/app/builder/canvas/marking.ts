import { signal } from '@angular/core';
import type { MarkColor, Point } from '@calldocker/flow-engine';
import type { DraftStore } from '../draft/draft-store';
import { type Mark, isGroup, isMark, setMark, titleOf } from '../draft/marks';
import { newNodeId, takenIds } from '../draft/node-id';
import { boxesById, roomAround } from './boxes';
import type { Editor } from './editor';
import { type Box, GRID, boundsOf } from './geometry';
import { onGrid } from './snap';
import type { Viewport } from './viewport';

const COMMENT = { width: 198, height: 88 };
const GROUP = { width: 440, height: 264 };
const LEAST = { width: 88, height: 44 };

/** What one can do with comments and groups. */
export class Marking {
  /** The one whose text is being written. */
  readonly editing = signal<string | null>(null);

  constructor(
    private readonly store: DraftStore,
    private readonly viewport: Viewport,
    private readonly editor: Editor,
    private readonly say: (text: string) => void,
  ) {}

  comment(at: Point | null = null): void {
    this.add('Comment', { ...(at ?? this.free()), ...COMMENT, color: 'yellow', comment: '' });
  }

  /** Around what is selected; with nothing selected, an empty one in the middle of the view. */
  group(): void {
    const draft = this.store.definition();
    const bounds = boundsOf(boxesById(draft, this.store.selection()).map(([, box]) => box));
    const box: Box = bounds ? roomAround(bounds) : { ...this.middle(GROUP), ...GROUP };
    this.add('Group', { ...box, color: 'blue', group: '' });
  }

  edit(id: string): void {
    this.store.select(id);
    this.editing.set(id);
  }

  /** What was written, once the field is left. */
  write(id: string, text: string): void {
    if (this.editing() === id) this.editing.set(null);
    const mark = this.mark(id);
    if (!mark) return;
    const written = isGroup(mark) ? { ...mark, group: text } : { ...mark, comment: text };
    if (text !== (isGroup(mark) ? mark.group : mark.comment)) this.put(`Change ${titleOf(mark)}`, id, written);
  }

  paint(id: string, color: MarkColor): void {
    const mark = this.mark(id);
    if (!mark || mark.color === color) return;
    this.put(`Colour ${titleOf(mark)}`, id, { ...mark, color });
    this.say(color);
  }

  /** `hold`: the steps of one pull of the corner, or of a held key, are one entry. */
  resize(id: string, width: number, height: number, hold: string): void {
    const mark = this.mark(id);
    if (!mark) return;
    const [w, h] = [Math.max(LEAST.width, width), Math.max(LEAST.height, height)];
    if (w === mark.width && h === mark.height) return;
    this.put(`Resize ${titleOf(mark)}`, id, { ...mark, width: w, height: h }, hold);
  }

  private add(name: string, mark: Mark): void {
    const draft = this.store.definition();
    const id = newNodeId(takenIds(draft));
    if (!this.store.replace(`Add ${titleOf(mark)}`, setMark(draft, id, mark))) return;
    this.viewport.reveal(mark, this.editor.coveredRight());
    this.edit(id);
    this.say(`${name} added`);
  }

  private put(label: string, id: string, mark: Mark, typingKey: string | null = null): void {
    this.store.replace(label, setMark(this.store.definition(), id, mark), typingKey && `${id} ${typingKey}`);
  }

  private mark(id: string): Mark | null {
    const place = this.store.definition().layout[id];
    return isMark(place) ? place : null;
  }

  /** Above the selected node, else in the middle of what is seen. */
  private free(): Point {
    const current = this.store.current();
    const box = current === null ? null : this.editor.boxOf(current);
    return box ? { x: box.x, y: box.y - COMMENT.height - GRID } : this.middle(COMMENT);
  }

  private middle({ width, height }: { width: number; height: number }): Point {
    const seen = this.viewport.box();
    return { x: onGrid(seen.x + (seen.width - width) / 2), y: onGrid(seen.y + (seen.height - height) / 2) };
  }
}
