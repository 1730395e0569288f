// Plain Jest drives the browser: the journeys are ordinary tests that happen to look at pages.
export default {
  displayName: 'e2e',
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/src'],
  testEnvironment: 'node',
  testTimeout: 120_000,
  maxWorkers: 1,
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        module: { type: 'commonjs' },
      },
    ],
  },
  testPathIgnorePatterns: process.env.CALLDOCKER_FULL ? ['/node_modules/'] : ['/node_modules/', '\\.full\\.spec\\.ts$'],
};
