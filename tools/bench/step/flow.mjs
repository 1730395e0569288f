const en = (value) => ({ en: value });

/** Two menus that lead to each other, so that a session can be walked for as long as it may be. Key 1 goes on. */
export function loopingFlow() {
  const menu = (name, other) => ({
    kind: 'menu',
    name,
    prompt: en('Thanks for waiting, {name}. What would you like to talk about today? Press a key, or tap a choice.'),
    bargeIn: true,
    timeoutSeconds: 20,
    retries: 2,
    choices: [
      { id: 'order', key: '1', label: en('An order I placed'), hint: en('Track, change or return it'), icon: 'box' },
      { id: 'invoice', key: '2', label: en('An invoice'), hint: en('Pay it, or have it sent again'), icon: 'receipt' },
      { id: 'repair', key: '3', label: en('A repair'), hint: en('Book one, or ask how it goes'), icon: 'wrench' },
      { id: 'other', key: '0', label: en('Something else'), hint: en('We find the right person'), icon: 'chat' },
    ],
    exits: {
      'choice:order': other,
      'choice:invoice': 'bye',
      'choice:repair': 'bye',
      'choice:other': 'bye',
      noInput: 'bye',
      noMatch: 'bye',
    },
  });
  const text = (initial, personal = false) => ({ type: 'text', personal, initial });
  return {
    spec: 1,
    start: 'first',
    nodes: {
      first: menu('First menu', 'second'),
      second: menu('Second menu', 'first'),
      bye: { kind: 'end', name: 'Bye', outcome: 'served', text: en('Goodbye.'), exits: {} },
    },
    languages: ['en'],
    // A state of about 850 bytes, as a session has that has asked a few things.
    variables: {
      name: text('Noor', true),
      customer: text('C-104-2291', true),
      order: text('2026-11-0047731'),
      page: text('https://shop.example/account/orders/2026-11-0047731/track-and-trace'),
      product: text('Brightwater Tide 40 litre rucksack, slate, with rain cover and chest strap'),
      subject: text('The parcel was handed to a neighbour, who says it was never there, as far as they know.'),
      segment: text('returning, loyalty card, newsletter, more than three orders in the last twelve months'),
      campaign: text('autumn-outdoors-2026, second mail, variant with the picture of the mountain hut'),
      note: text('Rang on Monday about the same parcel; was promised a message by the carrier within two days.'),
      returning: { type: 'boolean', personal: false, initial: true },
      orders: { type: 'number', personal: false, initial: 7 },
    },
    layout: {},
  };
}
