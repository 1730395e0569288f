import { EngineError } from '../errors.js';
import { readAnswer, type AnswerRules } from '../answers.js';
import type { Localized, NodeBase, Template, VariableType } from '../definition.js';
import {
  flag,
  id,
  list,
  localizedText,
  nodeFields,
  object,
  oneOf,
  optional,
  variableName,
  waitFields,
} from '../fields.js';
import type { Inspection, Turn, WaitingKind } from '../kind.types.js';
import { LIMITS } from '../limits.js';
import { isPhraseKey } from '../phrases.js';
import { NO_INPUT, retry } from '../retries.js';
import type { Visit } from '../visit.js';
import type { AskScreen } from './ask.js';

/**
 * Asks how it was: one question after the other, each with the tries of the node. Exits: `done` (all were asked),
 * `unfinished` (silence, or wrong answers, used the tries up; what was answered is kept).
 */
export interface SurveyNode extends NodeBase<'survey'> {
  questions: SurveyQuestion[];
  timeoutSeconds: number;
  retries: number;
}

/** `csat` takes 1 to 5, `nps` 0 to 10, `text` the visitor's own words. */
export interface SurveyQuestion {
  id: string;
  type: 'csat' | 'nps' | 'text';
  question: Localized<Template>;
  /** Keeps the answer; a score is in the session's record without it. */
  variable?: string;
  /** May be skipped. */
  optional?: boolean;
}

const RULES: Readonly<Record<SurveyQuestion['type'], AnswerRules>> = {
  csat: { answer: 'rating', scale: 5 },
  nps: { answer: 'rating', scale: 10, fromZero: true },
  text: { answer: 'text', maxLength: LIMITS.answerLength },
};

const HOLDS: Readonly<Record<SurveyQuestion['type'], readonly VariableType[]>> = {
  csat: ['number', 'text'],
  nps: ['number', 'text'],
  text: ['text'],
};

export const survey: WaitingKind<SurveyNode> = {
  kind: 'survey',
  label: 'Survey',
  family: 'ask',
  icon: 'survey',
  place: 3,
  about: 'Asks how it was: satisfaction, recommendation, a few words.',
  waits: true,
  structure: object<SurveyNode>({
    ...nodeFields('survey'),
    ...waitFields,
    questions: list(
      object<SurveyQuestion>({
        id,
        type: oneOf(['csat', 'nps', 'text']),
        question: localizedText,
        variable: optional(variableName),
        optional: optional(flag),
      }),
      LIMITS.choices,
      1,
    ),
  }),
  create: (language) => ({
    kind: 'survey',
    name: 'Survey',
    exits: {},
    questions: [{ id: '1', type: 'csat', question: { [language]: '' } }],
    timeoutSeconds: 120,
    retries: 1,
  }),
  exits: () => [
    { id: 'done', label: 'Done' },
    { id: 'unfinished', label: 'Unfinished', fallback: 'done' },
  ],
  check,
  writes: ({ questions }) =>
    questions.flatMap(({ variable, optional: may }) =>
      variable ? [{ variable, exit: 'done', ...(may && { maybe: true as const }) }] : [],
    ),
  // A draft may have none yet.
  enter: ({ questions }) => (questions.length > 0 ? 'wait' : { exit: 'done' }),
  wait(node, visit) {
    const { type, optional: may } = asked(node, visit);
    const { timeoutSeconds } = node;
    const accepts = ['text', 'speech', 'timeout'] as const;
    return {
      accepts: [...accepts, ...(type === 'text' ? [] : (['key'] as const)), ...(may ? (['skip'] as const) : [])],
      timeoutSeconds,
    };
  },
  screen(node, visit): AskScreen {
    const { id: part, type, question, optional: may } = asked(node, visit);
    const { answer, scale, fromZero, maxLength } = RULES[type];
    const notice = noticeOf(type, visit);
    return {
      kind: 'ask',
      part,
      nodeId: visit.nodeId,
      language: visit.languageOf(question),
      prompt: visit.text(question),
      ...(notice !== undefined && { notice }),
      answer,
      ...(scale !== undefined && { scale }),
      ...(fromZero && { fromZero }),
      ...(maxLength !== undefined && { maxLength }),
      ...(may && { optional: true }),
      timeoutSeconds: node.timeoutSeconds,
    };
  },
  resume(node, input, visit): Turn {
    switch (input.type) {
      case 'text':
      case 'speech':
        return answer(node, input.text, visit);
      case 'key':
        return answer(node, input.key, visit);
      case 'skip':
        visit.event('answered', { question: asked(node, visit).id, by: 'skip' });
        return next(node, visit);
      default:
        return unfinished(retry(visit, node.retries, 'noInput', NO_INPUT));
    }
  },
};

function asked(node: SurveyNode, visit: Visit): SurveyQuestion {
  const question = node.questions[place(visit)];
  // `enter` goes on where there is none, and `next` after the last.
  if (question === undefined) throw new EngineError('state.unreadable', 'This state belongs to another definition.');
  return question;
}

function place(visit: Visit): number {
  return Number(visit.memory.question ?? 0);
}

function answer(node: SurveyNode, written: string, visit: Visit): Turn {
  const { id: question, type, variable } = asked(node, visit);
  const reading = readAnswer(written, RULES[type], visit.language);
  if ('problem' in reading) {
    const { problem } = reading;
    return unfinished(retry(visit, node.retries, 'noMatch', problem, { question, reason: problem }));
  }
  if (variable !== undefined) visit.assign(variable, reading.value);
  // Somebody's own words may name somebody: they are kept in the variable alone.
  const told = type !== 'text' && !(variable !== undefined && visit.isPersonal(variable));
  visit.event('answered', {
    question,
    type,
    ...(variable !== undefined && { variable }),
    ...(told && { value: reading.value }),
  });
  return next(node, visit);
}

function next(node: SurveyNode, visit: Visit): Turn {
  const question = place(visit) + 1;
  if (question >= node.questions.length) return { exit: 'done' };
  visit.memory = { question };
  return 'wait';
}

/** Whichever tries were used up, the survey ends there. */
function unfinished(turn: Turn): Turn {
  return turn === 'wait' ? turn : { exit: 'unfinished' };
}

function noticeOf(type: SurveyQuestion['type'], visit: Visit): string | undefined {
  const reason = visit.memory.notice;
  if (reason === undefined) return undefined;
  if (!isPhraseKey(reason)) return visit.phrase('ask.noInput');
  const { scale = 0, fromZero, maxLength = 0 } = RULES[type];
  return visit.phrase(reason, { min: 0, max: maxLength, lowest: fromZero ? 0 : 1, scale });
}

function check(node: SurveyNode, inspection: Inspection): void {
  const ids = new Set<string>();
  for (const [index, { id: name, type, question, variable }] of node.questions.entries()) {
    const field = `questions.${index}`;
    inspection.text(question, `${field}.question`, `question ${index + 1}`);
    if (ids.has(name)) {
      inspection.error('question.duplicate', `two questions have the id “${name}”.`, {
        field: `${field}.id`,
        repair: 'Give each question an id of its own.',
      });
    }
    ids.add(name);
    if (variable === undefined && type !== 'text') continue;
    const declaration = inspection.variable(variable ?? '', `${field}.variable`);
    if (declaration !== undefined && !HOLDS[type].includes(declaration.type)) {
      inspection.error(
        'variable.wrong-type',
        `the variable ${variable} is a ${declaration.type} and cannot hold the answer to question ${index + 1}.`,
        { field: `${field}.variable` },
      );
    }
  }
}
