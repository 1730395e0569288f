import js from '@eslint/js';
import angular from 'angular-eslint';
import { createTypeScriptImportResolver, defaultConditionNames } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';
import { PROJECTS, packageBans, zones } from './tools/lint/boundaries.mjs';

const ROOT = import.meta.dirname;
const SPECS = ['**/*.spec.ts', '**/*.spec.mjs', 'apps/*/test/**', 'apps/*/test-setup.ts'];
const NODE_GLOBALS = [
  [
    'AbortController',
    'AbortSignal',
    'Buffer',
    'TextDecoder',
    'TextEncoder',
    'URL',
    'URLSearchParams',
    'console',
    'fetch',
  ],
  [
    'performance',
    'process',
    'setImmediate',
    'setInterval',
    'setTimeout',
    'clearInterval',
    'clearTimeout',
    'globalThis',
  ],
].flat();
const names = (list) => Object.fromEntries(list.map((name) => [name, 'readonly']));

/** The door to SQL is platform/db.ts: nobody else holds a connection, so nobody can forget the company. */
const SQL_DOOR = {
  paths: [
    {
      name: 'typeorm',
      importNames: ['DataSource', 'EntityManager', 'Connection', 'createConnection', 'getRepository', 'getManager'],
      message: 'Only platform/db.ts holds a connection: take the manager that db.inCompany() or db.asSystem() gives.',
      allowTypeImports: true,
    },
  ],
  patterns: [
    {
      regex: '^@nestjs/typeorm$',
      message: 'No injected repositories: take the manager that db.inCompany() or db.asSystem() gives.',
    },
  ],
};

const PURE_ENGINE = [
  ['MemberExpression[object.name="Math"][property.name="random"]', 'Randomness is a hash of what `env` gives.'],
  ['MemberExpression[object.name="Date"][property.name="now"]', 'The time is `env.now`.'],
  ['NewExpression[callee.name="Date"][arguments.length=0]', 'The time is `env.now`.'],
  ['CallExpression[callee.name="Date"]', 'The time is `env.now`.'],
  ['ImportExpression', 'The engine loads nothing at run time.'],
].map(([selector, message]) => ({ selector, message }));

const LONG_CONSTRUCTOR = {
  selector: 'MethodDefinition[kind="constructor"] > FunctionExpression[params.length>5]',
  message: 'More than five dependencies: this class does too much, split it by noun.',
};

const packageRules = (project, { paths = [], patterns = [] } = {}) => ({
  '@typescript-eslint/no-restricted-imports': ['error', { paths, patterns: [...packageBans(project), ...patterns] }],
});

export default tseslint.config(
  {
    ignores: [
      '**/dist/',
      '**/node_modules/',
      '.nx/',
      '.angular/',
      '.calldocker/',
      '**/coverage/',
      '**/test-results/',
      'libs/api-client/src/schema.ts',
      'libs/api-client/src/schema.ts',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.{ts,mjs,js}'],
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [
        createTypeScriptImportResolver({
          noWarnOnMultipleProjects: true,
          conditionNames: ['@calldocker/source', ...defaultConditionNames],
        }),
      ],
    },
    rules: {
      'import-x/no-restricted-paths': ['error', { basePath: ROOT, zones: zones('.') }],
      'max-lines': ['error', { max: 400 }],
      'no-process-env': 'error',
      'no-restricted-syntax': ['error', LONG_CONSTRUCTOR],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strict],
    rules: {
      'no-undef': 'off', // the compiler's business
      'no-unused-vars': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
  ...Object.keys(PROJECTS).map((project) => ({ files: [`${project}/**/*.ts`], rules: packageRules(project) })),
  {
    files: ['apps/api/src/**/*.ts'],
    rules: { ...packageRules('apps/api', SQL_DOOR), 'no-console': 'error' },
  },
  {
    files: ['apps/api/src/platform/{db,migrate}.ts'],
    rules: packageRules('apps/api'),
  },
  {
    files: ['libs/flow-engine/src/**/*.ts'],
    ignores: SPECS,
    rules: {
      ...packageRules('libs/flow-engine', {
        patterns: [
          {
            regex: '^(?!\\.|@marcbachmann/cel-js$)',
            message: 'The engine is pure: it imports nothing but its own files and the expression language.',
          },
        ],
      }),
      'no-restricted-globals': [
        'error',
        ...['fetch', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'process', 'console', 'crypto'],
        ...['performance', 'window', 'document', 'globalThis', 'localStorage', 'navigator', 'require'],
      ],
      'no-restricted-syntax': ['error', LONG_CONSTRUCTOR, ...PURE_ENGINE],
    },
  },
  {
    files: ['apps/admin/src/**/*.ts'],
    extends: [angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
  },
  {
    files: ['apps/admin/src/**/*.html'],
    ignores: ['apps/admin/src/index.html'],
    extends: [angular.configs.templateRecommended, angular.configs.templateAccessibility],
    rules: {
      // The content security policy refuses style attributes; bindings go through the DOM and are fine.
      '@angular-eslint/template/no-inline-styles': ['error', { allowBindToStyle: true, allowNgStyle: false }],
      '@angular-eslint/template/prefer-control-flow': 'error',
    },
  },
  {
    // The one reader of the environment, what hands it over to that reader, and what is no part of the product.
    files: [
      'apps/api/src/platform/config.ts',
      'apps/api/src/{main,worker}.ts',
      'apps/e2e/**',
      'tools/**',
      'docker/**',
      '**/*.config.{mjs,ts}',
      ...SPECS,
    ],
    rules: { 'no-process-env': 'off' },
  },
  {
    files: ['**/*.mjs', 'apps/e2e/**/*.ts'],
    languageOptions: { globals: names(NODE_GLOBALS) },
  },
  {
    // Scripts that browsers load as they are.
    files: ['apps/*/{public,demo}/**/*.js'],
    languageOptions: { globals: names(['window', 'document', 'location', 'localStorage', 'matchMedia', 'navigator']) },
  },
  {
    files: SPECS,
    languageOptions: {
      globals: names(['describe', 'it', 'test', 'expect', 'jest', 'beforeAll', 'afterAll', 'beforeEach', 'afterEach']),
    },
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
);
