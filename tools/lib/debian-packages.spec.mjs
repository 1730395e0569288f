import { missingPackages, parseDepends } from './debian-packages.mjs';

// As `apt-cache depends --recurse` prints them: a bar means "or the next", deeper lines are who provides a virtual package.
const BOOKWORM = `redis-server
  PreDepends: init-system-helpers
  Depends: lsb-base
    sysvinit-utils
  Depends: redis-tools
init-system-helpers
 |Depends: usrmerge
  Depends: usr-is-merged
redis-tools
  Depends: adduser
  Depends: libc6
  Depends: libjemalloc2
  Depends: libssl3
  Depends: libsystemd0
    libelogind0
 |Depends: lua-old
  Depends: lua-cjson
  Depends: <libvirtual>
    libprovider1
libjemalloc2
  Depends: libc6
  Depends: libstdc++6
libprovider1
  Depends: libdeep1
`;

const missing = (installed) => missingPackages('redis-server', parseDepends(BOOKWORM), new Set(installed));

it('reads dependencies as groups of alternatives', () => {
  const depends = parseDepends(BOOKWORM);
  expect(depends.get('init-system-helpers')).toEqual([['usrmerge', 'usr-is-merged']]);
  expect(depends.get('redis-tools')).toContainEqual(['lua-old', 'lua-cjson']);
  expect(depends.get('redis-tools')).toContainEqual(['<libvirtual>', 'libprovider1']);
});

it('takes the libraries that the system lacks, and theirs', () => {
  expect(missing(['libc6', 'libssl3', 'libstdc++6', 'libsystemd0'])).toEqual([
    'redis-server',
    'redis-tools',
    'libjemalloc2',
    'lua-old',
    'libprovider1',
    'libdeep1',
  ]);
});

it('is content with any installed alternative', () => {
  const found = missing(['libc6', 'libssl3', 'libstdc++6', 'libelogind0', 'lua-cjson', 'libprovider1']);
  expect(found).toEqual(['redis-server', 'redis-tools', 'libjemalloc2']);
});

it('leaves out what only installing as a service needs', () => {
  expect(missing([])).not.toContain('adduser');
});
