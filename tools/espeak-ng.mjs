/**
 * The command line of espeak-ng, as far as the API uses it, on npm's WebAssembly build of it: text comes by --stdin, a
 * WAV file goes to --stdout. A program of its own, for espeak-ng is under the GPL (version 3) and CallDocker is not.
 */
import { buffer } from 'node:stream/consumers';
import Espeak from 'espeak-ng';

const TEXT = '/text';
const SOUND = '/sound.wav';

const args = process.argv.slice(2);
const text = args.includes('--stdin') ? await buffer(process.stdin) : null;
const { FS } = await Espeak({
  arguments: args.flatMap((arg) => {
    if (arg === '--stdin') return ['-f', TEXT];
    return arg === '--stdout' ? ['-w', SOUND] : arg;
  }),
  preRun: [({ FS }) => text && FS.writeFile(TEXT, text)],
  print: (line) => console.log(line),
  printErr: (line) => console.error(line),
});
if (args.includes('--stdout') && FS.analyzePath(SOUND).exists) process.stdout.write(FS.readFile(SOUND));
