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

  describe('through subflows', () => {
    const within = <Told extends FlowEvent | Segment>(one: Told): Told => ({ ...one, flow: 'sub@active' });
    const rows = (events: FlowEvent[], segments: Segment[]): unknown[] =>
      interactionsOf({ events, segments, state }).map(({ type, flow, nodeId, exit, to }) => [
        type,
        ...[flow, nodeId, exit, to],
      ]);

    it('takes nodes of one id in two flows for two', () => {
      expect(
        rows(
          [
            event('answered', 'menu'),
            event('entered', 'through'),
            event('called', 'through'),
            within(event('entered', 'menu')),
            within(event('entered', 'over')),
            event('returned', 'through'),
            event('entered', 'menu'),
          ],
          [edge('menu', 'a', 'through'), within(edge('menu', 'b', 'over')), edge('through', 'returned', 'menu')],
        ),
      ).toEqual([
        ['answered', null, 'menu', 'a', 'through'],
        ['entered', null, 'through', null, null],
        ['called', null, 'through', null, null],
        ['entered', 'sub@active', 'menu', 'b', 'over'],
        ['entered', 'sub@active', 'over', null, null],
        ['returned', null, 'through', 'returned', 'menu'],
        ['entered', null, 'menu', null, null],
      ]);
    });

    it('takes a flow’s first node for entered without an edge, though one leads there later', () => {
      expect(
        rows(
          [
            event('entered', 'through'),
            event('called', 'through'),
            within(event('entered', 'first')),
            within(event('set', 'first')),
            within(event('entered', 'first')),
          ],
          [edge('video', 'next', 'through'), within(edge('first', 'next', 'first'))],
        ),
      ).toEqual([
        ['left', null, 'video', 'next', 'through'],
        ['entered', null, 'through', null, null],
        ['called', null, 'through', null, null],
        ['entered', 'sub@active', 'first', null, null],
        ['set', 'sub@active', 'first', 'next', 'first'],
        ['entered', 'sub@active', 'first', null, null],
      ]);
    });

    it('goes on behind an edge of a subflow that led nowhere', () => {
      expect(
        rows(
          [
            within(event('answered', 'menu')),
            within(event('failed', 'menu')),
            event('returned', 'through'),
            event('entered', 'sorry'),
          ],
          [within(edge('menu', 'a', null)), edge('through', 'failed', 'sorry')],
        ),
      ).toEqual([
        ['answered', 'sub@active', 'menu', null, null],
        ['failed', 'sub@active', 'menu', 'a', null],
        ['returned', null, 'through', 'failed', 'sorry'],
        ['entered', null, 'sorry', null, null],
      ]);
    });
  });
});
