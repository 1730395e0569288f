// What a visitor downloads before the first prompt, compressed as the server sends it. The font and hls.js come later.
import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

const dist = `${import.meta.dirname}/../../dist/apps`;
const size = (file) => brotliCompressSync(readFileSync(file)).length;

const html = readFileSync(`${dist}/experience/index.html`, 'utf8');
const entry = [...html.matchAll(/(?:src|href)="\/ivr-experience\/(assets\/[^"]+\.(?:js|css))"/g)].map(
  ([, path]) => `${dist}/experience/${path}`,
);
const budgets = [
  {
    name: 'visitor page',
    limit: 60 * 1024,
    bytes: [`${dist}/experience/index.html`, ...entry].reduce((sum, file) => sum + size(file), 0),
  },
  { name: 'widget', limit: 5 * 1024, bytes: size(`${dist}/widget/widget.js`) },
];

for (const { name, limit, bytes } of budgets) {
  const verdict = bytes <= limit ? 'within' : 'OVER';
  console.log(`${name}: ${(bytes / 1024).toFixed(1)} KB brotli, ${verdict} ${limit / 1024} KB`);
  if (bytes > limit) process.exitCode = 1;
}
if (entry.length < 2) throw new Error('The entry files were not found in index.html.');
