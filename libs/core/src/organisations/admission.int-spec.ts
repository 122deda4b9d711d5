import { nobody } from '@fagtorg/db';
import { overtaken } from '../overtaken.spec-support.js';
import { openPeople, type People } from '../people.spec-support.js';
import { Writing } from '../writing/index.js';
import { AdmissionService, type Newcomer } from './admission.service.js';
import { InvitationsService } from './invitations.service.js';

let people: People;
let admission: AdmissionService;
let invitations: InvitationsService;

beforeAll(async () => {
  people = await openPeople(8);
  const writing = new Writing(people.database);
  admission = new AdmissionService(writing);
  invitations = new InvitationsService(writing, people.reference, 'LINK');
});
afterAll(() => people.close());

const asSteward = <T>(sql: string): Promise<T[]> => people.asSteward<T>(sql);
const asGatekeeper = <T>(sql: string): Promise<T[]> => people.database.asGatekeeper(({ client }) => client.$queryRawUnsafe<T[]>(sql));

const adminOf = (code: string) => people.actorOf(`orgadmin@${code}`);

/** Invites somebody to Tolga as a case worker; answers the secret of the link. */
async function invited(email: string, code = '3426'): Promise<string> {
  const role = { role: 'CASE_WORKER' as const, rights: [], unit: null, amountLimitOre: null, deputyFor: null, delegationReference: null };
  const draft = { ...role, from: await people.today(), to: null, reason: 'Nyansatt' };
  const issued = await invitations.invite(await adminOf(code), code, email, draft, null);
  if (!issued.ok || issued.value.secret === null) throw new Error('Not invited.');
  return issued.value.secret;
}

let number = 0;
const newcomer = (secret: string, verifiedEmail: string | null, more: Partial<Newcomer> = {}): Newcomer => ({
  ...{
    secret,
    verifiedEmail,
    issuer: 'https://id.example',
    subject: `subject-${(number += 1)}`,
    name: 'Kari Nordmann',
    demonstration: false,
  },
  ...more,
});

const accepted = async (who: Newcomer): Promise<string> => {
  const result = await admission.acceptInvitation(who);
  if (!result.ok) throw new Error(result.refusal.say('en'));
  return result.value.personId;
};
const refusal = async (who: Newcomer): Promise<string | null> => {
  const result = await admission.acceptInvitation(who);
  return result.ok ? null : result.refusal.code;
};
const rolesOf = async (personId: string): Promise<string[]> =>
  ((await people.identity.actorOf(personId))?.memberships ?? []).map(({ role, organisation }) => `${role} ${organisation.code}`);

