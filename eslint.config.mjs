import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const banned = ['@nestjs/*', '@prisma/*', 'bullmq', 'ioredis', 'graphql'];

/** The layer rule of the house: who may import whom. No '*' constraint, so a project without a tag may import nothing of ours. */
const layers = [
  { sourceTag: 'layer:domain', onlyDependOnLibsWithTags: [], bannedExternalImports: banned },
  { sourceTag: 'layer:platform', onlyDependOnLibsWithTags: ['layer:platform'] },
  { sourceTag: 'layer:db', onlyDependOnLibsWithTags: ['layer:platform'] },
  { sourceTag: 'layer:core', onlyDependOnLibsWithTags: ['layer:domain', 'layer:db', 'layer:platform'] },
  { sourceTag: 'layer:server', onlyDependOnLibsWithTags: ['layer:core', 'layer:domain', 'layer:platform'] },
  { sourceTag: 'layer:web', onlyDependOnLibsWithTags: ['layer:domain'] },
  { sourceTag: 'layer:testing', onlyDependOnLibsWithTags: ['layer:domain', 'layer:db', 'layer:platform'] },
];

/** Specs of the two upper layers may build their world with libs/testing. */
const layersOfSpecs = layers.map((layer) =>
  ['layer:core', 'layer:server'].includes(layer.sourceTag)
    ? { ...layer, onlyDependOnLibsWithTags: [...layer.onlyDependOnLibsWithTags, 'layer:testing', 'layer:db'] }
    : layer,
);

const boundaries = (depConstraints) => ({
  '@nx/enforce-module-boundaries': ['error', { enforceBuildableLibDependency: false, allow: [], depConstraints }],
});

export default tseslint.config(
  { ignores: ['**/dist/**', '**/generated/**', '.nx/**', '.fagtorg/**', '.dependency-cruiser.cjs'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: {
          allowDefaultProject: [
            '*.mjs',
            '*.cjs',
            'tools/*.mjs',
            'tools/jest/*.mjs',
            'tools/mutants/*.mjs',
            'tools/trials/*/*.mjs',
            'apps/api/e2e/isolation/*/*.mjs',
            'apps/cli/bin/*.js',
          ],
          maximumDefaultProjectFileMatchCount_THIS_WILL_SLOW_DOWN_LINTING: 20,
        },
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { '@nx': nx },
    rules: {
      ...boundaries(layers),
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/prefer-nullish-coalescing': 'off',
      // Marked only to make it stand out: a demonstration's identity provider is on this machine, and has no TLS.
      '@typescript-eslint/no-deprecated': [
        'error',
        { allow: [{ from: 'package', package: 'openid-client', name: 'allowInsecureRequests' }] },
      ],
      // Nest types its options as classes and takes plain objects.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message: 'Only libs/platform/src/env.ts reads process.env.',
        },
      ],
      'no-console': 'error',
    },
  },
  {
    files: ['libs/domain/**'],
    ignores: ['**/*.spec.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: ['node:*', 'fs', 'path'] }] },
  },
  { files: ['libs/platform/src/env.ts'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['apps/cli/**', 'tools/**'], rules: { 'no-console': 'off' } },
  { files: ['**/*.{spec,int-spec,e2e-spec}.ts', 'apps/*/e2e/**'], rules: boundaries(layersOfSpecs) },
  {
    files: ['**/*.mjs', '**/*.js'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
  prettier,
);
