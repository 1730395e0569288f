// Nest 12 is ESM and has import cycles, which Jest's own ESM loader refuses. So our sources become CommonJS, and
// node_modules stay as they are: Node 24 lets Jest require() ESM when run with --experimental-vm-modules.
const shared = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@calldocker/source', 'node', 'require', 'default'] },
  extensionsToTreatAsEsm: [],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          keepClassNames: true,
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  testPathIgnorePatterns: process.env.CALLDOCKER_FULL ? ['/node_modules/'] : ['/node_modules/', '\\.full\\.spec\\.ts$'],
};

const server = {
  ...shared,
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/test'],
  globalSetup: '<rootDir>/../../tools/jest/services-up.mjs',
  globalTeardown: '<rootDir>/../../tools/jest/services-down.mjs',
};

/**
 * `unit` needs nothing; `server` runs on a real PostgreSQL and Redis, which its set-up starts unless TEST_* name them.
 * `together` are the same files, loaded as a few.
 */
export default {
  testTimeout: 30_000,
  maxWorkers: 2,
  projects: [
    { ...shared, displayName: 'unit', rootDir: import.meta.dirname, roots: ['<rootDir>/src'] },
    { ...server, displayName: 'server' },
    {
      ...server,
      displayName: 'together',
      testMatch: ['<rootDir>/test/together/part-*.ts', '<rootDir>/test/law.spec.ts'],
    },
  ],
};
