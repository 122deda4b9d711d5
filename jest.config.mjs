import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Three sizes of specs, one manner: ESM through swc, sources before builds. */
const common = {
  rootDir: '.',
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          target: 'es2022',
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['/dist/'],
};

/** One database server for a run, with a template that each spec copies; the specs read where it is from the file. */
const onDatabase = {
  ...common,
  globalSetup: '<rootDir>/tools/jest/start-cluster.mjs',
  globalTeardown: '<rootDir>/tools/jest/stop-cluster.mjs',
  globals: { fagtorgClusterFile: join(tmpdir(), `fagtorg-cluster-${process.pid}.json`) },
};

export default {
  maxWorkers: 2,
  testTimeout: 120_000,
  projects: [
    { ...common, displayName: 'unit', testMatch: ['<rootDir>/{apps,libs,tools}/**/*.spec.ts'] },
    { ...onDatabase, displayName: 'integration', testMatch: ['<rootDir>/{apps,libs}/**/*.int-spec.ts'] },
    { ...onDatabase, displayName: 'e2e', testMatch: ['<rootDir>/apps/*/e2e/**/*.e2e-spec.ts'] },
  ],
};
