/** The words of the statecharts that flows are compiled to: what a session remembers, and its guards and actions. */
import { assign, setup } from 'xstate';
import type {
  AskNode,
  Assignment,
  Definition,
  Input,
  Localized,
  MediaReference,
  MenuNode,
  NodeOf,
  Outcome,
  Schedule,
} from '../src/index.js';
import {
  allAssigned,
  answerTo,
  assigned,
  countryFor,
  languageFor,
  numberIn,
  rowFor,
  type Rules,
  type Values,
} from './xstate-rules.js';

/** What a session brings along. */
export interface Opening {
  languages: string[];
  variables?: Values;
  now: number;
  contact: string;
  schedules?: Record<string, Schedule>;
}

export interface Memory {
  language: string;
  now: number;
  contact: string;
  schedules: Record<string, Schedule>;
  values: Values;
  /** The nodes entered since the last input. */
  path: string[];
  /** Whether the last of them waits for an input: the path then begins anew. */
  rests: boolean;
  tries: { noInput: number; noMatch: number };
  /** Numbers to call back. */
  calls: string[];
  outcome: Outcome | null;
}

export type Media = Localized<MediaReference> | undefined;

export type Miss = 'noInput' | 'noMatch';

export function opened(
  definition: Definition,
  { languages, variables = {}, now, contact, schedules = {} }: Opening,
  rules: Rules,
): Memory {
  let values: Values = {};
  for (const [name, { initial }] of Object.entries(definition.variables)) if (initial != null) values[name] = initial;
  for (const name of Object.keys(definition.variables)) {
    const given = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (given !== undefined) values = assigned(values, name, given, definition, rules);
  }
  const language = languageFor(languages, definition);
  return {
    language,
    now,
    contact,
    schedules,
    values,
    path: [],
    rests: true,
    tries: NO_TRIES,
    calls: [],
    outcome: null,
  };
}

const NO_TRIES = { noInput: 0, noMatch: 0 };

export function chartOf(definition: Definition, rules: Rules) {
  return setup({
    types: { context: {} as Memory, events: {} as Input, input: {} as Opening },
    guards: {
      tooManyInARow: ({ context }) => context.path.length >= rules.nodesInARow,
      takes: ({ context }, { node, row }: { node: NodeOf<'branch'>; row: string }) =>
        rowFor(node.rows, context.values, rules) === row,
      isNow: ({ context }, { node, answer }: { node: NodeOf<'hours'>; answer: string }) => {
        const schedule = node.schedule === undefined ? node : context.schedules[node.schedule];
        return (schedule === undefined ? 'closed' : rules.opening(schedule, context.now)) === answer;
      },
      draws: ({ context }, { node, id, arm }: { node: NodeOf<'split'>; id: string; arm: string }) =>
        rules.armFor(node, `${node.experiment ?? id}\0${context.contact}`) === arm,
      speaks: ({ event }) => event.type === 'language' && definition.languages.includes(event.language),
      chose: ({ event }, { choice }: { choice: string }) => event.type === 'choice' && event.choiceId === choice,
      pressed: ({ event }, { key }: { key: string }) => event.type === 'key' && event.key === key,
      said: ({ context, event }, { choice }: { choice: MenuNode['choices'][number] }) => {
        const render = (template: string) => rules.rendered(template, context.values);
        return rules.said(choice, typed(event), context.language, definition, render);
      },
      answers: ({ context, event }, { node }: { node: AskNode }) =>
        answerTo(node, typed(event), context.language, definition) !== undefined,
      canBeCalled: ({ context, event }, { country }: { country: string | undefined }) =>
        numberIn(typed(event), countryFor(context.language, definition, country)) !== undefined,
      isLastTry: ({ context }, { after, retries }: { after: Miss; retries: number }) => {
        const { noInput, noMatch } = context.tries;
        return rules.isLastTry(rules.triesCountTogether ? noInput + noMatch : context.tries[after], retries);
      },
    },
    actions: {
      enter: assign(({ context }, { node, rests }: { node: string; rests: boolean }) => ({
        path: context.rests ? [node] : [...context.path, node],
        rests,
        tries: NO_TRIES,
      })),
      set: assign(({ context }, { assignments }: { assignments: Assignment[] }) => ({
        values: allAssigned(assignments, context.values, definition, rules),
      })),
      keep: assign(({ context, event }, { node }: { node: AskNode }) => {
        const answer = answerTo(node, typed(event), context.language, definition) ?? null;
        return { values: assigned(context.values, node.variable, answer, definition, rules) };
      }),
      tryAgain: assign(({ context }, { after }: { after: Miss }) => ({
        path: [],
        tries: { ...context.tries, [after]: context.tries[after] + 1 },
      })),
      call: assign(({ context, event }, { country }: { country: string | undefined }) => ({
        calls: [...context.calls, numberIn(typed(event), countryFor(context.language, definition, country)) ?? ''],
      })),
      speak: assign(({ context, event }) => ({
        path: [],
        language: event.type === 'language' ? event.language : context.language,
      })),
      finish: assign(({ context }, { outcome }: { outcome: Outcome }) => ({
        path: context.rests ? [] : context.path,
        outcome,
      })),
      stay: assign({ path: [] }),
    },
  });
}

/** What the visitor wrote, by whichever input. */
function typed(event: Input): string {
  switch (event.type) {
    case 'text':
    case 'speech':
      return event.text;
    case 'key':
      return event.key;
    case 'phone':
      return event.number;
    default:
      return '';
  }
}
