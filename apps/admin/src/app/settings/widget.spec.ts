import { wrongOf } from './colour-field';
import { originOf, readOrigins, snippetOf } from './origins';

describe('a colour that is typed', () => {
  it('is none before it is # and six digits, and nothing is no mistake', () => {
    expect(wrongOf('launcher', '#12')).toBe('A colour is # and six digits, #f3b25a for example.');
    expect(wrongOf('launcher', undefined)).toBeNull();
  });

  it('is told to be hard to read with one that is not', () => {
    expect(wrongOf('lamp', '#203060')).toMatch(/The nearest colour that will do is #/);
    expect(wrongOf('lamp', '#f3b25a')).toBeNull();
  });
});

describe('origins', () => {
  it('takes the origin out of what people paste', () => {
    expect(originOf('https://Shop.example/cart?x=1')).toBe('https://shop.example');
    expect(originOf('shop.example')).toBe('https://shop.example');
    expect(originOf('http://localhost:8080/')).toBe('http://localhost:8080');
  });

  it('refuses what no page can have', () => {
    expect(['javascript:alert(1)', 'file:///etc/passwd', '*', 'https://'].map(originOf)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('keeps each once, and names what it cannot read', () => {
    expect(readOrigins('https://a.example\nhttps://a.example/x, ftp://b.example')).toEqual({
      origins: ['https://a.example'],
      wrong: ['ftp://b.example'],
    });
  });
});

describe('snippetOf', () => {
  it('is the two lines a page needs', () => {
    expect(snippetOf('https://calls.example', 'k7w2')).toBe(
      '<script src="https://calls.example/widget.js" async></script>\n<calldocker-ivr widget="k7w2"></calldocker-ivr>',
    );
  });
});
