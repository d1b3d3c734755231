const typescriptWithDecorators = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    target: 'es2022',
    keepClassNames: true,
  },
  module: { type: 'commonjs' },
};
const plainJavaScript = {
  jsc: { parser: { syntax: 'ecmascript' }, target: 'es2022' },
  module: { type: 'commonjs' },
};

/** What every tier shares. */
const base = {
  rootDir: __dirname,
  testEnvironment: 'node',
  moduleNameMapper: {
    '^@legate/client/([a-z]+)$': '<rootDir>/libs/client/src/$1/index.ts',
    '^@legate/([a-z-]+)$': '<rootDir>/libs/$1/src/index.ts',
    // Sources import './x.js' as Node resolves it after the build; here it is still './x.ts'.
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: [
    '<rootDir>/dist/',
    '<rootDir>/libs/client/dist/',
    '<rootDir>/.legate/',
  ],
  transform: {
    '\\.ts$': ['@swc/jest', typescriptWithDecorators],
    '\\.m?js$': ['@swc/jest', plainJavaScript],
  },
  // Nest 12 ships only ES modules, as do cookie (light-my-request), content-disposition (@fastify/static) and jose;
  // Jest on Node 20 cannot require them untransformed, nor run the dynamic imports of otlp-exporter-base.
  transformIgnorePatterns: [
    '/node_modules/(?!(@nestjs|@opentelemetry/otlp-exporter-base|cookie|content-disposition|jose)/)',
  ],
};

const withPostgres = {
  globalSetup: '<rootDir>/test/support/global-setup.cjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.cjs',
};

/** @type {import('jest').Config} */
module.exports = {
  projects: [
    { ...base, displayName: 'unit', testMatch: ['<rootDir>/{apps,libs}/**/*.spec.ts'] },
    { ...base, displayName: 'policy', testMatch: ['<rootDir>/test/policy/**/*.spec.ts'] },
    { ...base, displayName: 'property', testMatch: ['<rootDir>/test/property/**/*.spec.ts'] },
    {
      ...base,
      ...withPostgres,
      displayName: 'docs',
      testMatch: ['<rootDir>/test/docs/**/*.spec.ts'],
    },
    {
      ...base,
      ...withPostgres,
      displayName: 'conformance',
      testMatch: ['<rootDir>/test/conformance/**/*.spec.ts'],
    },
    {
      ...base,
      ...withPostgres,
      displayName: 'e2e',
      testMatch: ['<rootDir>/test/e2e/**/*.spec.ts'],
    },
  ],
  testTimeout: 60_000,
  // What suites leave in a process that runs them one after another grows beyond any heap: it is begun anew in time.
  workerIdleMemoryLimit: '1500MB',
};
