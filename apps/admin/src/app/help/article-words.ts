import type { Article, ArticleText } from '../api/types';
import { count } from '../ui/format';

/** What visitors said, with the numbers behind it: `31 of 35 helped`. */
export function feedbackWords({ helpful, notHelpful }: Pick<Article, 'helpful' | 'notHelpful'>): string {
  const all = helpful + notHelpful;
  return all === 0 ? 'Nobody has said yet' : `${count(helpful)} of ${count(all)} helped`;
}

export type TextFault = Partial<Record<'question' | 'answer', string>>;

const LONGEST = { question: 300, answer: 8000 };

/** What a text lacks before it can be saved. */
export function faultOf({ question, answer }: Pick<ArticleText, 'question' | 'answer'>): TextFault {
  const fault: TextFault = {};
  if (!question.trim()) fault.question = 'Write the question as a visitor would ask it.';
  else if ([...question.trim()].length > LONGEST.question) fault.question = 'A question has at most 300 characters.';
  if (!answer.trim()) fault.answer = 'Write the answer.';
  else if ([...answer.trim()].length > LONGEST.answer) fault.answer = 'An answer has at most 8,000 characters.';
  return fault;
}

export const isFaulty = (fault: TextFault): boolean => Object.keys(fault).length > 0;
