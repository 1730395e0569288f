/**
 * Compiles a flow for XState 5: nodes become states, exits transitions, rows guards, values context; a door is a sibling
 * state from which a history state leads back. Made from the format's description, not from the engine, so that the two can be
 * held against each other.
 */
import type { AskNode, AudioNode, Definition, FlowNode, MenuNode, NodeOf, VideoNode } from '../src/index.js';
import { chartOf, opened, type Media, type Miss } from './xstate-chart.js';
import { mediaIn, RULES, type Rules } from './xstate-rules.js';

const COMPILED = [
  'video',
  'audio',
  'message',
  'menu',
  'ask',
  'branch',
  'hours',
  'split',
  'set',
  'callback',
  'end',
] as const;

/** Whether all its nodes are of kinds that are compiled here. */
export function canCompile({ nodes }: Definition): boolean {
  return Object.values(nodes).every(({ kind }) => COMPILED.some((one) => one === kind));
}

export function compile(definition: Definition, rules: Rules = RULES) {
  const { chart, stateOf, exitFrom } = compiler(definition, rules);
  const { start } = definition;
  return chart.createMachine({
    context: ({ input }) => opened(definition, input, rules),
    initial: 'begin',
    states: {
      begin: { always: exitFrom({ begin: start }, 'begin') },
      ...Object.fromEntries(Object.entries(definition.nodes).map(([id, node]) => [id, stateOf(id, node)])),
      ended: { id: 'ended', type: 'final' },
    },
    on: {
      leave: { target: '#ended', actions: { type: 'finish', params: { outcome: 'abandoned' } } },
      ...(definition.languages.length > 1 && { language: { guard: 'speaks', actions: 'speak' } }),
    },
  });
}

