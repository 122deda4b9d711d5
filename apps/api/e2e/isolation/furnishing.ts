import { type Headers, type Input, type Need, needInput, type Offer, TODAY, type World } from '@fagtorg/testing';
import { type Actor, FAR, type Ground, organisations, OWN, thingsOf } from './ground.js';

/** Makes a world in which there is something of everything, three times, and everybody who could ask for it. */
export async function furnishedGround(world: World): Promise<Ground> {
  for (const code of organisations) {
    await postAndOffer(world, code);
    await administer(world, code);
  }
  await world.settles();
  const actors = await actorsOf(world);
  const { behind, system } = world;
  return {
    ...{ system, actors, things: await thingsOf(world) },
    matches: await behind.rows(`SELECT need_id::text AS "needId", offer_id::text AS "offerId" FROM match WHERE outcome = 'ELIGIBLE'`),
    steps: new Map(
      (
        await behind.rows<{ id: string; all: number; open: number }>(
          `SELECT coalesce(need_id, offer_id)::text AS id, count(*)::int AS "all", count(*) FILTER (WHERE visible)::int AS open FROM transition GROUP BY 1`,
        )
      ).map(({ id, ...counted }) => [id, counted]),
    ),
  };
}

/** Needs and offers in every state that somebody else may not see, and in those that everybody may. */
async function postAndOffer(world: World, code: string): Promise<void> {
  const here = world.organisation(code);
  const [manager, caseWorker, specialist] = [here.manager(), here.caseWorker(), here.specialist()];
  const remote: Input = { workMode: 'REMOTE', funding: { secured: true, year: 2027 }, statutoryRequirementId: 'pbl-11-2' };
  const because = { reason: 'fordi' };
  const elsewhere = { scope: 'REMOTE', ...because };
  await caseWorker.tries('postNeed', needInput(code, { draft: true, ...remote }), { 'idempotency-key': `need-${code}` });
  await caseWorker.posts(remote);
  await manager.does<Need>('returnNeed', await caseWorker.posts(remote), because);
  const held = await manager.does<Need>('holdNeed', await manager.posts(remote), because);
  await manager.does<Need>('widenSearch', await manager.does<Need>('resumeNeed', held), elsewhere);
  const coBorrowers = [{ organisationCode: code === OWN ? FAR : OWN, minutes: 1200 }];
  await manager.does<Need>('widenSearch', await manager.posts({ ...remote, coBorrowers }), elsewhere);

  const hours: Input = { workMode: 'REMOTE', positionMinutesPerWeek: 1200 };
  const release = { permanentEmployee: true, maxMinutesPerWeek: 600 };
  await specialist.publishes({ draft: true, ...hours });
  await specialist.publishes(hours);
  await manager.does<Offer>('refuseRelease', await specialist.publishes(hours), because);
  await manager.does<Offer>('releaseOffer', await specialist.publishes({ ...hours, showRegionOnly: true }), release);
  await manager.does<Offer>('releaseOffer', await specialist.publishes(hours), release);
}

/** An invitation, a role that was given and ended, a program with a token, and signs of having signed in. */
async function administer(world: World, code: string): Promise<void> {
  const admin = world.organisation(code).orgAdmin();
  const invitation = { organisationCode: code, email: `new@${code}.example`, role: 'SPECIALIST', from: TODAY, reason: 'fordi' };
  await admin.asks(`mutation ($input: InviteInput!) { invite(input: $input) { __typename } }`, { input: invitation });
  await tokenOfProgram(world, code, 'target', ['NEEDS_READ']);
  await world.behind.run(`
    WITH staff AS (
      SELECT m.id, m.person_id, o.id AS organisation, (SELECT person_id FROM membership a WHERE a.organisation_id = o.id AND a.role = 'ORG_ADMIN' LIMIT 1) AS admin
      FROM membership m JOIN organisation o ON o.id = m.organisation_id WHERE o.code = '${code}'
    ), former AS (
      INSERT INTO membership (person_id, organisation_id, role, rights, valid_from, valid_to, granted_by_id, grant_reason, ended_by_id, ended_at, end_reason)
      SELECT person_id, organisation, 'CASE_WORKER', '{}', '2024-01-01', '2025-01-01', admin, 'x', admin, now(), 'x' FROM staff
    ), signed_in AS (
      INSERT INTO session (person_id, secret_hash, created_at, last_seen_at, expires_at, device, issuer, assurance, acting_for)
      SELECT person_id, sha256(id::text::bytea), app.now(), app.now(), app.now() + interval '8 hours', 'x', 'x', 'x', 'x' FROM staff RETURNING id, person_id
    ), renewed AS (
      INSERT INTO refresh_token (family_id, person_id, session_id, secret_hash, issued_at, expires_at)
      SELECT id, person_id, id, sha256(id::text::bytea), app.now(), app.now() + interval '8 hours' FROM signed_in
    )
    INSERT INTO external_identity (issuer, subject, person_id) SELECT 'x', id::text, person_id FROM staff`);
}

