import { queueName } from './queue-name';

it.each([
  ['Support', 'support'],
  ['Werkstatt & Café', 'werkstatt-cafe'],
  ['2nd line', 'nd-line'],
  ['-- ', 'queue'],
  ['客服', 'queue'],
  [`${'a'.repeat(63)} b`, 'a'.repeat(63)],
])('flows call %j %s', (title, name) => {
  expect(queueName(title)).toBe(name);
});
