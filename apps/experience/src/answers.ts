import { strings } from './strings.js';
import type { AskScreen } from './wire.js';

export interface FieldShape {
  type: string;
  inputMode: string;
  autocomplete: string;
}

const SHAPES: Record<Exclude<AskScreen['answer'], 'rating'>, FieldShape> = {
  text: { type: 'text', inputMode: 'text', autocomplete: 'off' },
  digits: { type: 'text', inputMode: 'numeric', autocomplete: 'off' },
  number: { type: 'text', inputMode: 'decimal', autocomplete: 'off' },
  email: { type: 'email', inputMode: 'email', autocomplete: 'email' },
  phone: { type: 'tel', inputMode: 'tel', autocomplete: 'tel' },
  date: { type: 'date', inputMode: 'none', autocomplete: 'off' },
};

export function fieldShape(screen: AskScreen): FieldShape {
  return screen.answer === 'rating' ? SHAPES.digits : SHAPES[screen.answer];
}

/** The cheap half of checking, so that a slip is mended without a round trip. The server has the last word. */
export function answerError(screen: AskScreen, text: string): string | null {
  const { answer, minLength = 0, maxLength = Infinity } = screen;
  if (!text) return answer === 'rating' ? strings.rateFirst : strings.answerMissing;
  if (answer === 'digits' && !/^\d+$/.test(tidy(answer, text))) return strings.digitsOnly;
  if (answer === 'number' && !/^[+-]?\d+([.,]\d+)?$/.test(text)) return strings.numberOnly;
  if (answer === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) return strings.emailShape;
  if (answer !== 'text' && answer !== 'digits') return null;
  const { length } = tidy(answer, text);
  if (length < minLength) return strings.tooShort(minLength, answer === 'digits');
  if (length > maxLength) return strings.tooLong(maxLength, answer === 'digits');
  return null;
}

/** Numbers are often typed in groups ("1234 5678"); the groups are not part of the answer. */
export function tidy(answer: AskScreen['answer'], text: string): string {
  return answer === 'digits' ? text.replace(/[\s.\-/]/g, '') : text.trim();
}