function compiler(definition: Definition, rules: Rules) {
  const chart = chartOf(definition, rules);
  type StateConfig = Parameters<typeof chart.createStateConfig>[0];
  type Events = NonNullable<StateConfig['on']>;

  /** The transition of an exit; one that leads nowhere ends the session as failed. */
  function leadsTo(exits: FlowNode['exits'], exit: string) {
    const to = exits[exit] || exits[rules.fallbacks[exit] ?? ''] || '';
    if (Object.hasOwn(definition.nodes, to)) return { target: `#node-${to}`, reenter: true } as const;
    return { target: '#ended', actions: [{ type: 'finish', params: { outcome: 'failed' } }] } as const;
  }

  /** The same without an input: only so many nodes in a row. */
  function passes(exits: FlowNode['exits'], ways: { exit: string; guard?: Guard }[]) {
    const failed = { ...leadsTo({}, ''), guard: 'tooManyInARow' } as const;
    return [failed, ...ways.map(({ exit, guard }) => ({ ...leadsTo(exits, exit), ...(guard && { guard }) }))];
  }
  type Guard =
    | { type: 'takes'; params: { node: NodeOf<'branch'>; row: string } }
    | { type: 'draws'; params: { node: NodeOf<'split'>; id: string; arm: string } }
    | { type: 'isNow'; params: { node: NodeOf<'hours'>; answer: string } };

  /** Once more, the prompt's media being over; or out, the tries being used up. */
  function misses(node: { exits: FlowNode['exits']; retries: number; media?: Media }, after: Miss) {
    const guard = { type: 'isLastTry', params: { after, retries: node.retries } } as const;
    const again = { actions: [{ type: 'tryAgain', params: { after } }] } as const;
    return [
      { ...leadsTo(node.exits, after), guard },
      mediaIn(node.media, definition) ? { ...again, target: 'open' } : again,
    ] as const;
  }

  /** A state in which the visitor is at the node, or at a door that lies over it and gives back what was beneath. */
  function waits(id: string, at: StateConfig, before = 'at'): StateConfig {
    const back = { target: rules.doorRemembers ? before : 'at', actions: 'stay' } as const;
    const door = { target: 'door', actions: 'stay' } as const;
    const called = { type: 'canBeCalled', params: { country: undefined } } as const;
    const call = { type: 'call', params: { country: undefined } } as const;
    const over = { type: 'finish', params: { outcome: 'callback' } } as const;
    const phone = [{ guard: called, target: '#ended', actions: [call, over] }, { actions: 'stay' }] as const;
    return {
      id: `node-${id}`,
      entry: { type: 'enter', params: { node: id, rests: true } },
      initial: 'at',
      states: {
        at: { ...at, on: { ...at.on, door } },
        door: { on: { back, timeout: back, phone, door: { actions: 'stay' } } },
      },
    };
  }

  /** A question: while its media play, `during` is taken; then `open`. */
  function asks(id: string, media: Media, during: Events, open: Events): StateConfig {
    if (!mediaIn(media, definition)) return waits(id, { on: open });
    const over = { target: 'open', actions: 'stay' } as const;
    const playing = { ...during, mediaEnd: over, mediaFailed: over, timeout: over };
    const states = { playing: { on: playing }, open: { on: open }, asBefore: { type: 'history' } } as const;
    return waits(id, { initial: 'playing', states }, 'at.asBefore');
  }

  function plays(id: string, { media, skippable, exits }: VideoNode | AudioNode): StateConfig {
    if (!mediaIn(media, definition)) return { ...passing(id), always: passes(exits, [{ exit: 'failed' }]) };
    return waits(id, {
      on: {
        mediaEnd: leadsTo(exits, 'next'),
        mediaFailed: leadsTo(exits, 'failed'),
        timeout: leadsTo(exits, 'failed'),
        ...(skippable && { skip: leadsTo(exits, 'next') }),
      },
    });
  }

  function passing(id: string) {
    return { id: `node-${id}`, entry: [{ type: 'enter', params: { node: id, rests: false } } as const] };
  }

  function offers(id: string, node: MenuNode): StateConfig {
    const chosen = ({ id: choice }: MenuNode['choices'][number]) => leadsTo(node.exits, `choice:${choice}`);
    const answers: Events = {
      choice: node.choices.map((choice) => ({
        ...chosen(choice),
        guard: { type: 'chose', params: { choice: choice.id } } as const,
      })),
      key: [
        ...node.choices.flatMap((choice) =>
          choice.key === undefined
            ? []
            : [{ ...chosen(choice), guard: { type: 'pressed', params: { key: choice.key } } as const }],
        ),
        ...misses(node, 'noMatch'),
      ],
      speech: [
        ...node.choices.map((choice) => ({ ...chosen(choice), guard: { type: 'said', params: { choice } } as const })),
        ...misses(node, 'noMatch'),
      ],
    };
    const during = node.bargeIn || !rules.mediaHoldsBack ? answers : {};
    return asks(id, node.media, during, { ...answers, timeout: misses(node, 'noInput') });
  }

  function questions(id: string, node: AskNode): StateConfig {
    const answer = [
      {
        ...leadsTo(node.exits, 'next'),
        guard: { type: 'answers', params: { node } },
        actions: [{ type: 'keep', params: { node } }, ...(leadsTo(node.exits, 'next').actions ?? [])],
      },
      ...misses(node, 'noMatch'),
    ] as const;
    const answers: Events = {
      text: answer,
      speech: answer,
      ...(node.answer === 'rating' && { key: answer }),
      ...(node.optional && { skip: leadsTo(node.exits, 'next') }),
    };
    return asks(id, node.media, answers, { ...answers, timeout: misses(node, 'noInput') });
  }

  function takesNumber(id: string, node: NodeOf<'callback'>): StateConfig {
    const params = { country: node.country };
    const booked = leadsTo(node.exits, 'booked');
    return asks(
      id,
      undefined,
      {},
      {
        phone: [
          {
            ...booked,
            guard: { type: 'canBeCalled', params },
            actions: [{ type: 'call', params }, ...(booked.actions ?? [])],
          },
          ...misses(node, 'noMatch'),
        ],
        timeout: misses(node, 'noInput'),
      },
    );
  }

  function stateOf(id: string, node: FlowNode): StateConfig {
    switch (node.kind) {
      case 'video':
      case 'audio':
        return plays(id, node);
      case 'message': {
        const on = leadsTo(node.exits, 'next');
        return asks(id, undefined, {}, { continue: on, timeout: on });
      }
      case 'menu':
        return offers(id, node);
      case 'ask':
        return questions(id, node);
      case 'callback':
        return takesNumber(id, node);
      case 'branch': {
        const rows = [...node.rows.map((row) => `row:${row.id}`), 'otherwise'];
        const ways = rows.map((row) => ({ exit: row, guard: { type: 'takes', params: { node, row } } as const }));
        return { ...passing(id), always: passes(node.exits, ways) };
      }
      case 'hours': {
        const ways = ['open', 'closed', 'holiday', 'emergency'].map((answer) => ({
          exit: answer,
          guard: { type: 'isNow', params: { node, answer } } as const,
        }));
        return { ...passing(id), always: passes(node.exits, ways) };
      }
      case 'split': {
        const ways = node.arms.map((arm) => {
          const exit = `arm:${arm.id}`;
          return { exit, guard: { type: 'draws', params: { node, id, arm: exit } } as const };
        });
        return { ...passing(id), always: passes(node.exits, ways) };
      }
      case 'set': {
        const entry = [...passing(id).entry, { type: 'set', params: { assignments: node.assignments } } as const];
        return { ...passing(id), entry, always: passes(node.exits, [{ exit: 'next' }]) };
      }
      case 'end': {
        const finish = { type: 'finish', params: { outcome: node.outcome } } as const;
        return { ...passing(id), entry: [...passing(id).entry, finish], type: 'final' };
      }
      default:
        throw new Error(`The kind ${JSON.stringify(node)} is not compiled.`);
    }
  }

  return { chart, stateOf, exitFrom: leadsTo };
}
