import type { Result, RoleDraft } from '@fagtorg/domain';
import { overtaken } from '../overtaken.spec-support.js';
import { openPeople, type People } from '../people.spec-support.js';
import { Writing } from '../writing/index.js';
import { RolesService } from './roles.service.js';

let people: People;
let roles: RolesService;

beforeAll(async () => {
  people = await openPeople();
  roles = new RolesService(new Writing(people.database), people.reference);
});
afterAll(() => people.close());

const actor = (account: string) => people.actorOf(account);
async function roleOf(account: string): Promise<string> {
  const [role] = await people.asSteward<{ id: string }>(
    `SELECT id FROM membership WHERE person_id = '${await people.personOf(account)}' AND role = 'ORG_ADMIN' AND ended_at IS NULL`,
  );
  return role?.id ?? '';
}
const codeOf = async (attempt: Promise<Result<unknown>>): Promise<string> => {
  const result = await attempt;
  return result.ok ? 'done' : result.refusal.code;
};
const ending = async () => ({ from: await people.today(), reason: 'Permisjon' });

/** Makes somebody of Tolga an administrator beside the first. */
async function promote(account: string): Promise<void> {
  const none = { rights: [], unit: null, amountLimitOre: null, deputyFor: null, delegationReference: null, to: null };
  const draft: RoleDraft = { ...none, role: 'ORG_ADMIN', from: await people.today(), reason: 'To er bedre' };
  expect(await codeOf(roles.grant(await actor('orgadmin@3426'), '3426', await people.personOf(account), draft, null))).toBe('done');
}

describe('the role of an administrator', () => {
  it('is not ended where nobody else has it', async () => {
    expect(await codeOf(roles.end(await actor('orgadmin@3426'), await roleOf('orgadmin@3426'), await ending(), null))).toBe('CONFLICT');
  });

  it('is handed over by who has it, and by nobody else', async () => {
    await promote('caseworker@3426');
    const [others, heir] = [await roleOf('orgadmin@3426'), await people.personOf('manager@3426')];
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
        (first) => people.owner.asSteward(first),
        ends,
        () => codeOf(roles.end(manager, own, leaving, null)),
      ),
    ).toBe('CONFLICT');
  });
});
