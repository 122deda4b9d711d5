import { ESLint, type Linter } from 'eslint';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import tseslint from 'typescript-eslint';

const RULE = '@nx/enforce-module-boundaries';

interface Project {
  readonly folder: string;
  readonly tags: readonly string[];
}

const projects: Project[] = ['apps', 'libs'].flatMap((area) =>
  readdirSync(area).map((name) => {
    const manifest = JSON.parse(readFileSync(join(area, name, 'package.json'), 'utf8')) as { nx?: { tags?: string[] } };
    return { folder: join(area, name), tags: manifest.nx?.tags ?? [] };
  }),
);

const real = new ESLint();

/** What the house's own configuration says of an import, without the rules that need types. */
async function complaints(file: string, code: string): Promise<string[]> {
  const config = (await real.calculateConfigForFile(file)) as Required<Pick<Linter.Config, 'rules' | 'plugins'>>;
  const eslint = new ESLint({
    overrideConfigFile: true,
    overrideConfig: [
      {
        files: ['**/*.ts'],
        languageOptions: { parser: tseslint.parser },
        plugins: { '@nx': config.plugins['@nx'] ?? {} },
        rules: { [RULE]: config.rules[RULE] ?? 'off', 'no-restricted-imports': config.rules['no-restricted-imports'] ?? 'off' },
      },
    ],
  });
  const [result] = await eslint.lintText(`${code}\n`, { filePath: file });
  return (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message);
}

describe('the layers of the house', () => {
  it.each(projects.map(({ folder, tags }) => [folder, tags] as const))('%s lies in exactly one', (_, tags) => {
    expect(tags).toEqual([expect.stringMatching(/^layer:(domain|platform|db|core|server|web|testing)$/)]);
  });

  it.each([
    ['libs/domain/src/illegal.ts', '@fagtorg/db'],
    ['libs/domain/src/illegal.ts', '@fagtorg/platform'],
    ['libs/domain/src/illegal.ts', '@nestjs/common'],
    ['libs/domain/src/illegal.ts', 'bullmq'],
    ['libs/domain/src/illegal.ts', 'node:fs'],
    ['libs/platform/src/illegal.ts', '@fagtorg/db'],
    ['libs/platform/src/illegal.int-spec.ts', '@fagtorg/testing'],
    ['libs/db/src/illegal.ts', '@fagtorg/domain'],
    ['libs/db/src/illegal.ts', '@fagtorg/core'],
    ['libs/core/src/illegal.ts', '@fagtorg/testing'],
    ['apps/api/src/illegal.ts', '@fagtorg/db'],
    ['apps/worker/src/illegal.ts', '@fagtorg/testing'],
    ['apps/cli/src/illegal.ts', '@fagtorg/db'],
    ['libs/testing/src/illegal.ts', '@fagtorg/core'],
  ])('%s may not import %s', async (file, target) => {
    expect(await complaints(file, `import '${target}';`)).toHaveLength(1);
  });

  it.each([
    ['apps/api/src/legal.ts', '@fagtorg/core'],
    ['libs/core/src/legal.ts', '@fagtorg/db'],
    ['libs/core/src/legal.int-spec.ts', '@fagtorg/testing'],
    ['libs/db/src/legal.ts', '@fagtorg/platform'],
    ['libs/core/src/legal.ts', '@nestjs/common'],
  ])('%s may import %s', async (file, target) => {
    expect(await complaints(file, `import '${target}';`)).toEqual([]);
  });
});
