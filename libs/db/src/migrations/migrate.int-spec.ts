import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type DisposableDatabase, emptyDatabase } from '../disposable/disposable-database.js';
import { schemaDrift } from './drift.js';
import { migrate, migrationStatus } from './migrate.js';
import { migrationFolder, schemaFile } from './migration-folder.js';

const wharf = `
-- A quay; its trigger's body has semicolons of its own.
CREATE TABLE "quay" ("id" INTEGER NOT NULL, "name" TEXT NOT NULL, CONSTRAINT "quay_pkey" PRIMARY KEY ("id"));
ALTER TABLE "quay" ADD CONSTRAINT "quay_named" CHECK (length("name") > 1);
CREATE FUNCTION "tidy"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW."name" := trim(NEW."name"); RETURN NEW; END $$;
CREATE TRIGGER "tidy" BEFORE INSERT ON "quay" FOR EACH ROW EXECUTE FUNCTION "tidy"();
`;
const boats = 'CREATE TABLE "boat" ("id" INTEGER NOT NULL, CONSTRAINT "boat_pkey" PRIMARY KEY ("id"));';

let directory: string;
let database: DisposableDatabase;

const put = async (name: string, script: string): Promise<void> => {
  await mkdir(join(directory, name), { recursive: true });
  await writeFile(join(directory, name, 'migration.sql'), script);
};

const run = () => migrate({ ownerUrl: database.ownerUrl, directory, onProgress: () => undefined });
const status = () => migrationStatus({ ownerUrl: database.ownerUrl, directory });

const ask = async <T>(sql: string): Promise<T | undefined> => {
  const client = new pg.Client(database.ownerUrl);
  await client.connect();
  try {
    return (await client.query<{ answer: T }>(sql)).rows[0]?.answer;
  } finally {
    await client.end();
  }
};

const has = (table: string) => ask<boolean>(`SELECT to_regclass('${table}') IS NOT NULL AS answer`);

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'fagtorg-migrations-'));
  await writeFile(join(directory, 'migration_lock.toml'), 'provider = "postgresql"\n');
  await put('20260101000000_wharf', wharf);
  database = await emptyDatabase();
});

afterEach(async () => {
  await database.drop();
  await rm(directory, { recursive: true });
});

