/** @jest-environment node */
import { signal } from '@angular/core';
import type { Facts } from '@calldocker/flow-engine';
import { DraftStore } from './draft-store';
import { newNode } from './new-node';

describe('DraftStore', () => {
  let clock: number;
  let store: DraftStore;

  beforeEach(() => {
    clock = 1_000_000;
    store = new DraftStore(signal<Facts>({}), () => clock);
  });

  const add = (kind: 'video' | 'menu' | 'message' | 'end', x = 0): string =>
    store.addNode(newNode(kind, store.definition(), 'en'), { x, y: 0 });
  const message = (id: string) => {
    const node = store.node(id);
    if (node?.kind !== 'message') throw new Error('not a message');
    return node;
  };

  it('starts the flow at the first node that is added, and selects it', () => {
    const video = add('video');
    expect(store.definition().start).toBe(video);
    expect(store.current()).toBe(video);
  });

  it('gives each new node a name that the flow does not have yet', () => {
    const names = [add('video'), add('video'), add('video')].map((id) => store.nameOf(id));
    expect(names).toEqual(['Video', 'Video 2', 'Video 3']);
  });

  it('takes in what somebody else did without undoing it with one’s own acts', () => {
    const id = add('message');
    store.rename(id, 'Hello');
    store.bring((draft) => ({ ...draft, languages: ['en', 'de'] }));
    expect(store.nameOf(id)).toBe('Hello');
    store.undo();
    expect(store.nameOf(id)).toBe('Message');
    expect(store.definition().languages).toEqual(['en', 'de']);
    store.redo();
    expect(store.nameOf(id)).toBe('Hello');
    expect(store.definition().languages).toEqual(['en', 'de']);
  });

  it('connects an exit, moves the edge on reconnecting, and takes it away', () => {
    const [video, menu, end] = [add('video'), add('menu'), add('end')];
    const next = { nodeId: video, exit: 'next' };
    store.connect(next, menu);
    store.connect(next, end);
    expect(store.node(video)?.exits).toEqual({ next: end });
    store.disconnect(next);
    expect(store.node(video)?.exits).toEqual({ next: null });
  });

  it('adds and connects in one step, so that one undo takes both back', () => {
    const video = add('video');
    const before = store.definition();
    store.addNode(newNode('end', before, 'en'), { x: 200, y: 0 }, { from: { nodeId: video, exit: 'next' } });
    store.undo();
    expect(store.definition()).toBe(before);
  });

  it('puts a node into an edge: what led from A to B leads over it', () => {
    const [video, end] = [add('video'), add('end')];
    const edge = { nodeId: video, exit: 'next' };
    store.connect(edge, end);
    const between = store.addNode(newNode('message', store.definition(), 'en'), { x: 100, y: 0 }, { onEdge: edge });
    expect(store.node(video)?.exits['next']).toBe(between);
    expect(store.node(between)?.exits['next']).toBe(end);
  });

  it('takes the edges that led to a deleted node with it, and undo brings all of it back', () => {
    const [video, end] = [add('video'), add('end')];
    store.connect({ nodeId: video, exit: 'next' }, end);
    const before = store.definition();
    store.remove([end]);
    expect(store.node(video)?.exits['next']).toBeNull();
    expect(store.definition().layout[end]).toBeUndefined();
    expect(store.current()).toBeNull();
    store.undo();
    expect(store.definition()).toBe(before);
  });

  it('leaves the flow without a start when its first node is deleted', () => {
    const video = add('video');
    add('end');
    store.remove([video]);
    expect(store.definition().start).toBeNull();
  });

  it('takes the edge of a menu choice away together with the choice', () => {
    const [menu, end] = [add('menu'), add('end')];
    store.connect({ nodeId: menu, exit: 'choice:2' }, end);
    const node = store.node(menu);
    if (node?.kind !== 'menu') throw new Error('not a menu');
    store.updateNode<'menu'>(menu, { ...node, choices: node.choices.slice(0, 1) });
    expect(store.node(menu)?.exits).not.toHaveProperty('choice:2');
  });

  it('undoes and redoes without a limit, to the very same drafts', () => {
    const drafts = [store.definition()];
    for (let i = 0; i < 300; i++) {
      add('message', i);
      drafts.push(store.definition());
    }
    for (const draft of drafts.slice(0, -1).reverse()) {
      store.undo();
      expect(store.definition()).toBe(draft);
    }
    expect(store.undo()).toBeNull();
    for (const draft of drafts.slice(1)) {
      store.redo();
      expect(store.definition()).toBe(draft);
    }
    expect(store.redo()).toBeNull();
  });

  it('forgets what could be redone once something new is done', () => {
    add('video');
    store.undo();
    add('menu');
    expect(store.redoLabel()).toBeNull();
  });

  it('makes one undo entry of a run of typing, and another after a pause', () => {
    const id = add('message');
    const type = (text: string): void => {
      store.updateNode<'message'>(id, { ...message(id), text: { en: text } }, 'text');
      clock += 100;
    };
    for (const text of ['H', 'He', 'Hello']) type(text);
    clock += 5_000;
    type('Hello you');
    store.undo();
    expect(message(id).text).toEqual({ en: 'Hello' });
    store.undo();
    expect(message(id).text).toEqual({ en: '' });
  });

  it('does not join typing in two fields, nor across leaving the field', () => {
    const id = add('message');
    store.updateNode<'message'>(id, { ...message(id), text: { en: 'a' } }, 'text');
    store.rename(id, 'Hi');
    store.settle();
    store.rename(id, 'Hi there');
    store.undo();
    expect(store.nameOf(id)).toBe('Hi');
    store.undo();
    expect(store.nameOf(id)).toBe('Message');
    expect(message(id).text).toEqual({ en: 'a' });
  });

  it('makes one entry of an arrow key that is held down', () => {
    const id = add('video');
    for (let x = 22; x <= 110; x += 22) store.move({ [id]: { x, y: 0 } }, true);
    store.undo();
    expect(store.definition().layout[id]).toEqual({ x: 0, y: 0 });
  });

  it('records nothing for an act that changes nothing', () => {
    const [video, end] = [add('video'), add('end')];
    const before = store.undoLabel();
    store.move({ [video]: { x: 0.2, y: 0 } });
    store.connect({ nodeId: video, exit: 'next' }, 'nobody');
    store.setStart(video);
    store.rename(end, 'End');
    expect(store.undoLabel()).toBe(before);
  });

  it('leaves every other node as it is when one changes, and all of them when one moves', () => {
    const [video, end] = [add('video'), add('end')];
    const { nodes } = store.definition();
    store.move({ [video]: { x: 50, y: 50 } });
    expect(store.definition().nodes).toBe(nodes);
    store.rename(video, 'Welcome');
    expect(store.definition().nodes[end]).toBe(nodes[end]);
  });

  it('does not run the checks again for a move', () => {
    const video = add('video');
    const issues = store.issues();
    store.move({ [video]: { x: 500, y: 500 } });
    expect(store.issues()).toBe(issues);
  });

  it('names the open exits as problems of their node', () => {
    const video = add('video');
    expect(store.issuesByNode().get(video)).toContainEqual(
      expect.objectContaining({ code: 'exit.dangling', exit: 'next', severity: 'error' }),
    );
  });

  it('writes in the flow’s own language once the chosen one is removed', () => {
    store.setLanguages(['en', 'de']);
    store.write('de');
    expect(store.language()).toBe('de');
    store.setLanguages(['en']);
    expect(store.language()).toBe('en');
  });

  it('ignores every act while it is locked', () => {
    const video = add('video');
    const before = store.definition();
    store.lock(true);
    store.rename(video, 'No');
    store.remove([video]);
    store.undo();
    expect(store.definition()).toBe(before);
  });
});
