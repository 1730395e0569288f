import presets from 'jest-preset-angular/presets/index.js';

const preset = presets.createCjsPreset({ tsconfig: '<rootDir>/tsconfig.spec.json' });

export default {
  ...preset,
  displayName: 'admin',
  rootDir: import.meta.dirname,
  setupFilesAfterEnv: ['<rootDir>/test-setup.ts'],
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  // The libraries are read from source and written as ESM: their relative imports end in .js.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1', '/icons\\.svg$': '<rootDir>/test-sprite.ts' },
  // Published as ESM only.
  transformIgnorePatterns: ['/node_modules/(?!.*\\.mjs$|eventsource-parser/|@marcbachmann/)'],
  testEnvironmentOptions: {
    ...preset.testEnvironmentOptions,
    customExportConditions: ['@calldocker/source', 'node', 'require', 'default'],
  },
};
