import { held, own } from './own.js';

test.each(Object.getOwnPropertyNames(Object.prototype))('a record has no %s unless it has one of its own', (name) => {
  expect(own({}, name)).toBeUndefined();
  expect(held({}, name)).toBeUndefined();
  const written = JSON.parse(`{ "${name}": "mine" }`);
  // `__proto__` is for those who take keys of any name.
  expect(own(written, name)).toBe(name === '__proto__' ? undefined : 'mine');
  expect(held(written, name)).toBe('mine');
});
