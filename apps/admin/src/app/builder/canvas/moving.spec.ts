/** @jest-environment node */
import { signal } from '@angular/core';
import type { Facts } from '@calldocker/flow-engine';
import { DraftStore } from '../draft/draft-store';
import type { ExitRef } from '../draft/edits';
import { setMark } from '../draft/marks';
import { newNode } from '../draft/new-node';
import { Moving } from './moving';
import { Viewport } from './viewport';

describe('Moving', () => {
  let store: DraftStore;
  let moving: Moving;
  let wire: ExitRef | null;

  beforeEach(() => {
    store = new DraftStore(signal<Facts>({}));
    wire = null;
    const viewport = new Viewport();
    viewport.size.set({ width: 1_000, height: 700 });
    const storage = { getItem: () => null, setItem: () => undefined };
    moving = new Moving(
      store,
      viewport,
      () => undefined,
      () => wire,
      storage,
    );
  });

  const add = (kind: 'message' | 'end', x: number, y = 0): string =>
    store.addNode(newNode(kind, store.definition(), 'en'), { x, y });
  const at = (id: string) => store.definition().layout[id];

  it('moves all that is selected as one step that one undo takes back', () => {
    const [a, b, c] = [add('message', 0), add('message', 220), add('end', 440)];
    store.select(a, b);
    moving.start(a);
    moving.to({ x: 40, y: 3 });
    moving.to({ x: 67, y: 45 });
    moving.drop();
    expect([at(a), at(b), at(c)]).toEqual([
      { x: 66, y: 44 },
      { x: 286, y: 44 },
      { x: 440, y: 0 },
    ]);
    expect(store.undoLabel()).toBe('Move 2 nodes');
    store.undo();
    expect(at(a)).toEqual({ x: 0, y: 0 });
  });

  it('moves with a group what lies inside it, and nothing else', () => {
    const [inside, outside] = [add('end', 40, 60), add('end', 900)];
    const mark = { x: 0, y: 0, width: 400, height: 300, color: 'blue' as const, group: 'All' };
    store.replace('Group', setMark(store.definition(), 'g', mark));
    store.select('g');
    moving.nudge({ x: 22, y: 0 });
    expect([at('g'), at(inside), at(outside)]).toEqual([
      { ...mark, x: 22 },
      { x: 62, y: 60 },
      { x: 900, y: 0 },
    ]);
  });

  it('puts a node that nothing leads to into the wire it is dropped on', () => {
    const [a, end] = [add('message', 0), add('end', 440)];
    store.connect({ nodeId: a, exit: 'next' }, end);
    const loose = add('message', 0, 300);
    wire = { nodeId: a, exit: 'next' };
    moving.start(loose);
    moving.to({ x: 220, y: -300 });
    moving.drop();
    expect(store.node(a)?.exits['next']).toBe(loose);
    expect(store.node(loose)?.exits['next']).toBe(end);
    store.undo();
    expect([store.node(a)?.exits['next'], at(loose)]).toEqual([end, { x: 0, y: 300 }]);
  });

  it('leaves connected nodes out of wires they pass', () => {
    const [a, b] = [add('message', 0), add('message', 220)];
    store.connect({ nodeId: a, exit: 'next' }, b);
    wire = { nodeId: a, exit: 'next' };
    moving.start(b);
    moving.to({ x: 22, y: 0 });
    expect(moving.dropWire()).toBeNull();
  });

  it('keeps a card where it is while two fingers zoom', () => {
    const a = add('message', 0);
    moving.start(a);
    moving.pinching = true;
    expect(moving.to({ x: 300, y: 300 })).toEqual({ x: 0, y: 0 });
  });
});
