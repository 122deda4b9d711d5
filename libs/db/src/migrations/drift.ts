import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { withSchemaEngine } from './schema-engine.js';

/**
 * What a migrated database lacks of the Prisma schema, as the SQL that would bring it there; null when they agree. Constraints,
 * triggers, policies and roles are beyond Prisma's schema and are not compared.
 *
 * @param ownerUrl a database that has all migrations
 * @param schemaFile the path of schema.prisma
 */
export const schemaDrift = async ({ ownerUrl, schemaFile }: { ownerUrl: string; schemaFile: string }): Promise<string | null> => {
  const files = [{ path: schemaFile, content: await readFile(schemaFile, 'utf8') }];
  return withSchemaEngine(
    ownerUrl,
    () => undefined,
    async ({ engine }) => {
      const { exitCode, stdout } = await engine.diff({
        from: { tag: 'schemaDatasource', files, configDir: dirname(schemaFile) },
        to: { tag: 'schemaDatamodel', files },
        script: true,
        exitCode: true,
        filters: { externalTables: [], externalEnums: [] },
      });
      return exitCode === 0 ? null : (stdout ?? 'The schema engine gave no script.');
    },
  );
};
