/** apps -> feature libs -> core, and only through a lib's index.ts. docs/architecture.md shows the graph. */
const ORDER = {
  client: [],
  core: [],
  platform: ['core'],
  persistence: ['core', 'platform'],
  directory: ['core', 'platform', 'persistence'],
  callers: ['core', 'platform', 'persistence', 'directory'],
  delegation: ['core', 'platform', 'persistence', 'directory'],
  policy: ['core', 'platform'],
  decision: ['core', 'platform', 'callers', 'directory', 'delegation', 'policy'],
  'decision-log': ['core', 'platform', 'persistence', 'directory'],
  bundles: ['core', 'platform', 'persistence', 'directory', 'policy', 'decision'],
  git: ['core', 'platform', 'persistence', 'policy', 'bundles'],
  insight: ['core', 'platform', 'persistence', 'directory', 'delegation', 'decision'],
};

const sideways = Object.entries(ORDER).map(([lib, allowed]) => ({
  name: `${lib}-may-use`,
  comment: `libs/${lib} may use only: ${allowed.join(', ') || 'nothing'}`,
  severity: 'error',
  from: { path: `^libs/${lib}/`, pathNot: '\\.spec\\.ts$' },
  to: { path: '^libs/', pathNot: `^libs/(${[lib, ...allowed].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...sideways,
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'core-is-pure',
      comment: 'libs/core imports nothing: no package and no Node module',
      severity: 'error',
      from: { path: '^libs/core/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^libs/core/' },
    },
    {
      name: 'libs-not-to-apps',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'only-through-the-index',
      comment: "a lib's only door is its index.ts",
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/([^/]+)/src/', pathNot: '^libs/($1/|[^/]+/src/index\\.ts$)' },
    },
    {
      name: 'only-through-the-index-from-outside',
      severity: 'error',
      from: { path: '^(apps|migrations|scripts|test|examples)/' },
      to: {
        path: '^libs/[^/]+/src/',
        pathNot: '^libs/([^/]+/src/index|client/src/(nest|fastify|express)/index)\\.ts$',
      },
    },
    {
      name: 'testing-only-in-tests',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['\\.spec\\.ts$', '^libs/testing/'] },
      to: { path: '^libs/testing/' },
    },
    {
      name: 'http-only-in-apps-and-platform',
      comment: 'feature libs do not know the wire',
      severity: 'error',
      from: { path: '^libs/', pathNot: ['^libs/(platform|client)/', '\\.spec\\.ts$'] },
      to: { path: 'node_modules/(fastify|@nestjs/(platform-fastify|swagger))/' },
    },
    {
      name: 'client-is-one-package',
      comment:
        'libs/client is published: only the frameworks it names as peers, each from its own folder',
      severity: 'error',
      from: { path: '^libs/client/', pathNot: '\\.spec\\.ts$' },
      to: {
        pathNot: '^libs/client/|^node_modules/(@nestjs/(common|core)|fastify)/',
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'client-frameworks-in-their-folders',
      severity: 'error',
      from: {
        path: '^libs/client/src/',
        pathNot: ['^libs/client/src/(nest|fastify)/', '\\.spec\\.ts$'],
      },
      to: { path: 'node_modules/' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.d\\.ts$', '\\.(c|m)js$', '\\.spec\\.ts$'] },
      to: {},
    },
    {
      name: 'not-to-dev-dep',
      severity: 'error',
      from: {
        path: '^(apps|libs|migrations)/',
        pathNot: ['\\.spec\\.ts$', '^libs/(testing|client)/'],
      },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|libs/client/dist)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
