import { type ChainedEvent, followChain } from '@fagtorg/core';
import { inWorld, type Offer, type Person } from '@fagtorg/testing';
import { administers } from './support/administration.js';

const NAME = 'Gunnvor Hjelmtveit-Ødegård';

inWorld((world) => {
  const tynset = world.municipality('Tynset');
  const tolga = world.municipality('Tolga');
  let leaving: Person;
  let offer: Offer;

  const CORRECT = `mutation ($input: CorrectMyselfInput!) { correctMyself(input: $input) {
    __typename ... on Viewer { name language } ... on Refusal { code path message } } }`;
  const ERASE = `mutation ($input: EraseMyselfInput!) { eraseMyself(input: $input) {
    __typename ... on Erasure { pseudonym kept { count since period { law because(language: nn) } } }
    ... on Refusal { code path message } } }`;

  /** Tables of the whole database, also of the queue, with a row in which a text stands. */
  const tablesWith = async (text: string): Promise<string[]> => {
    const tables = await world.behind.rows<{ name: string }>(
      `SELECT oid::regclass::text AS name FROM pg_class
       WHERE relkind IN ('r', 'm') AND relnamespace::regnamespace::text !~ '^(pg_|information_schema)' ORDER BY 1`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      if ((await world.behind.number(`SELECT count(*) FROM ${name} t WHERE t::text ILIKE '%${text}%'`)) > 0) found.push(name);
    }
    return found;
  };
  const chainsHold = async (): Promise<boolean> => {
    const events = await world.behind.rows<ChainedEvent>(`
      SELECT organisation_id AS "organisationId", number, at, act, actor_id AS "actorId", role, acting_for_id AS "actingForId", thing,
        thing_id AS "thingId", facts, former_hash AS "formerHash", hash
      FROM audit_event ORDER BY organisation_id, number`);
    const chains = [...new Set(events.map(({ organisationId }) => organisationId))].map((id) =>
      events.filter(({ organisationId }) => organisationId === id),
    );
    return chains.length > 0 && chains.every((chain) => 'head' in followChain(chain));
  };

  beforeAll(async () => {
    leaving = tynset.specialist();
    offer = await tynset
      .manager()
      .does('releaseOffer', await leaving.publishes({ headline: `${NAME}, jordmor` }), { permanentEmployee: true });
  });

  it('lets people correct what is written about them', async () => {
    expect(await leaving.asks(CORRECT, { input: { name: NAME, language: 'nn' } })).toEqual({
      correctMyself: { __typename: 'Viewer', name: NAME, language: 'nn' },
    });
    expect(await leaving.asks(CORRECT, { input: { name: '  ' } })).toMatchObject({
      correctMyself: { code: 'INVALID_INPUT', path: ['name'] },
    });
  });

  it('gives people all that is stored on them, for programs and to read', async () => {
    const { myData } = await leaving.asks<{ myData: { json: string; html: string } }>('{ myData { json html(language: nb) } }');
    const data = JSON.parse(myData.json) as Record<string, Record<string, unknown>[]>;
    expect(Object.keys(data).sort()).toEqual([
      ...[
        'aboutMe',
        'audit',
        'invitations',
        'keys',
        'logins',
        'matches',
        'offers',
        'person',
        'programAccess',
        'roles',
        'sessions',
        'steps',
      ],
    ]);
    expect(data['person']).toMatchObject([{ name: NAME, email: 'specialist1@3427.example' }]);
    expect(data['offers']).toMatchObject([{ id: offer.id }]);
    expect(data['audit']).toMatchObject([{ act: 'publish' }, { act: 'correct' }]);
    expect(myData.html).toContain(NAME);
    expect(myData.html).not.toMatch(/<script/i);
  });

  it('gives it beside whatever else is asked for', async () => {
    const answer = await leaving.asks('{ viewer { sessions { id } memberships { role } } myData { json } needs { totalCount } }');
    expect(answer).toMatchObject({ viewer: { sessions: [] }, myData: { json: expect.any(String) as string } });
  });

  it('tells everyone how long what is kept, and why', async () => {
    const { retentionPeriods } = await world
      .anybody()
      .asks<{ retentionPeriods: { what: string; days: number | null; law: string | null }[] }>(
        '{ retentionPeriods { what(language: nn) days law } }',
      );
    expect(retentionPeriods).toContainEqual({ what: 'Namn, tittel og e-postadresse', days: 730, law: null });
    expect(retentionPeriods.filter(({ days, law }) => days === null && law === null)).toEqual([]);
  });

  it('remembers who read whose name', async () => {
    const readings = (): Promise<number> =>
      world.behind.number(`SELECT count(*) FROM audit_event
        WHERE act = 'read-people' AND facts LIKE '%' || (SELECT id FROM person WHERE name = '${NAME}') || '%'`);
    const before = await readings();
    await tynset.manager().asks(`{ offer(id: "${offer.id}") { specialist { name } } }`);
    await leaving.asks(`{ offer(id: "${offer.id}") { specialist { name } } }`);
    expect((await readings()) - before).toBe(1);
    const { myData } = await leaving.asks<{ myData: { json: string } }>('{ myData { json } }');
    expect((JSON.parse(myData.json) as { aboutMe: object[] }).aboutMe).toContainEqual({
      ...{ at: expect.any(String) as string, organisation: 'Tynset', act: 'read-people', role: 'MANAGER' },
    });
  });

  it('erases nobody by mistake, and leaves no organisation without an administrator', async () => {
    expect(await leaving.asks(ERASE, { input: { email: 'manager@3427.example' } })).toMatchObject({
      eraseMyself: { code: 'INVALID_INPUT' },
    });
    expect(await tynset.orgAdmin().asks(ERASE, { input: { email: 'orgadmin@3427.example' } })).toMatchObject({
      eraseMyself: { code: 'CONFLICT' },
    });
  });

  it('leaves one administrator where two ask to be erased at once', async () => {
    const alvdal = world.municipality('Alvdal');
    const [first, second] = [alvdal.orgAdmin(), alvdal.manager()];
    const { id } = (await second.asks<{ viewer: { id: string } }>('{ viewer { id } }')).viewer;
    const role = { personId: id, organisationCode: alvdal.code, role: 'ORG_ADMIN', from: '2026-11-23', reason: 'Vikar.' };
    expect(await administers(first, 'grantRole', role)).toMatchObject({ __typename: 'Member' });
    const asked = await Promise.all([
      first.asks<{ eraseMyself: { __typename: string } }>(ERASE, { input: { email: `orgadmin@${alvdal.code}.example` } }),
      second.asks<{ eraseMyself: { __typename: string } }>(ERASE, { input: { email: `manager@${alvdal.code}.example` } }),
    ]);
    expect(asked.map(({ eraseMyself }) => eraseMyself.__typename).sort()).toEqual(['Erasure', 'Refusal']);
  });

  it('takes nobody else’s words out, whatever somebody calls themselves', async () => {
    const writer = world.municipality('Folldal').specialist();
    const { id } = await tolga.specialist().publishes({ headline: 'Erfaren jordmor med lang praksis' });
    await writer.asks(CORRECT, { input: { name: 'jordmor med' } });
    await writer.asks(ERASE, { input: { email: `specialist1@${world.municipality('Folldal').code}.example` } });
    await world.settles();
    expect(await world.behind.rows('SELECT headline FROM listing WHERE id = $1::uuid', id)).toEqual([
      { headline: 'Erfaren jordmor med lang praksis' },
    ]);
  });

  it('erases whoever asks, but for what the law keeps, which it lists with date and reason; and keeps the chains whole', async () => {
    const manager = tynset.manager();
    const need = await manager.posts({ description: `Spør ${NAME.toUpperCase()}, eller ${NAME}sen.` });
    await manager.does('withdrawNeed', need, { reason: 'Etter råd frå Hjelmtveit-Ødegård, Gunnvor.' });
    const vikar = await tynset.specialist(2).publishes({ headline: `${NAME}s vikar` });
    await tynset.specialist(2).publishes({ headline: `${NAME}sen` });
    expect(await tablesWith(NAME)).toEqual(['listing', 'need', 'person']);

    const pseudonym = await world.behind.personId('specialist1@3427.example');
    expect(await leaving.asks(ERASE, { input: { email: 'Specialist1@3427.example' } })).toMatchObject({
      eraseMyself: {
        __typename: 'Erasure',
        pseudonym,
        kept: [
          { count: 1, since: '2026-11-23', period: { law: expect.stringContaining('arkivlova') as string } },
          { count: null, since: null, period: { because: expect.stringContaining('loggen') as string } },
          { count: 3, since: '2026-11-23', period: { law: expect.stringContaining('art. 32') as string } },
        ],
      },
    });
    expect((await leaving.sends('{ viewer { id } }')).status).toBe(401);
    await world.settles();

    expect(await tablesWith(NAME)).toEqual(['listing', 'need']);
    expect(await tablesWith('specialist1@3427.example')).toEqual([]);
    const kept = await world.behind.rows<{ thingId: string; facts: string }>(
      `SELECT thing_id AS "thingId", facts FROM audit_event WHERE act = 'keep-words' AND facts LIKE '%' || $1 || '%' ORDER BY facts`,
      pseudonym,
    );
    expect(kept.map(({ thingId, facts }) => ({ thingId, ...(JSON.parse(facts) as Record<string, string>) }))).toMatchObject([
      { thingId: need.id, place: 'description', since: '2026-11-23', law: expect.stringContaining('arkivlova') as string },
      { thingId: vikar.id, place: 'headline', since: '2026-11-23', law: expect.stringContaining('arkivlova') as string },
      { thingId: need.id, place: 'reason', since: '2026-11-23', law: expect.stringContaining('arkivlova') as string },
    ]);
    const headlines = await world.behind.rows<{ headline: string }>(`SELECT headline FROM listing ORDER BY 1`);
    expect(headlines.map(({ headline }) => headline)).toEqual(expect.arrayContaining([`${NAME}s vikar`, `${NAME}sen`, '…, jordmor']));
    expect((await manager.offer(offer.id))?.status).toBe('WITHDRAWN');
    expect((await tolga.manager().offer(offer.id))?.history.at(-1)).toMatchObject({ to: 'WITHDRAWN', by: { name: null } });
    expect(await chainsHold()).toBe(true);
  });
});
