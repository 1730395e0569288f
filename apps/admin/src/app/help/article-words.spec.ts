/** @jest-environment node */
import { faultOf, feedbackWords, isFaulty } from './article-words';

test('what visitors said is told with the numbers behind it', () => {
  expect(feedbackWords({ helpful: 0, notHelpful: 0 })).toBe('Nobody has said yet');
  expect(feedbackWords({ helpful: 1031, notHelpful: 4 })).toBe('1,031 of 1,035 helped');
});

test('a text needs a question and an answer of their lengths', () => {
  expect(isFaulty(faultOf({ question: 'Why?', answer: 'So.' }))).toBe(false);
  expect(Object.keys(faultOf({ question: ' ', answer: '\n' }))).toEqual(['question', 'answer']);
  expect(faultOf({ question: '🚲'.repeat(300), answer: 'x'.repeat(8001) })).toEqual({
    answer: 'An answer has at most 8,000 characters.',
  });
});
