/** @jest-environment node */
import { signal } from '@angular/core';
import type { Facts } from '@calldocker/flow-engine';
import { DraftStore } from '../draft/draft-store';
import { newNode } from '../draft/new-node';
import { Drawing } from './cards';

describe('Drawing', () => {
  const store = new DraftStore(signal<Facts>({}));
  const add = (kind: 'video' | 'menu' | 'end', x: number): string =>
    store.addNode(newNode(kind, store.definition(), 'en'), { x, y: 0 });
  const drawing = new Drawing();
  const read = () =>
    drawing.readCards({
      draft: store.definition(),
      issues: store.issuesByNode(),
      language: 'en',
      summary: (node) => node.kind,
      picture: () => null,
    });
  const video = add('video', 0);
  const menu = add('menu', 226);
  const end = add('end', 452);

  it('hands out the same card as long as nothing on it changed', () => {
    const before = read();
    store.move({ [end]: { x: 500, y: 40 } });
    const after = read();
    expect(after.get(video)).toBe(before.get(video));
    expect(after.get(menu)).toBe(before.get(menu));
    expect(after.get(end)).not.toBe(before.get(end));
  });

  it('redraws the card whose exit names a node that got another name, and no other', () => {
    store.connect({ nodeId: video, exit: 'next' }, menu);
    const before = read();
    store.rename(menu, 'How can we help?');
    const after = read();
    expect(after.get(video)?.exits[0]?.toName).toBe('How can we help?');
    expect(after.get(end)).toBe(before.get(end));
  });

  it('draws a wire forward, a chip backward, and nothing for an open exit', () => {
    store.connect({ nodeId: menu, exit: 'noMatch' }, video);
    const cards = read();
    expect(cards.get(video)?.exits.map(({ shape }) => shape)).toEqual(['wire', 'open']);
    expect(cards.get(menu)?.exits.find(({ id }) => id === 'noMatch')?.shape).toBe('chip');
    expect(drawing.readWires(cards).map(({ id }) => id)).toEqual([`${video} next`]);
  });

  it('shows the key of each menu choice', () => {
    expect(
      read()
        .get(menu)
        ?.exits.map(({ key }) => key),
    ).toEqual(['1', '2', null, null]);
  });
});
