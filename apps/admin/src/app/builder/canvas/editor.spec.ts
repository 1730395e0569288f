/** @jest-environment node */
import { signal } from '@angular/core';
import { type Facts, exitsOf } from '@calldocker/flow-engine';
import { DraftStore } from '../draft/draft-store';
import { Editor } from './editor';
import { Moving } from './moving';
import { cardBox, overlaps } from './geometry';
import { Viewport } from './viewport';

describe('Editor', () => {
  let store: DraftStore;
  let editor: Editor;
  let said: string[];

  beforeEach(() => {
    said = [];
    store = new DraftStore(signal<Facts>({}));
    const viewport = new Viewport();
    viewport.size.set({ width: 1_000, height: 700 });
    const say = (text: string): number => said.push(text);
    const storage = { getItem: () => null, setItem: () => undefined };
    editor = new Editor(store, viewport, new Moving(store, viewport, say, () => null, storage), say);
  });

  it('puts nodes that are added without a drag to the right of the last, over no other', () => {
    const ids = [editor.create('menu'), editor.create('video'), editor.create('message')];
    store.select(ids[0] ?? '');
    ids.push(editor.create('end'));
    const boxes = Object.entries(store.definition().nodes).map(([id, node]) =>
      cardBox(store.definition().layout[id] ?? { x: 0, y: 0 }, exitsOf(node).length),
    );
    expect(boxes.filter((box, i) => boxes.some((other, j) => i !== j && overlaps(box, other)))).toEqual([]);
  });

  it('says what it did, for those who do not see the canvas', () => {
    const video = editor.create('video');
    const end = editor.create('end');
    editor.connect({ nodeId: video, exit: 'next' }, end);
    editor.disconnect({ nodeId: video, exit: 'next' });
    store.select(end);
    editor.remove();
    editor.undo();
    expect(said).toEqual([
      'Video added',
      'End added',
      'Next of Video now goes to End',
      'Next of Video leads nowhere now',
      'End deleted. Undo brings it back.',
      'Undone: Delete End',
    ]);
  });

  it('offers the first open exit of a node to connect', () => {
    const video = editor.create('video');
    const end = editor.create('end');
    editor.openConnectOf(video);
    expect(editor.choosing()?.from).toEqual({ nodeId: video, exit: 'next' });
    editor.connect({ nodeId: video, exit: 'next' }, end);
    editor.openConnectOf(video);
    expect(editor.choosing()?.from).toEqual({ nodeId: video, exit: 'failed' });
  });

  it('makes a node where a wire was let go, its in-port under the pointer, and connects it', () => {
    const video = editor.create('video');
    const from = { nodeId: video, exit: 'next' };
    editor.openConnect(from, { x: 500, y: 300 });
    const made = editor.create('menu', editor.choosing()?.place ?? null, { from });
    expect(store.definition().layout[made]).toEqual({ x: 505, y: 277 });
    expect(store.node(video)?.exits['next']).toBe(made);
  });

  it('puts a new node into a wire, and takes a click on a node for the answer to “Connect to…”', () => {
    const [video, end] = [editor.create('video'), editor.create('end')];
    const next = { nodeId: video, exit: 'next' };
    editor.openConnectOf(video);
    expect(editor.answerWith(end)).toBe(true);
    expect(store.node(video)?.exits['next']).toBe(end);
    expect(editor.answerWith(end)).toBe(false);
    editor.openInsertAfter(video);
    expect(editor.choosing()).toMatchObject({ from: null, onEdge: next });
    const between = editor.create('message', null, { onEdge: editor.choosing()?.onEdge });
    expect([store.node(video)?.exits['next'], store.node(between)?.exits['next']]).toEqual([between, end]);
  });

  it('moves the beginning of a wire to the first open exit of the node that is clicked, in one step back', () => {
    const [video, other, end] = [editor.create('video'), editor.create('video'), editor.create('end')];
    const next = { nodeId: video, exit: 'next' };
    editor.openBegin(next);
    expect(editor.choosing()).toBeNull();
    expect(said.at(-1)).toBe('Next of Video leads nowhere yet');
    editor.connect(next, end);
    editor.openBegin(next);
    expect(editor.answerWith(end)).toBe(false);
    expect(editor.answerWith(other)).toBe(true);
    expect([store.node(video)?.exits['next'] ?? null, store.node(other)?.exits['next']]).toEqual([null, end]);
    editor.undo();
    expect([store.node(video)?.exits['next'], store.node(other)?.exits['next'] ?? null]).toEqual([end, null]);
  });

  it('moves all that is selected by one step of the grid', () => {
    const [a, b] = [editor.create('video'), editor.create('end')];
    const before = { ...store.definition().layout };
    store.select(a, b);
    editor.nudge('down');
    const after = store.definition().layout;
    expect([a, b].map((id) => (after[id]?.y ?? 0) - (before[id]?.y ?? 0))).toEqual([22, 22]);
  });

  it('calls a new node’s empty fields wrong only once it was left, or somebody asked', () => {
    const video = editor.create('video');
    expect(store.fresh()).toBe(video);
    editor.create('end');
    store.select(video);
    expect(store.fresh()).toBeNull();
  });
});
