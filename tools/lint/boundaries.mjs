/**
 * Who may import whom. The table is data, so that `boundaries.spec.mjs` can prove of every forbidden arrow that it bites.
 */

/** Rooms of the API, and the rooms each may look down into. A folder missing here fails the spec. */
const DOWNHILL = ['platform', 'auth', 'media', 'content', 'flows', 'sessions', 'queues', 'desk'];

export const ROOMS = {
  ...Object.fromEntries(DOWNHILL.map((room, index) => [room, DOWNHILL.slice(0, index)])),
  callbacks: ['platform', 'auth', 'media', 'content', 'flows', 'sessions', 'queues'],
  replays: ['platform', 'auth', 'media', 'content', 'flows', 'sessions'],
  push: ['platform', 'auth', 'media', 'content', 'flows', 'sessions'], // it reads lines from their tables
  help: ['platform', 'auth', 'media', 'content', 'flows', 'sessions'],
  analytics: ['platform', 'auth'], // it reads tables, not services
  migrations: [],
  platform: ['migrations'], // the runner lists them
  demo: [...DOWNHILL, 'help', 'analytics'], // the demo company is made through every room's own door
};

/** What each project may take from the libraries; `types` means by `import type` alone. */
export const PROJECTS = {
  'apps/api': { captions: 'all', 'flow-engine': 'all', look: 'all' },
  'apps/admin': { call: 'all', captions: 'all', 'flow-engine': 'all', 'api-client': 'all', look: 'all' },
  'apps/experience': { call: 'all', 'api-client': 'types', look: 'all' },
  'apps/widget': { 'api-client': 'types', look: 'all' },
  'apps/e2e': {},
  'libs/call': {},
  'libs/captions': {},
  'libs/flow-engine': {},
  'libs/api-client': {},
  'libs/look': {},
};

const LIBRARIES = ['call', 'captions', 'flow-engine', 'api-client', 'look'];

/** Zones for import-x/no-restricted-paths: files reached by path, whatever they are called by. */
export function zones(root) {
  return [...roomZones(), ...projectZones()].map((zone) => ({
    ...zone,
    target: `${root}/${zone.target}`,
    from: zone.from.map((path) => `${root}/${path}`),
  }));
}

function roomZones() {
  const room = (name) => `apps/api/src/${name}`;
  return Object.entries(ROOMS).flatMap(([name, below]) => [
    {
      target: room(name),
      from: Object.keys(ROOMS)
        .filter((other) => other !== name && !below.includes(other))
        .map(room),
      message: `Imports run downhill: ${name} may import ${below.join(', ') || 'no other room'}.`,
    },
    {
      target: room(name),
      from: ['apps/api/src/*.ts'],
      message: 'The mains put the rooms together; no room imports them.',
    },
  ]);
}

function projectZones() {
  return Object.entries(PROJECTS).map(([name, allowed]) => ({
    target: name,
    from: Object.keys(PROJECTS)
      .filter((other) => other !== name && !LIBRARIES.some((lib) => lib in allowed && other === `libs/${lib}`))
      .concat('tools')
      .map((path) => `${path}/**/*`),
    message: `${name} may import ${describe(allowed)}.`,
  }));
}

/** Options for @typescript-eslint/no-restricted-imports: libraries by their package names. */
export function packageBans(project) {
  const allowed = PROJECTS[project];
  return LIBRARIES.filter((lib) => allowed[lib] !== 'all' && project !== `libs/${lib}`).map((lib) => ({
    regex: `^@calldocker/${lib}(/|$)`,
    message: `${project} may import ${describe(allowed)}.`,
    ...(allowed[lib] === 'types' ? { allowTypeImports: true } : {}),
  }));
}

function describe(allowed) {
  const names = Object.entries(allowed).map(([lib, how]) => (how === 'types' ? `the types of ${lib}` : lib));
  return names.join(', ') || 'nothing else of this repository';
}
