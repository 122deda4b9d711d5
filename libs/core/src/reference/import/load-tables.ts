import { Prisma, type Tx } from '@fagtorg/db';
import { OPERATOR_CODE } from '../operator.js';
import type { ReferenceFiles } from '../reference-files.js';

type Row = Readonly<Record<string, unknown>>;

const snakeCase = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).map(([key, value]) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]));

/** Inserts rows or brings those with the same key up to date. The columns are those of the rows; names come from our code, never from a user. */
async function upsert(tx: Tx, table: string, key: readonly string[], rows: readonly Row[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');
  const columns = Object.keys(snakeCase(first));
  const changed = columns.filter((column) => !key.includes(column)).map((column) => `"${column}" = EXCLUDED."${column}"`);
  const statement = `INSERT INTO "${table}" (${quoted(columns)}) SELECT ${quoted(columns)} FROM jsonb_populate_recordset(NULL::"${table}", `;
  const conflict = `) ON CONFLICT (${quoted(key)}) ${changed.length > 0 ? `DO UPDATE SET ${changed.join(', ')}` : 'DO NOTHING'}`;
  await tx.client.$executeRaw`${Prisma.raw(statement)}${JSON.stringify(rows.map(snakeCase))}::jsonb${Prisma.raw(conflict)}`;
}

/** Replaces a table that nothing refers to. */
export async function replace(tx: Tx, table: string, key: readonly string[], rows: readonly Row[]): Promise<void> {
  await tx.client.$executeRaw`${Prisma.raw(`DELETE FROM "${table}"`)}`;
  await upsert(tx, table, key, rows);
}

const regionId = (standard: string, code: string): string => `${standard}:${code}`;

export async function loadFacts(tx: Tx, files: ReferenceFiles): Promise<void> {
  await upsert(tx, 'county', ['code'], files.counties);
  await upsert(tx, 'municipality', ['code'], files.municipalities);
  await replace(
    tx,
    'municipality_name',
    ['municipality_code', 'language', 'name'],
    files.municipalityNames.map(({ code, ...name }) => ({ municipalityCode: code, ...name })),
  );
  await replace(tx, 'municipality_successor', ['code', 'successor_code'], files.municipalitySuccessors);
  await upsert(
    tx,
    'region',
    ['id'],
    files.regions.map((region) => ({ id: regionId(region.standard, region.code), ...region })),
  );
  await replace(
    tx,
    'region_member',
    ['region_id', 'municipality_code', 'valid_from'],
    files.regionMembers.map(({ standard, regionCode, ...member }) => ({ regionId: regionId(standard, regionCode), ...member })),
  );
  await replace(tx, 'adjacency', ['a', 'b'], files.adjacency);
  await replace(tx, 'commuting', ['home', 'work'], files.commuting);
  await upsert(tx, 'occupation', ['code'], files.occupations);
  await upsert(
    tx,
    'competence',
    ['code'],
    [...files.competences].sort((a, b) => Number(a.broaderCode !== null) - Number(b.broaderCode !== null)),
  );
  await upsert(tx, 'statutory_requirement', ['id'], files.statutoryRequirements);
  await replace(tx, 'statutory_requirement_competence', ['requirement_id', 'competence_code'], files.statutoryRequirementCompetences);
  await replace(tx, 'holiday', ['date'], files.holidays);
}

const operator = { code: OPERATOR_CODE, name: 'Fagtorg', form: 'OPERATOR' };

/** Everyone who can borrow or lend today. Oslo's county is no party of its own: the municipality 0301 is. */
export async function loadOrganisations(tx: Tx, files: ReferenceFiles): Promise<void> {
  const municipalities = files.municipalities.filter(({ validTo }) => validTo === null);
  const authorities = files.counties.filter(({ code, validTo }) => validTo === null && code !== '03');
  const organisations: Readonly<Record<string, Row[]>> = {
    MUNICIPALITY: municipalities.map(({ code, name }) => ({ code, name, municipalityCode: code })),
    COUNTY: authorities.map(({ code, name }) => ({ code, name: `${name} fylkeskommune`, countyCode: code })),
    BODY: [...files.bodies, operator].map((body) => ({ ...body })),
  };
  for (const [kind, rows] of Object.entries(organisations)) {
    await upsert(
      tx,
      'organisation',
      ['code'],
      rows.map((row) => ({ ...row, kind })),
    );
  }
  const ids = new Map((await tx.client.organisation.findMany()).map(({ id, code }) => [code, id]));
  await replace(
    tx,
    'body_member',
    ['organisation_id', 'municipality_code'],
    files.bodyMembers.map(({ bodyCode, municipalityCode }) => ({ organisationId: ids.get(bodyCode), municipalityCode })),
  );
}
