import { Database, disposableDatabase, type DisposableDatabase } from '@fagtorg/db';
import type { Actor, Result, RoleDraft } from '@fagtorg/domain';
import { IdentityService } from '../identity/index.js';
import { ReferenceService } from '../reference/index.js';
import { Writing } from '../writing/index.js';
import { overtaken } from '../overtaken.spec-support.js';
import { RolesService } from './roles.service.js';

let disposable: DisposableDatabase;
let database: Database;
let owner: Database;
let roles: RolesService;
let identity: IdentityService;

beforeAll(async () => {
  disposable = await disposableDatabase();
  database = new Database({ url: disposable.applicationUrl, pool: 4 });
  owner = new Database({ url: disposable.ownerUrl, pool: 2 });
  const reference = new ReferenceService(database);
  await reference.reload();
  roles = new RolesService(new Writing(database), reference);
  identity = new IdentityService(database, reference);
});
afterAll(async () => {
  await owner.close();
  await database.close();
  await disposable.drop();
});

const idOf = async (sql: string): Promise<string> => {
  const [row] = await owner.asSteward(({ client }) => client.$queryRawUnsafe<{ id: string }[]>(sql));
  return row?.id ?? '';
};
const personOf = (account: string): Promise<string> => idOf(`SELECT id FROM person WHERE email = '${account}.example'`);
const roleOf = async (account: string): Promise<string> =>
  idOf(`SELECT id FROM membership WHERE person_id = '${await personOf(account)}' AND role = 'ORG_ADMIN' AND ended_at IS NULL`);
async function actor(account: string): Promise<Actor> {
  const found = await identity.actorOf(await personOf(account));
  if (!found) throw new Error(`There is no ${account}.`);
  return found;
}
const codeOf = async (attempt: Promise<Result<unknown>>): Promise<string> => {
  const result = await attempt;
  return result.ok ? 'done' : result.refusal.code;
};
const day = (): Promise<string> => database.asGatekeeper((tx) => Promise.resolve(tx.today));
const ending = async () => ({ from: await day(), reason: 'Permisjon' });

/** Makes somebody of Tolga an administrator beside the first. */
async function promote(account: string): Promise<void> {
  const none = { rights: [], unit: null, amountLimitOre: null, deputyFor: null, delegationReference: null, to: null };
  const draft: RoleDraft = { ...none, role: 'ORG_ADMIN', from: await day(), reason: 'To er bedre' };
  expect(await codeOf(roles.grant(await actor('orgadmin@3426'), '3426', await personOf(account), draft, null))).toBe('done');
}

describe('the role of an administrator', () => {
  it('is not ended where nobody else has it', async () => {
    expect(await codeOf(roles.end(await actor('orgadmin@3426'), await roleOf('orgadmin@3426'), await ending(), null))).toBe('CONFLICT');
  });

  it('is handed over by who has it, and by nobody else', async () => {
    await promote('caseworker@3426');
    const [others, heir] = [await roleOf('orgadmin@3426'), await personOf('manager@3426')];
    expect(await codeOf(roles.handOver(await actor('caseworker@3426'), others, heir, await ending(), null))).toBe('FORBIDDEN');
    expect(await codeOf(roles.handOver(await actor('caseworker@3426'), await roleOf('caseworker@3426'), heir, await ending(), null))).toBe(
      'done',
    );
  });

  it('is not ended while the only other one is being ended', async () => {
    const [other, own] = [await roleOf('orgadmin@3426'), await roleOf('manager@3426')];
    const [manager, leaving] = [await actor('manager@3426'), await ending()];
    const ends = `UPDATE membership SET valid_to = valid_from - 1, ended_at = now(), end_reason = 'x', ended_by_id = person_id WHERE id = '${other}'`;
    expect(
      await overtaken(
        (first) => owner.asSteward(first),
        ends,
        () => codeOf(roles.end(manager, own, leaving, null)),
      ),
    ).toBe('CONFLICT');
  });
});
