import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import { mergeTypeDefs } from '@graphql-tools/merge';
import { parse, print } from 'graphql';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';

/** Joins the contract's parts, which lie beside their resolvers, and derives the server's types. `--check` only compares. */

const sources = 'apps/api/src';
const parts = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.graphql'));
const merged = mergeTypeDefs(parts.sort().map((file) => readFileSync(join(sources, file), 'utf8')));
const schema = await format(print(merged), { ...(await resolveConfig('apps/api/schema.graphql')), parser: 'graphql' });
const committed = 'apps/api/schema.graphql';

if (process.argv.includes('--check')) {
  if (readFileSync(committed, 'utf8') !== schema) {
    console.error(`${committed} does not follow from its parts. Run: npx nx run @fagtorg/api:generate`);
    process.exit(1);
  }
} else {
  writeFileSync(committed, schema);
}

const types = await codegen({
  filename: 'graphql.ts',
  documents: [],
  config: {
    enumsAsTypes: true,
    scalars: { Date: 'string', DateTime: 'Date', UUID: 'string', ID: 'string' },
    skipTypename: true,
    avoidOptionals: { defaultValue: true },
  },
  schema: parse(schema),
  plugins: [{ typescript: {} }],
  pluginMap: { typescript },
});
mkdirSync('apps/api/src/generated', { recursive: true });
writeFileSync('apps/api/src/generated/graphql.ts', types);
