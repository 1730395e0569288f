import type { Interaction } from '../api/types';
import { exitName, pathOf } from './session-path';

const START = Date.parse('2026-11-24T10:00:00Z');

function told(type: string, node: string, second: number, edit: Partial<Interaction> = {}): Interaction {
  const at = new Date(START + second * 1000).toISOString();
  return {
    seq: second,
    n: 0,
    type,
    nodeId: node,
    nodeName: node.toUpperCase(),
    nodeKind: 'menu',
    exit: null,
    to: null,
    data: {},
    at,
    ...edit,
  };
}

describe('pathOf', () => {
  it('makes one stop of each node, with what happened there and the exit taken', () => {
    const path = pathOf(
      [
        told('started', 'welcome', 0),
        told('entered', 'welcome', 0),
        told('answered', 'welcome', 12, { exit: 'next', to: 'menu', data: { by: 'mediaEnd' } }),
        told('entered', 'menu', 12),
        told('no-input', 'menu', 27, { data: { try: 1 } }),
        told('answered', 'menu', 30, { exit: 'choice:order', data: { choice: 'order', by: 'key' } }),
      ],
      null,
    );
    expect(path.map((stop) => [stop.name, stop.seconds, stop.exit])).toEqual([
      ['WELCOME', 12, 'next'],
      ['MENU', null, 'choice:order'],
    ]);
    expect(path[1]?.notes).toEqual(['No answer in time', 'Chose order, by key']);
  });

  it('shows a node that was visited twice as two stops', () => {
    const path = pathOf(
      [told('entered', 'menu', 0, { exit: 'noInput', to: 'menu' }), told('entered', 'menu', 10)],
      null,
    );
    expect(path).toHaveLength(2);
  });

  it('closes the last stop when the session has ended', () => {
    const path = pathOf(
      [told('entered', 'end', 0), told('ended', 'end', 0, { data: { outcome: 'served' } })],
      new Date(START + 5000).toISOString(),
    );
    expect(path[0]).toMatchObject({ seconds: 5, notes: ['Ended: served'] });
  });

  it('says that an answer is personal, never what it was', () => {
    const [stop] = pathOf([told('answered', 'name', 0, { data: { variable: 'name' } })], null);
    expect(stop?.notes).toEqual(['Gave name, which is personal']);
  });

  it('marks a stop where something failed, in words', () => {
    const [stop] = pathOf([told('failed', 'welcome', 0, { data: { code: 'media.failed', contentId: 'm1' } })], null);
    expect(stop).toMatchObject({ failed: true, notes: ['The media did not play'] });
  });
});

describe('exitName', () => {
  it('reads like words', () => {
    expect(['next', 'noInput', 'choice:order', 'row:r1'].map(exitName)).toEqual([
      'Next',
      'No input',
      'Choice order',
      'Row r1',
    ]);
  });
});
