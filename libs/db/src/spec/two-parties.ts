import { randomUUID } from 'node:crypto';
import { Database, nobody, systemFor, type TenantContext } from '../database.js';

/** A borrower with a need that is open and one in draft, and a lender with offers: awaiting release, hidden behind its region, shown. */
export interface TwoParties {
  /** On whose behalf the database is asked. */
  readonly viewers: Readonly<Record<string, TenantContext>>;
  readonly ids: Readonly<Record<'open' | 'draft' | 'awaiting' | 'hidden' | 'shown' | 'borrower' | 'lender' | 'specialist', string>>;
}

const BORROWER = '3426';
const CO_BORROWER = '3430';
const LENDER = '3427';

/** Writes what the two have, as the application does: each for itself, under row security. */
export async function twoParties(database: Database, ownerUrl: string): Promise<TwoParties> {
  const people = await peopleOf(ownerUrl);
  const person = (email: string): string => people.get(email)?.id ?? '';
  const place = (email: string): string => people.get(email)?.organisation ?? '';
  const at = (email: string, more: Partial<TenantContext> = {}): TenantContext => ({ ...nobody, personId: person(email), ...more });
  const manager = (code: string): TenantContext => {
    const here = [place(`manager@${code}.example`)];
    return at(`manager@${code}.example`, { drafting: here, managed: here, staffed: here, writing: here, posting: here, releasing: here });
  };
  const [borrower, lender] = [place(`manager@${BORROWER}.example`), place(`manager@${LENDER}.example`)];
  const viewers = {
    nobody,
    outsider: { ...nobody, personId: randomUUID() },
    borrower: manager(BORROWER),
    clerk: at(`caseworker@${BORROWER}.example`, { drafting: [borrower], writing: [borrower] }),
    lender: manager(LENDER),
    admin: at(`orgadmin@${LENDER}.example`, { staffed: [lender], administered: [lender], audited: [lender] }),
    specialist: at(`specialist1@${LENDER}.example`, { lending: [lender] }),
    sharer: manager(CO_BORROWER),
    other: manager('3428'),
    broker: at('broker@34.example', { counties: ['34'] }),
    elsewhere: at('broker@50.example', { counties: ['50'] }),
  };
  const specialist = person(`specialist1@${LENDER}.example`);
  const [open, draft] = await withNeeds(database, { ...viewers.borrower, tenant: borrower });
  const [awaiting, hidden, shown] = await withOffers(database, systemFor(lender), specialist);
  await withMatches(database, open, [hidden, shown], borrower, lender);
  await withAdministration(database, { ...viewers.admin, tenant: lender });
  await withAudit(database, [borrower, lender]);
  await withSignIn(database, specialist);
  return { viewers, ids: { open, draft, awaiting, hidden, shown, borrower, lender, specialist } };
}

async function peopleOf(ownerUrl: string): Promise<Map<string, { id: string; organisation: string }>> {
  const owner = new Database({ url: ownerUrl, pool: 1 });
  const rows = await owner.asSteward(
    ({ client }) => client.$queryRaw<{ email: string; id: string; organisation: string }[]>`
      SELECT p.email, p.id, m.organisation_id AS organisation FROM person p JOIN membership m ON m.person_id = p.id`,
  );
  await owner.close();
  return new Map(rows.map(({ email, ...row }) => [email, row]));
}

const date = new Date('2027-01-04');

const withNeeds = (database: Database, context: TenantContext): Promise<[open: string, draft: string]> =>
  database.withTenant(context, async ({ client, now }) => {
    const borrowerId = context.tenant ?? '';
    const insert = async (status: 'OPEN' | 'DRAFT'): Promise<string> => {
      const id = randomUUID();
      const region = await client.regionMember.findFirstOrThrow({ where: { municipalityCode: BORROWER, region: { standard: 'BA-2020' } } });
      await client.need.createMany({
        data: {
          ...{ id, borrowerId, placeCode: BORROWER, regionId: region.regionId, status, title: 'x', description: '', minutesTotal: 600 },
          ...{ periodFrom: date, periodTo: date, answerBy: date, engagements: [], workMode: 'HYBRID', workLanguages: [], barriers: [] },
          ...{ workLanguageRequired: false, reliesOnOnePerson: false, searchScope: 'SAME_REGION', createdAt: now },
          publishedAt: status === 'OPEN' ? now : null,
        },
      });
      await client.needRequirement.createMany({
        data: { needId: id, borrowerId, competenceCode: 'plan.ku', level: 'BASIC', mandatory: true, position: 0 },
      });
      const other = await client.organisation.findUniqueOrThrow({ where: { code: CO_BORROWER } });
      await client.needCoBorrower.createMany({ data: { needId: id, borrowerId, organisationId: other.id, minutes: 60, position: 0 } });
      await insertStep(client, { needId: id }, status, borrowerId, now, status === 'OPEN');
      return id;
    };
    return [await insert('OPEN'), await insert('DRAFT')];
  });

type Client = Parameters<Parameters<Database['withTenant']>[1]>[0]['client'];

