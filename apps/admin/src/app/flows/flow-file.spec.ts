/** @jest-environment node */
import { nameFrom, readFlowFile } from './flow-file';

describe('nameFrom', () => {
  it.each([
    ['front-door.flow.json', 'Front door'],
    ['out_of--hours.json', 'Out of hours'],
    ['.json', 'Imported flow'],
  ])('reads %s as %s', (file, name) => expect(nameFrom(file)).toBe(name));
});

describe('readFlowFile', () => {
  const definition = { spec: 1 };

  it('takes an exported file with all it says, and nothing else', () => {
    const content = { a: { name: 'Welcome', kind: 'video' } };
    const text = JSON.stringify({ name: 'Front door', key: 'front-door', definition, content, extra: 1 });
    expect(readFlowFile(text, 'x.json')).toEqual({ name: 'Front door', key: 'front-door', definition, content });
  });

  it('names a definition alone by its file', () => {
    expect(readFlowFile(JSON.stringify(definition), 'out-of-hours.json')).toEqual({ name: 'Out of hours', definition });
  });

  it('leaves what is no flow for the server to refuse', () => {
    expect(readFlowFile('[1]', 'a.json')).toEqual({ name: 'A', definition: [1] });
    expect(() => readFlowFile('{', 'a.json')).toThrow(SyntaxError);
  });
});