describe('migrating a database', () => {
  it('is done by an owner who is no superuser', async () => {
    await run();
    expect(await ask('SELECT rolsuper AS answer FROM pg_roles WHERE rolname = current_user')).toBe(false);
  });

  it('applies what is missing, once, and says what', async () => {
    expect(await run()).toEqual({ applied: ['20260101000000_wharf'] });
    await put('20260202000000_boats', boats);
    expect(await status()).toMatchObject({ applied: ['20260101000000_wharf'], pending: ['20260202000000_boats'] });
    expect(await run()).toEqual({ applied: ['20260202000000_boats'] });
    expect(await run()).toEqual({ applied: [] });
  });

  it('leaves function bodies whole', async () => {
    await run();
    expect(await ask(`INSERT INTO "quay" VALUES (1, '  Rørvik ') RETURNING "name" AS answer`)).toBe('Rørvik');
  });

  it('is done once when several processes begin at the same time', async () => {
    const runs = await Promise.all([run(), run(), run()]);
    expect(runs.flatMap(({ applied }) => applied)).toEqual(['20260101000000_wharf']);
  });

  it('names a migration that fails, with line and reason, keeps nothing of it, and begins there again', async () => {
    await put('20260202000000_boats', `${boats}\nCREATE TABLE "quay" ();`);
    await expect(run()).rejects.toMatchObject({
      code: 'FAILED',
      migration: '20260202000000_boats',
      message: expect.stringMatching(/20260202000000_boats.* relation "quay" already exists/) as string,
    });
    expect(await has('quay')).toBe(true);
    expect(await has('boat')).toBe(false);
    await put('20260202000000_boats', boats);
    expect(await run()).toEqual({ applied: ['20260202000000_boats'] });
  });

  it('points to the line of a mistake', async () => {
    await put('20260202000000_boats', `${boats}\n\nSELECT nothing FROM "quay";`);
    await expect(run()).rejects.toMatchObject({ message: expect.stringContaining('20260202000000_boats, line 3 failed') as string });
  });

  it('goes on where an earlier run was killed', async () => {
    await run();
    await ask('UPDATE "_prisma_migrations" SET finished_at = NULL, applied_steps_count = 0');
    await ask('DROP TABLE "quay"');
    await ask('DROP FUNCTION "tidy"');
    expect(await status()).toMatchObject({ cutOff: ['20260101000000_wharf'] });
    expect(await run()).toEqual({ applied: ['20260101000000_wharf'] });
  });

  it('refuses a database of a newer version and changes nothing', async () => {
    await put('20260202000000_boats', boats);
    await run();
    await rm(join(directory, '20260202000000_boats'), { recursive: true });
    await put('20260115000000_never', 'CREATE TABLE "never" ();');
    await expect(run()).rejects.toMatchObject({ code: 'DATABASE_NEWER', migration: '20260202000000_boats' });
    expect(await has('never')).toBe(false);
  });

  it('refuses when an applied migration was changed afterwards', async () => {
    await run();
    await put('20260101000000_wharf', `${wharf}\n-- another word`);
    await expect(run()).rejects.toMatchObject({ code: 'EDITED', migration: '20260101000000_wharf' });
  });

  it("refuses a database that holds somebody else's tables", async () => {
    await ask('CREATE TABLE "somebody_elses" ()');
    await expect(run()).rejects.toMatchObject({ code: 'NOT_EMPTY' });
  });

  it('says that it may not, rather than that the migration is wrong', async () => {
    await put('20260202000000_boats', 'CREATE TABLE pg_catalog.boat ();');
    await expect(run()).rejects.toMatchObject({ code: 'NOT_ALLOWED', wayOut: expect.stringContaining('CREATEROLE') as string });
  });

  it('says when the database is not there, without the password', async () => {
    const ownerUrl = 'postgresql://fagtorg_owner:secret@127.0.0.1:1/fagtorg';
    await expect(migrate({ ownerUrl, directory, onProgress: () => undefined })).rejects.toMatchObject({
      code: 'CANNOT_CONNECT',
      message: expect.not.stringContaining('secret') as string,
    });
  });

  it('says when there is no folder', async () => {
    await expect(migrationStatus({ ownerUrl: database.ownerUrl, directory: join(directory, 'nowhere') })).rejects.toMatchObject({
      code: 'FOLDER_MISSING',
    });
  });
});

describe('the drift check', () => {
  const quay = (columns: string): string => `datasource db {
  provider = "postgresql"
}

model Quay {
  id   Int    @id
  ${columns}

  @@map("quay")
}
`;
  const drift = async (schema: string) => {
    const file = join(directory, 'schema.prisma');
    await writeFile(file, schema);
    return schemaDrift({ ownerUrl: database.ownerUrl, schemaFile: file });
  };

  beforeEach(run);

  it('is content when migrations and schema agree', async () => {
    expect(await drift(quay('name String'))).toBeNull();
  });

  it('shows as SQL what the migrations lack', async () => {
    expect(await drift(quay('name String\n  depth Float?'))).toContain('ALTER TABLE "quay" ADD COLUMN     "depth" DOUBLE PRECISION');
  });

  it('shows as SQL what the schema lacks', async () => {
    expect(await drift(quay(''))).toContain('DROP COLUMN "name"');
  });
});

describe("Fagtorg's own migrations", () => {
  it('lead to the Prisma schema', async () => {
    await migrate({ ownerUrl: database.ownerUrl, directory: migrationFolder, onProgress: () => undefined });
    expect(await schemaDrift({ ownerUrl: database.ownerUrl, schemaFile })).toBeNull();
  });
});
