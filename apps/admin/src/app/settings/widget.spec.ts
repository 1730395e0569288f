import { contrast, lampContrast } from './contrast';
import { originOf, readOrigins, snippetOf } from './origins';

describe('contrast', () => {
  it('is WCAG’s ratio', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });

  it('tells how the writing on a highlight colour reads', () => {
    expect(lampContrast('#f3b25a')).toBeGreaterThan(4.5);
    expect(lampContrast('#203060')).toBeLessThan(4.5);
    expect(lampContrast('orange')).toBeNull();
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
