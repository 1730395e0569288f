/** @jest-environment node */
import fc from 'fast-check';
import { unzip } from './unzip';

/** As client-zip makes it: two files as they are. */
const STORED = [
  'UEsDBC0ACAgAAAAAIVwAAAAAAAAAAAAAAAALAAAAYS5mbG93Lmpzb257Im5hbWUiOiLDhCJ9UEsHCJET4+INAAAADQAAAFBLAwQt',
  'AAgIAAAAACFcAAAAAAAAAAAAAAAACwAAAGIuZmxvdy5qc29ue31QSwcIQ7+mowIAAAACAAAAUEsBAi0DLQAICAAAAAAhXJET4+IN',
  'AAAADQAAAAsAAAAAAAAAAAAAALSBAAAAAGEuZmxvdy5qc29uUEsBAi0DLQAICAAAAAAhXEO/pqMCAAAAAgAAAAsAAAAAAAAAAAAA',
  'ALSBRgAAAGIuZmxvdy5qc29uUEsFBgAAAAACAAIAcgAAAIEAAAAAAA==',
].join('');
/** As other programs make it: a folder, a file that is packed, a comment. */
const PACKED = [
  'UEsDBBQAAAAAAAAAIQAAAAAAAAAAAAAAAAAGAAAAZmxvd3MvUEsDBBQAAAAIAAAAIQAKPbBFFAAAAG8AAAAMAAAAZmxvd3MvYS5q',
  'c29uq1bKS8xNVbJSysnPS1egMaFUCwBQSwECFAMUAAAAAAAAACEAAAAAAAAAAAAAAAAABgAAAAAAAAAAAAAAgAEAAAAAZmxvd3Mv',
  'UEsBAhQDFAAAAAgAAAAhAAo9sEUUAAAAbwAAAAwAAAAAAAAAAAAAAIABJAAAAGZsb3dzL2EuanNvblBLBQYAAAAAAgACAG4AAABi',
  'AAAADgBtYWRlIGVsc2V3aGVyZQ==',
].join('');

const bytes = (base64: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(base64, 'base64'));

describe('unzip', () => {
  it('reads what the console exports, and what other programs make of it', async () => {
    expect(await unzip(bytes(STORED))).toEqual([
      { name: 'a.flow.json', text: '{"name":"Ä"}' },
      { name: 'b.flow.json', text: '{}' },
    ]);
    expect(await unzip(bytes(PACKED))).toEqual([{ name: 'flows/a.json', text: `{"name":"${'long '.repeat(20)}"}` }]);
  });

  it('says of anything else that it is no archive', async () => {
    await expect(unzip(new Uint8Array())).rejects.toThrow(SyntaxError);
    await expect(unzip(bytes(btoa('{"name":"a flow"}')))).rejects.toThrow(SyntaxError);
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(255), fc.constantFrom(STORED, PACKED), async (at, byte, archive) => {
        const broken = bytes(archive);
        broken[at % broken.length] = byte;
        const read = await unzip(broken).catch((caught: unknown) => caught);
        expect(read instanceof SyntaxError || Array.isArray(read)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
