/** A flow as a large company has it: menus that lead to menus, questions, branches, messages and ends, laid out in columns. */
export function largeFlow(nodes: number): object {
  const made: Record<string, object> = {};
  const layout: Record<string, { x: number; y: number }> = {};
  for (let number = 0; number < nodes; number++) {
    const id = idOf(number);
    made[id] = nodeOf(number, nodes);
    layout[id] = { x: Math.floor(number / 20) * 360, y: (number % 20) * 280 };
  }
  return {
    ...{ spec: 1, start: idOf(0), nodes: made, languages: ['en'] },
    ...{ variables: { order: { type: 'text', personal: false } }, layout },
  };
}

const idOf = (number: number): string => `n${number}`;

/** Each leads to nodes behind it, so that there are as many wires as in a real one and no loops. */
function nodeOf(number: number, nodes: number): object {
  const behind = (by: number): string => idOf(Math.min(nodes - 1, number + by));
  if (number === nodes - 1) return { ...named('Goodbye'), kind: 'end', outcome: 'served', text: en('Bye.'), exits: {} };
  switch (number % 4) {
    case 0:
      return {
        ...{ ...named(`Menu ${number}`), kind: 'menu', prompt: en('How can we help?'), bargeIn: true },
        choices: ['order', 'visit', 'hours'].map((id, index) => ({ id, key: String(index + 1), label: en(id) })),
        ...{ timeoutSeconds: 20, retries: 1 },
        exits: {
          ...{ 'choice:order': behind(1), 'choice:visit': behind(2), 'choice:hours': behind(20) },
          ...{ noInput: behind(3), noMatch: behind(3) },
        },
      };
    case 1:
      return {
        ...{ ...named(`Number ${number}`), kind: 'ask', prompt: en('What is your order number?'), answer: 'text' },
        ...{ variable: 'order', timeoutSeconds: 30, retries: 1 },
        exits: { next: behind(1), noInput: behind(2), noMatch: behind(2) },
      };
    default:
      return { ...named(`Message ${number}`), kind: 'message', text: en('One moment.'), exits: { next: behind(1) } };
  }
}

const named = (name: string): { name: string } => ({ name });
const en = (text: string): { en: string } => ({ en: text });
