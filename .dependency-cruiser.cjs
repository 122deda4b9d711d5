/** The roads inside the house that tags can't see: no circles, and a module of core is entered through its index. */
module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'core-modules-through-their-index',
      comment: 'libs/core/src/<module>/… may be imported from another module only as <module>/index.ts',
      severity: 'error',
      from: { path: '^libs/core/src/([^/]+)/' },
      to: { path: '^libs/core/src/[^/]+/.+', pathNot: ['^libs/core/src/$1/', '^libs/core/src/[^/]+/index\\.ts$'] },
    },
    {
      name: 'core-map',
      comment: 'identity and reference stand below everything; needs and offers below matching; jobs.ts is a leaf',
      severity: 'error',
      from: { path: '^libs/core/src/(identity|organisations|audit|reference|history|outbox|writing)/' },
      to: { path: '^libs/core/src/(needs|offers|matching|upkeep|installation)/' },
    },
    {
      name: 'needs-and-offers-do-not-know-each-other',
      severity: 'error',
      from: { path: '^libs/core/src/(needs|offers)/' },
      to: { path: '^libs/core/src/(needs|offers|matching|upkeep)/', pathNot: '^libs/core/src/$1/' },
    },
    { name: 'jobs-is-a-leaf', severity: 'error', from: { path: '^libs/core/src/jobs\\.ts$' }, to: { path: '^libs/core/' } },
    {
      name: 'not-to-specs',
      severity: 'error',
      from: { pathNot: '\\.(spec|int-spec|e2e-spec)\\.ts$|spec-support|/spec/|/e2e/' },
      to: { path: '\\.(spec|int-spec)\\.ts$|spec-support' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|generated)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { conditionNames: ['source', 'import', 'node', 'default'], extensions: ['.ts', '.js', '.mjs', '.json'] },
  },
};
