// Lays a compressed twin beside every text file of a build. The server sends it to whoever takes it.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const compress = promisify(brotliCompress);
const TEXT = /\.(js|css|svg|json|webmanifest)$/;
/** Less fits into the first packet anyway. */
const LEAST_BYTES = 1024;

// The best quality (11) takes seven seconds a megabyte.
const [folder, quality = '11'] = process.argv.slice(2);
const params = { [constants.BROTLI_PARAM_QUALITY]: Number(quality) };
const files = await readdir(folder, { recursive: true });
for (const file of files.filter((name) => TEXT.test(name)).map((name) => join(folder, name))) {
  const bytes = await readFile(file);
  if (bytes.length >= LEAST_BYTES) await writeFile(`${file}.br`, await compress(bytes, { params }));
}