describe('an invitation that is accepted', () => {
  it('makes the person, remembers the identity, gives the role and forgets the address', async () => {
    const who = newcomer(await invited('kari@tolga.kommune.no'), 'Kari@Tolga.kommune.no');
    const personId = await accepted(who);
    expect(await rolesOf(personId)).toEqual(['CASE_WORKER 3426']);
    expect(await asSteward(`SELECT email, name, demonstration FROM person WHERE id = '${personId}'`)).toEqual([
      { email: 'kari@tolga.kommune.no', name: 'Kari Nordmann', demonstration: false },
    ]);
    expect(await asGatekeeper(`SELECT person_id::text AS id FROM external_identity WHERE subject = '${who.subject}'`)).toEqual([
      { id: personId },
    ]);
    expect(await asGatekeeper(`SELECT email FROM invitation WHERE accepted_by_id = '${personId}'`)).toEqual([{ email: null }]);
    const [membership] = await asSteward(
      `SELECT granted_by_id::text AS by, grant_reason AS why FROM membership WHERE person_id = '${personId}'`,
    );
    expect(membership).toEqual({ by: (await adminOf('3426')).personId, why: 'Nyansatt' });
  });

  it('is used up, but for who accepted it', async () => {
    const who = newcomer(await invited('ola@tolga.kommune.no'), 'ola@tolga.kommune.no');
    const personId = await accepted(who);
    expect(await accepted(who)).toBe(personId);
    expect(await rolesOf(personId)).toEqual(['CASE_WORKER 3426']);
    expect(await refusal(newcomer(who.secret, 'ola@tolga.kommune.no'))).toBe('CONFLICT');
  });

  it('by many at the same moment lets one in', async () => {
    const secret = await invited('per@tolga.kommune.no');
    const results = await Promise.all(Array.from({ length: 8 }, () => refusal(newcomer(secret, 'per@tolga.kommune.no'))));
    expect(results.filter((code) => code === null)).toHaveLength(1);
    expect(new Set(results)).toEqual(new Set([null, 'CONFLICT']));
  });

  it('that somebody else is just accepting is used when its turn comes', async () => {
    const secret = await invited('siri@tolga.kommune.no');
    const accepts = `UPDATE invitation SET accepted_at = now(), accepted_by_id = (SELECT id FROM person LIMIT 1) WHERE email = 'siri@tolga.kommune.no'`;
    const late = await overtaken(
      (first) => people.owner.asSteward(first),
      accepts,
      () => refusal(newcomer(secret, 'siri@tolga.kommune.no')),
    );
    expect(late).toBe('CONFLICT');
  });

  it('finds who is here already by an address that is proved, in another organisation too', async () => {
    const personId = await accepted(newcomer(await invited('manager@3427.example'), 'manager@3427.example'));
    expect((await rolesOf(personId)).sort()).toEqual(['CASE_WORKER 3426', 'MANAGER 3427']);
  });

  it('finds who is here already by an identity, whatever address they have now', async () => {
    const who = newcomer(await invited('anne@tolga.kommune.no'), 'anne@tolga.kommune.no');
    const personId = await accepted(who);
    expect(await accepted({ ...who, secret: await invited('anne@tynset.kommune.no', '3427'), verifiedEmail: null })).toBe(personId);
    expect((await rolesOf(personId)).sort()).toEqual(['CASE_WORKER 3426', 'CASE_WORKER 3427']);
    expect(await accepted({ ...who, secret: await invited('anne@tolga.kommune.no'), verifiedEmail: 'ny.adresse@tolga.kommune.no' })).toBe(
      personId,
    );
  });

  it('gives no role twice', async () => {
    const who = newcomer(await invited('to@tolga.kommune.no'), 'to@tolga.kommune.no');
    const personId = await accepted(who);
    await accepted({ ...who, secret: await invited('to@tolga.kommune.no') });
    expect(await rolesOf(personId)).toEqual(['CASE_WORKER 3426']);
  });

  it('stands in the audit as the act of who accepted it', async () => {
    const personId = await accepted(newcomer(await invited('logg@tolga.kommune.no'), 'logg@tolga.kommune.no'));
    const admin = await adminOf('3426');
    const organisationId = admin.memberships[0]?.organisation.id ?? '';
    const events = await people.database.withTenant({ ...nobody, audited: [organisationId] }, ({ client }) =>
      client.$queryRawUnsafe<object[]>(
        `SELECT act, facts::json ->> 'role' AS role, facts::json ->> 'invitedById' AS by FROM audit_event WHERE actor_id = '${personId}'`,
      ),
    );
    expect(events).toEqual([{ act: 'accept-invitation', role: 'CASE_WORKER', by: admin.personId }]);
  });
});

