export default {
  displayName: 'experience',
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/src'],
  // Tests wait on conditions, and a busy machine may keep them waiting.
  testTimeout: 20_000,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@calldocker/source', 'node', 'require', 'default'] },
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
};