async function insertStep(
  client: Client,
  thing: { needId: string } | { offerId: string },
  toStatus: string,
  organisationId: string,
  at: Date,
  visible: boolean,
): Promise<void> {
  const id = randomUUID();
  await client.transition.createMany({ data: { id, ...thing, act: 'x', toStatus, at, visible } });
  await client.transitionDetail.createMany({ data: { transitionId: id, organisationId, reason: 'x' } });
}

const withOffers = (database: Database, context: TenantContext, specialistId: string): Promise<[string, string, string]> =>
  database.withTenant(context, async ({ client, now }) => {
    const lenderId = context.tenant ?? '';
    const insert = async (visible: boolean, hidden: boolean): Promise<string> => {
      const id = randomUUID();
      const region = await client.regionMember.findFirstOrThrow({ where: { municipalityCode: LENDER, region: { standard: 'BA-2020' } } });
      const status = visible ? 'AVAILABLE' : 'AWAITING_RELEASE';
      await client.offer.createMany({
        data: { id, lenderId, specialistId, specialistAgreed: true, released: visible, releaseEngagements: [] },
      });
      await client.listing.createMany({
        data: {
          ...{ id, status, visible, headline: 'x', regionId: region.regionId, regionOnly: hidden, hoursBasis: 'INSIDE_POST' },
          ...{ termsKind: 'FREE', travelCounted: true, engagements: [], workMode: 'HYBRID', workLanguages: [], lastDay: date },
          ...{ createdAt: now, publishedAt: visible ? now : null },
        },
      });
      await client.listingLender.createMany({ data: { listingId: id, lenderId, baseCode: LENDER, hidden } });
      await client.listingCompetence.createMany({ data: { listingId: id, competenceCode: 'plan.ku', level: 'BASIC', position: 0 } });
      await client.availability.createMany({ data: { listingId: id, periodFrom: date, periodTo: date, minutesPerWeek: 60 } });
      await client.offerEvidence.createMany({ data: { offerId: id, lenderId, competenceCode: 'plan.ku', evidence: 'x' } });
      await insertStep(client, { offerId: id }, status, lenderId, now, visible);
      return id;
    };
    return [await insert(false, false), await insert(true, true), await insert(true, false)];
  });

const withMatches = (database: Database, needId: string, offers: readonly string[], borrowerId: string, lenderId: string): Promise<void> =>
  database.asMatcher(async ({ client, now }) => {
    await client.needMatching.createMany({ data: { needId, matchedRevision: 1, matchedAt: now } });
    for (const [position, offerId] of offers.entries()) {
      await client.listingMatching.createMany({ data: { listingId: offerId, matchedRevision: 1, matchedAt: now } });
      await client.match.createMany({
        data: {
          ...{ needId, offerId, borrowerId, lenderId, outcome: 'ELIGIBLE', position, scope: 'SAME_REGION', score: 1, feasibleMinutes: 60 },
          ...{ criteria: [], rulesVersion: 'x', needRevision: 1, offerRevision: 1, computedAt: now },
        },
      });
    }
  });

/** An invitation, a program and its token, as the lender's administrator makes them. */
const withAdministration = (database: Database, context: TenantContext): Promise<void> =>
  database.withTenant(context, async ({ client, now }) => {
    const organisationId = context.tenant ?? '';
    const createdById = context.personId ?? '';
    const [id, tomorrow] = [randomUUID(), new Date(now.getTime() + 86_400_000)];
    await client.invitation.createMany({
      data: {
        ...{ organisationId, email: 'x@y.example', role: 'MANAGER', validFrom: date, reason: 'x', secretHash: Buffer.from('x') },
        ...{ invitedAt: now, expiresAt: tomorrow },
      },
    });
    await client.serviceAccount.createMany({ data: { id, organisationId, name: 'x', createdById, reason: 'x' } });
    await client.apiToken.createMany({
      data: {
        ...{
          serviceAccountId: id,
          organisationId,
          secretHash: Buffer.from('x'),
          hint: 'x',
          createdById,
          createdAt: now,
          expiresAt: tomorrow,
        },
      },
    });
  });

const withAudit = async (database: Database, organisations: readonly string[]): Promise<void> => {
  for (const organisation of organisations)
    await database.withTenant(
      systemFor(organisation),
      ({ client }) => client.$executeRaw`SELECT app.append_audit(${organisation}::uuid, 'x', NULL, NULL, 'Need', gen_random_uuid(), '{}')`,
    );
};

/** A session with its token and an identity, as the gatekeeper keeps them. */
const withSignIn = (database: Database, personId: string): Promise<void> =>
  database.asGatekeeper(async ({ client, now }) => {
    const expiresAt = new Date(now.getTime() + 86_400_000);
    await client.externalIdentity.createMany({ data: { issuer: 'x', subject: 'x', personId } });
    await client.session.createMany({
      data: { personId, secretHash: Buffer.from('x'), createdAt: now, expiresAt, device: 'x', issuer: 'x' },
    });
    await client.refreshToken.createMany({
      data: { familyId: randomUUID(), personId, secretHash: Buffer.from('x'), issuedAt: now, expiresAt },
    });
  });
