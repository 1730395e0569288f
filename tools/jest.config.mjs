// The tools are plain ES modules and tested as such: with --experimental-vm-modules Jest loads them natively.
export default {
  displayName: 'tools',
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  testMatch: ['<rootDir>/**/*.spec.mjs'],
  transform: {},
  testTimeout: 60_000,
};
