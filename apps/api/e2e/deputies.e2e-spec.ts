import { inWorld, type Person } from '@fagtorg/testing';
import { administers } from './support/administration.js';

inWorld((world) => {
  const tolga = world.municipality('Tolga');
  const HISTORY = `query ($id: UUID!) { need(id: $id) { history { by { name role } onBehalfOf { name role organisation { ... on Municipality { code } } } } } }`;
  const stepOf = async (reader: Person, id: string): Promise<unknown> =>
    (await reader.asks<{ need: { history: unknown[] } }>(HISTORY, { id })).need.history.at(-1);
  let deputy: Person;

  beforeAll(async () => {
    deputy = tolga.specialist(2);
    const { viewer } = await deputy.asks<{ viewer: { id: string } }>('{ viewer { id } }');
    const given = await administers(tolga.orgAdmin(), 'grantRole', {
      ...{
        organisationCode: tolga.code,
        personId: viewer.id,
        role: 'MANAGER',
        rights: ['POST'],
        from: '2026-11-23',
        reason: 'Ferievikar.',
      },
      ...{ deputyFor: 'Ragnhild Åsgård', delegationReference: '26/1189' },
    });
    expect(given).toMatchObject({ __typename: 'Member' });
  });

  it('acts on somebody’s behalf, which the organisation’s own people read in the history', async () => {
    const { id } = await deputy.posts();
    expect(await stepOf(tolga.manager(), id)).toMatchObject({
      by: { role: 'MANAGER', name: expect.any(String) as string },
      onBehalfOf: { name: 'Ragnhild Åsgård', role: 'MANAGER', organisation: { code: tolga.code } },
    });
    expect(await stepOf(world.municipality('Tynset').manager(), id)).toMatchObject({ by: { name: null }, onBehalfOf: null });
  });

  it('leaves the delegation with the step, and tells the audit that a deputy acted', async () => {
    const { id } = await deputy.posts();
    expect(
      await world.behind.rows(
        `SELECT d.deputy_for AS "for", d.delegation_reference AS reference, e.facts FROM transition t
         JOIN transition_detail d ON d.transition_id = t.id JOIN audit_event e ON e.thing_id = t.need_id WHERE t.need_id = $1::uuid`,
        id,
      ),
    ).toEqual([{ for: 'Ragnhild Åsgård', reference: '26/1189', facts: '{"asDeputy":true}' }]);
  });

  it('acts for themselves where their own role suffices', async () => {
    const { id } = await tolga.manager().posts();
    expect(await stepOf(tolga.manager(), id)).toMatchObject({ onBehalfOf: null });
  });
});