async function tokenOfProgram(world: World, code: string, name: string, scopes: readonly string[]): Promise<Headers> {
  const admin = world.organisation(code).orgAdmin();
  const given = { organisationCode: code, name, scopes: scopes.length > 0 ? scopes : ['NEEDS_READ'], reason: 'fordi' };
  const { made } = await admin.asks<{ made: { id: string } }>(
    `mutation ($input: MakeServiceAccountInput!) { made: makeServiceAccount(input: $input) { ... on ServiceAccount { id } } }`,
    { input: given },
  );
  // Nobody can be given no scope at all; the edge is tried all the same.
  if (scopes.length === 0) await world.behind.run(`UPDATE service_account SET scopes = '{}' WHERE id = $1::uuid`, made.id);
  const { issued } = await admin.asks<{ issued: { secret: string } }>(
    `mutation ($input: IssueApiTokenInput!) { issued: issueApiToken(input: $input) { ... on IssuedApiToken { secret } } }`,
    { input: { serviceAccountId: made.id, lastDay: '2026-12-31' } },
  );
  return { authorization: `Bearer ${issued.secret}` };
}

// ------------------------------------------------------------ who asks

/** An inter-municipal company far from the three. */
const BODY = 'iks-risor';
const SCOPES = ['NEEDS_READ', 'NEEDS_WRITE', 'OFFERS_READ', 'PEOPLE_READ', 'AUDIT_READ'];

async function actorsOf(world: World): Promise<Actor[]> {
  await moveIn(world);
  const people: readonly (readonly [name: string, email: string])[] = [
    ['a specialist', `specialist1@${OWN}.example`],
    ['a colleague', `specialist2@${OWN}.example`],
    ['a case worker', `caseworker@${OWN}.example`],
    ['a manager', `manager@${OWN}.example`],
    ['a manager without rights', 'manager@3428.example'],
    ['the administrator', `orgadmin@${OWN}.example`],
    ['somebody whose role has ended', 'caseworker@3428.example'],
    ['the broker of the own county', 'broker@34.example'],
    ['the broker of another county', 'broker@50.example'],
    ['the platform’s administrator', 'admin@fagtorg.example'],
    ['the manager of a joint body', `manager@${BODY}.example`],
  ];
  const programs: readonly (readonly [name: string, scopes: readonly string[]])[] = [
    ['a program without scope', []],
    ['a program with every scope', SCOPES],
    ...SCOPES.map((scope) => [`a program with ${scope}`, [scope]] as const),
  ];
  const nobody = { personId: null, roles: [], turnedAway: false };
  const erased = { authorization: `Bearer ${await world.system.tokenOf('specialist2@3429.example')}` };
  await world.behind.run(`UPDATE person SET erased_at = now() WHERE email = 'specialist2@3429.example'`);
  return [
    { ...nobody, name: 'nobody', headers: {} },
    { ...nobody, name: 'somebody who was erased', headers: erased, turnedAway: true },
    ...(await Promise.all(people.map(([name, email]) => personOf(world, name, email)))),
    ...(await Promise.all(programs.map(([name, scopes]) => programOf(world, name, scopes)))),
  ];
}

/** Two of a neighbour's people work here instead: one without any right, one no longer. */
async function moveIn({ behind }: World): Promise<void> {
  const move = (account: string, changes: string): Promise<number> =>
    behind.run(`
      UPDATE membership m SET organisation_id = (SELECT id FROM organisation WHERE code = '${OWN}'), ${changes}
      FROM person p WHERE p.id = m.person_id AND p.email = '${account}@3428.example'`);
  await move('manager', `rights = '{}'`);
  await move('caseworker', `valid_to = '2026-11-22', ended_at = now()`);
}

async function personOf({ system, behind }: World, name: string, email: string): Promise<Actor> {
  const personId = await behind.personId(email);
  const roles = await behind.rows<Actor['roles'][number]>(
    `SELECT m.role::text, o.code AS organisation, m.rights::text[], '{}'::text[] AS scopes FROM membership m JOIN organisation o ON o.id = m.organisation_id
     WHERE m.person_id = $1::uuid AND (m.valid_to IS NULL OR m.valid_to >= '${TODAY}')`,
    personId,
  );
  return { name, personId, roles, turnedAway: false, headers: { authorization: `Bearer ${await system.tokenOf(email)}` } };
}

async function programOf(world: World, name: string, scopes: readonly string[]): Promise<Actor> {
  const headers = await tokenOfProgram(world, OWN, name, scopes);
  const [{ id } = { id: '' }] = await world.behind.rows<{ id: string }>(`SELECT id FROM service_account WHERE name = $1`, name);
  return { name, personId: id, roles: [{ role: 'SERVICE_ACCOUNT', organisation: OWN, rights: [], scopes }], turnedAway: false, headers };
}
