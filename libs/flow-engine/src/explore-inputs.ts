/** What a visitor, and the host, may do at a wait: one input of each sort that makes a difference. */
import { scaleOf } from './answers.js';
import type { Definition, FlowNode } from './definition.js';
import type { Values } from './explore-values.js';
import type { Sample } from './kind.types.js';
import { kindOf } from './kinds.js';
import { LIMITS } from './limits.js';
import { own } from './own.js';
import type { Input, ResultInput, Step } from './run.types.js';
import type { AnswerType, Screen } from './screen.js';

const KEYS = ['9', '#', '*', '0', '8', '7', '6', '5', '4', '3', '2', '1'];

/** Inputs that say everything by their type. */
const PLAIN = ['timeout', 'mediaEnd', 'mediaFailed', 'skip', 'continue', 'back'] as const;

const ANSWERS: Readonly<Record<Exclude<AnswerType, 'text' | 'digits' | 'rating'>, string>> = {
  number: '5',
  email: 'ada@example.com',
  phone: '+4930123456',
  date: '2026-03-31',
};

/** `door` is for a node seen for the first time: behind it all nodes are alike. */
export function inputsFor(step: Step, node: FlowNode, definition: Definition, values: Values, door: boolean): Input[] {
  const { accepts } = step.wait;
  const { screen, state } = step;
  const inputs: Input[] = PLAIN.filter((type) => accepts.includes(type)).map((type) => ({ type }));
  if (state.door == null) {
    if (accepts.includes('choice')) inputs.push(...choices(screen));
    if (accepts.includes('key') && 'choices' in screen) inputs.push(...wrongKey(screen));
    if (accepts.includes('text')) {
      inputs.push(...answers(screen, node, definition, values).map((text): Input => ({ type: 'text', text })));
    }
    for (const sample of kindOf(node)?.samples?.(node) ?? []) {
      if (sample.type !== 'result' && accepts.includes(sample.type)) inputs.push(sample);
    }
  }
  if (accepts.includes('phone')) inputs.push({ type: 'phone', number: ANSWERS.phone }, { type: 'phone', number: '1' });
  if (accepts.includes('email')) {
    const message = { type: 'email', text: 'Please write back.' } as const;
    inputs.push({ ...message, address: ANSWERS.email }, { ...message, address: 'x' });
  }
  if (accepts.includes('feedback'))
    inputs.push({ type: 'feedback', helpful: true }, { type: 'feedback', helpful: false });
  if (accepts.includes('result')) inputs.push(...results(step, node, definition, values));
  if (door && state.door == null && accepts.includes('door')) inputs.push({ type: 'door', door: 'callback' });
  return inputs;
}

function choices(screen: Screen): Input[] {
  return 'choices' in screen ? screen.choices.map(({ id }): Input => ({ type: 'choice', choiceId: id })) : [];
}

function wrongKey(screen: Extract<Screen, { choices: unknown }>): Input[] {
  const key = KEYS.find((one) => screen.choices.every((choice) => choice.key !== one));
  return key === undefined ? [] : [{ type: 'key', key }];
}

/** An answer that does not fit, one that does, and those that decide something. */
function answers(screen: Screen, node: FlowNode, definition: Definition, values: Values): string[] {
  if (!('answer' in screen)) return ['', 'Ada'];
  const { answer, minLength = 0, maxLength = LIMITS.answerLength } = screen;
  const found = new Set<string>([answer === 'text' ? '' : 'x']);
  if (answer === 'text' || answer === 'digits') {
    const sign = answer === 'text' ? 'a' : '1';
    found.add(sign.repeat(Math.max(1, Math.min(Math.max(3, minLength), maxLength))));
  } else if (answer === 'rating') {
    for (let given = screen.fromZero ? 0 : 1; given <= scaleOf(screen); given++) found.add(String(given));
  } else {
    found.add(ANSWERS[answer]);
  }
  for (const { variable } of kindOf(node)?.writes?.(node) ?? []) {
    const declaration = own(definition.variables, variable);
    if (declaration === undefined || !values.deciding.has(variable)) continue;
    for (const value of values.of(variable, declaration)) found.add(String(value));
  }
  return [...found];
}

/** What became of the effect the node stands at. */
function results(step: Step, node: FlowNode, definition: Definition, values: Values): Input[] {
  const effect = step.state.memory?.effect;
  if (typeof effect !== 'string') return [];
  const kind = kindOf(node);
  const written = (kind?.writes?.(node) ?? []).map(({ variable }) => variable);
  const answers = values.together(written, definition);
  // An answer that has nothing in it may be one as well.
  if (answers.length > 1) answers.push({});
  const samples: Sample[] = [
    ...answers.map((given): Sample => ({ type: 'result', status: 'ok', values: given })),
    { type: 'result', status: 'failed' },
    ...(kind?.samples?.(node) ?? []),
  ];
  return samples.flatMap((sample): ResultInput[] =>
    sample.type === 'result' ? [{ ...sample, effectId: effect }] : [],
  );
}
