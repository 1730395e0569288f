import type { FlowEvent, Segment, State } from '@calldocker/flow-engine';
import { interactionsOf } from './interactions.js';

const event = (type: FlowEvent['type'], nodeId: string): FlowEvent => ({ type, nodeId, data: {} });
const edge = (nodeId: string, exit: string, to: string | null): Segment => ({ nodeId, exit, to });
const state = { nodeId: 'here' } as State;

const told = (events: FlowEvent[], segments: Segment[]): unknown[] =>
  interactionsOf({ events, segments, state }).map(({ type, nodeId, exit, to }) => [type, nodeId, exit, to]);

describe('the log of a step', () => {
  it('writes an edge on the last row of the node it leaves', () => {
    expect(
      told(
        [event('answered', 'menu'), event('entered', 'set'), event('set', 'set'), event('entered', 'menu')],
        [edge('menu', 'choice:a', 'set'), edge('set', 'next', 'menu')],
      ),
    ).toEqual([
      ['answered', 'menu', 'choice:a', 'set'],
      ['entered', 'set', null, null],
      ['set', 'set', 'next', 'menu'],
      ['entered', 'menu', null, null],
    ]);
  });

  it('tells of a node that was left without a word', () => {
    expect(told([event('entered', 'menu')], [edge('video', 'next', 'menu')])).toEqual([
      ['left', 'video', 'next', 'menu'],
      ['entered', 'menu', null, null],
    ]);
  });

  it('tells of an edge that leads nowhere', () => {
    expect(
      told([event('answered', 'menu'), event('failed', 'menu'), event('ended', 'menu')], [edge('menu', 'x', null)]),
    ).toEqual([
      ['answered', 'menu', null, null],
      ['failed', 'menu', null, null],
      ['ended', 'menu', 'x', null],
    ]);
  });

  it('follows a node that leads back to itself', () => {
    expect(told([event('answered', 'menu'), event('entered', 'menu')], [edge('menu', 'again', 'menu')])).toEqual([
      ['answered', 'menu', 'again', 'menu'],
      ['entered', 'menu', null, null],
    ]);
  });

  it('has a row even where nothing happened, for it carries the answer', () => {
    expect(told([], [])).toEqual([['stayed', 'here', null, null]]);
  });
});
