import { Database, disposableDatabase, type DisposableDatabase, nobody } from '@fagtorg/db';
import type { RoleDraft } from '@fagtorg/domain';
import { AdmissionService } from '../organisations/index.js';
import { Writing } from '../writing/index.js';
import { inviteByOperator } from './operators-invitation.js';

let disposable: DisposableDatabase;
let owner: Database;
let database: Database;

beforeAll(async () => {
  disposable = await disposableDatabase();
  owner = new Database({ url: disposable.ownerUrl, pool: 2 });
  database = new Database({ url: disposable.applicationUrl, pool: 2 });
});
afterAll(async () => {
  await owner.close();
  await database.close();
  await disposable.drop();
});

type Invitation = Parameters<typeof inviteByOperator>[1];
const first: Invitation = {
  ...{ organisationCode: '5037', email: 'Kari@Levanger.kommune.no', role: 'ORG_ADMIN', rights: [], unit: null, amountLimitOre: null },
  ...{ deputyFor: null, delegationReference: null, to: null, reason: 'Første administrator', handover: 'LINK' },
};
const manager: Partial<RoleDraft> = { role: 'MANAGER', rights: ['POST', 'RELEASE'] };

describe('an operator’s invitation', () => {
  it('lets the first administrator of an organisation in', async () => {
    const invited = await inviteByOperator(owner, first);
    if (!invited.ok) throw new Error(invited.refusal.say('en'));
    expect(invited.value).toMatchObject({ organisation: 'Levanger', email: 'kari@levanger.kommune.no' });
    const newcomer = {
      issuer: 'https://id.example',
      subject: 'kari',
      verifiedEmail: 'kari@levanger.kommune.no',
      name: 'Kari',
      demonstration: false,
    };
    const accepted = await new AdmissionService(new Writing(database)).acceptInvitation({
      ...newcomer,
      secret: invited.value.secret ?? '',
    });
    const personId = accepted.ok ? accepted.value.personId : '';
    expect(
      await owner.asSteward(
        ({ client }) => client.$queryRaw<object[]>`SELECT role, granted_by_id AS by FROM membership WHERE person_id = ${personId}::uuid`,
      ),
    ).toEqual([{ role: 'ORG_ADMIN', by: null }]);
  });

  it('stands in the audit of the organisation, as nobody’s', async () => {
    await inviteByOperator(owner, { ...first, ...manager, email: 'ola@levanger.kommune.no' });
    const [organisation] = await owner.asSteward(
      ({ client }) => client.$queryRaw<{ id: string }[]>`SELECT id FROM organisation WHERE code = '5037'`,
    );
    const events = await database.withTenant(
      { ...nobody, audited: [organisation?.id ?? ''] },
      ({ client }) =>
        client.$queryRaw<{ facts: string }[]>`
        SELECT act, thing, actor_id AS "actorId", role, facts FROM audit_event WHERE organisation_id = ${organisation?.id}::uuid
        ORDER BY number DESC LIMIT 1`,
    );
    expect(events).toMatchObject([{ act: 'invite', thing: 'Invitation', actorId: null, role: null }]);
    expect(JSON.parse(events[0]?.facts ?? '')).toMatchObject({ role: 'MANAGER', rights: ['POST', 'RELEASE'], to: null });
  });

  it.each<[string, Partial<Invitation>, string]>([
    ['an organisation that there is not', { organisationCode: '9999' }, 'organisationCode'],
    ['Oslo as a county', { organisationCode: '03' }, 'organisationCode'],
    ['a municipality that is no more', { organisationCode: '5001x' }, 'organisationCode'],
    ['an address that is none', { email: 'kari' }, 'email'],
    ['a role that nobody is given', { role: 'PLATFORM_ADMIN' }, 'role'],
    ['a broker in a municipality', { role: 'BROKER' }, 'role'],
    ['an administrator with a manager’s rights', { rights: ['SIGN'] }, 'rights'],
    ['a last day that has passed', { to: '2020-01-01' }, 'to'],
  ])('for %s is refused', async (_, more, field) =>
    expect(await inviteByOperator(owner, { ...first, ...more })).toMatchObject({ refusal: { code: 'INVALID_INPUT', path: [field] } }),
  );
});
