import { Database, disposableDatabase, type DisposableDatabase } from '@fagtorg/db';
import { createLogger, newTokenKey, openTokens, parseEnvironment } from '@fagtorg/platform';
import { mergeTypeDefs } from '@graphql-tools/merge';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import {
  buildASTSchema,
  type GraphQLNamedType,
  type GraphQLObjectType,
  isEnumType,
  isInputObjectType,
  isObjectType,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AppModule, typeDefs } from '../src/app.module.js';
import { rateLimiting } from '../src/edge/rate-limiting.js';

const sources = fileURLToPath(new URL('../src', import.meta.url));

/** What a reader of the contract sees explained: a field with its arguments, or a value. */
interface Told {
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly args?: readonly Told[];
}

function partsOf(type: GraphQLNamedType | undefined): readonly Told[] {
  if (isEnumType(type)) return type.getValues();
  if (isObjectType(type)) return Object.values(type.getFields());
  return isInputObjectType(type) ? Object.values(type.getFields()) : [];
}

describe('the contract', () => {
  let disposable: DisposableDatabase;
  let database: Database;
  let app: INestApplication;

  beforeAll(async () => {
    disposable = await disposableDatabase();
    database = new Database({ url: disposable.applicationUrl, pool: 2 });
    const environment = parseEnvironment({ DATABASE_URL: disposable.applicationUrl, TOKEN_KEY: JSON.stringify(await newTokenKey()) });
    if (!environment.ok) throw new Error(environment.problems.join('\n'));
    const { TOKEN_KEY: key, TOKEN_ISSUER: issuer, TOKEN_AUDIENCE: audience } = environment.value;
    const logger = createLogger({ process: 'spec', level: 'silent', format: 'json' });
    const tokens = await openTokens({ key, issuer, audience });
    const unlimited = rateLimiting(
      { take: () => Promise.resolve(0), left: () => Promise.resolve(0), close: () => Promise.resolve() },
      () => null,
    );
    const ground = { database, logger, environment: environment.value, tokens, rateLimiting: unlimited };
    app = await NestFactory.create(AppModule.on(ground), { logger: false });
    await app.init();
  });
  afterAll(async () => {
    await app.close();
    await database.close();
    await disposable.drop();
  });

  it.each(['Query', 'Mutation'])('has a resolver for every field of %s', (root) => {
    const { schema } = app.get(GraphQLSchemaHost);
    const fields = Object.values((schema.getType(root) as GraphQLObjectType).getFields());
    expect(fields.length).toBeGreaterThan(5);
    expect(fields.filter(({ resolve }) => resolve === undefined).map(({ name }) => name)).toEqual([]);
  });

  it('explains every type, field, argument and value', () => {
    const types = Object.values(buildASTSchema(mergeTypeDefs([typeDefs])).getTypeMap()).filter(
      (type) => type.astNode != null && !['Query', 'Mutation'].includes(type.name),
    );
    const silent = types.filter(({ description }) => !description).map(({ name }) => name);
    const roots = ['Query', 'Mutation'].map((root) => app.get(GraphQLSchemaHost).schema.getType(root));
    for (const type of [...types, ...roots]) {
      for (const part of partsOf(type)) {
        const told: readonly Told[] = [part, ...(part.args ?? [])];
        silent.push(...told.filter(({ description }) => !description).map(({ name }) => `${String(type?.name)}.${part.name} ${name}`));
      }
    }
    expect(silent).toEqual([]);
  });

  it('is committed as its parts say, which lie beside their resolvers', () => {
    const parts = readdirSync(sources, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.graphql'))
      .map((file) => readFileSync(`${sources}/${file}`, 'utf8'));
    const printed = (documents: readonly string[]): string =>
      printSchema(lexicographicSortSchema(buildASTSchema(mergeTypeDefs([...documents]))));
    expect(parts.length).toBeGreaterThan(4);
    expect(printed([typeDefs])).toBe(printed(parts));
  });
});
