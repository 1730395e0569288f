import type { Interaction } from '../api/types';
import { exitName, pathOf } from './session-path';

const START = Date.parse('2026-11-24T10:00:00Z');

function told(type: string, node: string, second: number, edit: Partial<Interaction> = {}): Interaction {
  const at = new Date(START + second * 1000).toISOString();
  return {
    seq: second,
    n: 0,
    type,
    flow: null,
    nodeId: node,
    nodeName: node.toUpperCase(),
    nodeKind: 'menu',
    exit: null,
    exitLabel: null,
    to: null,
    toName: null,
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
        told('answered', 'welcome', 12, { exit: 'next', exitLabel: 'Next', to: 'menu', data: { by: 'mediaEnd' } }),
        told('entered', 'menu', 12),
        told('no-input', 'menu', 27, { data: { try: 1 } }),
        told('answered', 'menu', 30, {
          exit: 'choice:order',
          exitLabel: 'Find my order',
          data: { choice: 'order', by: 'key' },
        }),
      ],
      null,
    );
    expect(path.map((stop) => [stop.name, stop.seconds, stop.exit])).toEqual([
      ['WELCOME', 12, 'Next'],
      ['MENU', null, 'Find my order'],
    ]);
    expect(path[1]?.notes).toEqual(['No answer in time', 'Chose Find my order, by key']);
  });

  it('shows a node that was visited twice as two stops', () => {
    const path = pathOf(
      [told('entered', 'menu', 0, { exit: 'noInput', to: 'menu' }), told('entered', 'menu', 10)],
      null,
    );
    expect(path).toHaveLength(2);
  });

  it('makes an exit’s id readable where its label is not known any more', () => {
    const [stop] = pathOf([told('answered', 'menu', 0, { exit: 'noInput' })], null);
    expect(stop?.exit).toBe('No input');
  });

  it('takes nodes of one id in two flows for two stops, and says where one leads into the other', () => {
    const within = { flow: 'survey@3' };
    const path = pathOf(
      [
        told('entered', 'ask', 0),
        told('called', 'ask', 0, { data: { flow: 'survey@3' } }),
        told('entered', 'ask', 0, within),
        told('answered', 'ask', 5, { ...within, exit: 'next' }),
        told('returned', 'ask', 5, { exit: 'returned', exitLabel: 'Returned' }),
      ],
      null,
    );
    expect(path.map(({ flow, notes, exit }) => [flow, notes.at(-1), exit])).toEqual([
      [null, 'Into the flow survey, version 3', null],
      ['survey@3', 'Went on', 'Next'],
      [null, 'Back from it', 'Returned'],
    ]);
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
    expect(['next', 'noInput', 'choice:order', 'arm:b'].map(exitName)).toEqual([
      'Next',
      'No input',
      'Choice order',
      'Arm b',
    ]);
  });
});
