import { csvLine } from './csv.js';

describe('a line of a table', () => {
  it('has its cells in order, and quotes what would break it', () => {
    expect(csvLine(['a', 7, null, 'b, c', 'say "so"', 'two\nlines'])).toBe('a,7,,"b, c","say ""so""","two\nlines"\r\n');
  });

  it.each(['=1+1', '+31612345678', '-2', '@SUM(A1)', '\t=1', '\r=1'])('is no formula to a spreadsheet: %j', (text) => {
    expect(csvLine([text])).toMatch(/^"?'/);
  });

  it('leaves numbers as they are', () => {
    expect(csvLine([-2])).toBe('-2\r\n');
  });
});