describe('nobody comes in', () => {
  const nothingHappens = async (work: () => Promise<void>): Promise<void> => {
    const count = (): Promise<object[]> => asGatekeeper('SELECT count(*)::int FROM person p LEFT JOIN membership m ON m.person_id = p.id');
    const before = await count();
    await work();
    expect(await count()).toEqual(before);
  };

  it('by a secret that was never told', () =>
    nothingHappens(async () => expect(await refusal(newcomer('x'.repeat(43), 'kari@tolga.kommune.no'))).toBe('NOT_FOUND')));

  it('by an invitation that was withdrawn, or not accepted in time', async () => {
    const [withdrawn, late] = [await invited('trukket@tolga.kommune.no'), await invited('sen@tolga.kommune.no')];
    await asSteward(`UPDATE invitation SET withdrawn_at = now() WHERE email = 'trukket@tolga.kommune.no' RETURNING id`);
    await asSteward(`UPDATE invitation SET invited_at = now() - interval '15 days', expires_at = now() - interval '1 day'
      WHERE email = 'sen@tolga.kommune.no' RETURNING id`);
    await nothingHappens(async () => {
      expect(await refusal(newcomer(withdrawn, 'trukket@tolga.kommune.no'))).toBe('EXPIRED');
      expect(await refusal(newcomer(late, 'sen@tolga.kommune.no'))).toBe('EXPIRED');
    });
  });

  it('with the proved address of somebody else', async () => {
    const secret = await invited('for.kari@tolga.kommune.no');
    await nothingHappens(async () => expect(await refusal(newcomer(secret, 'ola@tolga.kommune.no'))).toBe('FORBIDDEN'));
    const known = newcomer(await invited('known@tolga.kommune.no'), 'known@tolga.kommune.no');
    await accepted(known);
    await nothingHappens(async () => expect(await refusal({ ...known, secret })).toBe('FORBIDDEN'));
  });

  it('as somebody who is here already, without proof of the address: an administrator could keep the link', async () => {
    const secret = await invited('manager@3428.example');
    await nothingHappens(async () => expect(await refusal(newcomer(secret, null))).toBe('CONFLICT'));
  });

  it('as somebody whom the same issuer knows as another: addresses go over to new employees', async () => {
    await accepted(newcomer(await invited('arvet@tolga.kommune.no'), 'arvet@tolga.kommune.no'));
    const secret = await invited('arvet@tolga.kommune.no');
    await nothingHappens(async () => expect(await refusal(newcomer(secret, 'arvet@tolga.kommune.no'))).toBe('CONFLICT'));
  });

  it('as somebody who is being erased: not by their address, and not by their identity with another one', async () => {
    const who = newcomer(await invited('slettes@tolga.kommune.no'), 'slettes@tolga.kommune.no');
    const personId = await accepted(who);
    await asSteward(`UPDATE person SET erased_at = now() WHERE id = '${personId}' RETURNING id`);
    const [again, anew] = [await invited('slettes@tolga.kommune.no'), await invited('slettes.ny@tolga.kommune.no')];
    await nothingHappens(async () => {
      expect(await refusal(newcomer(again, 'slettes@tolga.kommune.no'))).toBe('CONFLICT');
      expect(await refusal({ ...who, secret: anew, verifiedEmail: 'slettes.ny@tolga.kommune.no' })).toBe('CONFLICT');
    });
  });
});

describe('an address that somebody was invited to and never proved', () => {
  const accepted = async (person: Newcomer): Promise<string> => {
    const result = await admission.acceptInvitation(person);
    return result.ok ? result.value.personId : result.refusal.code;
  };
  const codesOf = async (personId: string): Promise<string[]> =>
    ((await people.identity.actorOf(personId))?.memberships ?? []).map(({ organisation }) => organisation.code).sort();

  it('is not what others are known by: whoever proves it at another provider is somebody else', async () => {
    const taken = await accepted(newcomer(await invited('radgjevar@alvdal.example'), null, { issuer: 'https://tolga.example' }));
    const real = await accepted(
      newcomer(await invited('radgjevar@alvdal.example', '3428'), 'radgjevar@alvdal.example', { issuer: 'https://alvdal.example' }),
    );
    expect(real).not.toBe(taken);
    expect([await codesOf(taken), await codesOf(real)]).toEqual([['3426'], ['3428']]);
  });

  it('shuts nobody out who proves it at the same provider', async () => {
    const taken = await accepted(newcomer(await invited('radmann@alvdal.example'), null));
    const real = await accepted(newcomer(await invited('radmann@alvdal.example', '3428'), 'radmann@alvdal.example'));
    expect([await codesOf(taken), await codesOf(real)]).toEqual([['3426'], ['3428']]);
  });

  it('stays with whoever has proved it', async () => {
    const first = await accepted(newcomer(await invited('planleggar@tolga.example'), 'planleggar@tolga.example'));
    const again = newcomer(await invited('planleggar@tolga.example', '3428'), 'planleggar@tolga.example', {
      issuer: 'https://other.example',
    });
    expect(await accepted(again)).toBe(first);
  });
});

it('lets nobody in by the link of an administrator who is one no more', async () => {
  const secret = await invited('medhjelpar@tolga.example');
  await asSteward(`UPDATE membership SET valid_to = app.today() - 1, ended_at = now() WHERE role = 'ORG_ADMIN'
    AND person_id = (SELECT id FROM person WHERE email = 'orgadmin@3426.example')`);
  expect(await admission.acceptInvitation(newcomer(secret, null))).toMatchObject({ ok: false, refusal: { code: 'EXPIRED' } });
  await asSteward(`UPDATE membership SET valid_to = NULL, ended_at = NULL WHERE role = 'ORG_ADMIN'
    AND person_id = (SELECT id FROM person WHERE email = 'orgadmin@3426.example')`);
  expect(await admission.acceptInvitation(newcomer(secret, null))).toMatchObject({ ok: true });
});
