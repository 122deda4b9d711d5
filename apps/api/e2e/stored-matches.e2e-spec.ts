import type { RankedMatch } from '@fagtorg/domain';
import { onBothQueues, type Thing, type World } from '@fagtorg/testing';
import { interleaved, type Life, randomMarket } from './support/random-market.js';
import { referenceMatches, storedMatches } from './support/reference-matches.js';

const SEED = 20_261_123;
const market = randomMarket(SEED, 45, 60);

/** Lets lives come about through the API, in some order, a few at the same time. */
async function live(world: World, lives: readonly Life[], order: number): Promise<void> {
  const lanes = [0, 1, 2, 3].map((lane) => lives.filter((_, index) => index % 4 === lane));
  await Promise.all(lanes.map((lane) => liveInTurn(world, lane, order)));
}

/** Each step comes after what has happened to the same thing before. */
async function liveInTurn(world: World, some: readonly Life[], order: number): Promise<void> {
  const things = new Map<Life, { thing: Thing; done: number }>();
  for (const life of interleaved(some, order)) {
    const at = world.organisation(life.code);
    const so = things.get(life);
    if (!so) {
      const thing = 'title' in life.input ? await at.manager().posts(life.input) : await at.specialist().publishes(life.input);
      things.set(life, { thing, done: 0 });
      continue;
    }
    const act = life.acts[so.done];
    if (!act) throw new Error('A life has as many steps as acts.');
    const who = act.by === 'manager' ? at.manager() : at.specialist();
    things.set(life, { thing: await who.does(act.mutation, so.thing, act.more), done: so.done + 1 });
  }
}

/** The lists by what people wrote, so that worlds can be compared whose ids differ. */
async function namedMatches(world: World): Promise<Map<string, unknown[]>> {
  const names = await world.behind.rows<{ id: string; name: string }>(
    'SELECT id, title AS name FROM need UNION ALL SELECT id, headline FROM listing',
  );
  const nameOf = new Map(names.map(({ id, name }) => [id, name]));
  const lists = await storedMatches(world.behind);
  return new Map(
    [...lists].map(([need, list]) => [
      nameOf.get(need) ?? '',
      list.map(({ offerId, ...match }) => ({ offer: nameOf.get(offerId), ...match })),
    ]),
  );
}

const REMATCH_ALL = `
  INSERT INTO outbox (job, key, payload)
  SELECT 'match-need', id::text, jsonb_build_object('needId', id, 'revision', revision) FROM need WHERE published_at IS NOT NULL`;

const rowsOf = (world: World): Promise<unknown[]> => world.behind.rows('SELECT * FROM match ORDER BY id');

const bySort = (lists: Map<string, RankedMatch[]>): [string, RankedMatch[]][] =>
  [...lists].filter(([, list]) => list.length > 0).sort(([a], [b]) => (a < b ? -1 : 1));

const inBothWorlds: Map<string, unknown[]>[] = [];

await onBothQueues((world) => {
  beforeAll(async () => {
    await live(world, [...market.needs, ...market.offers], SEED + inBothWorlds.length);
    await world.settles();
  });

  it(`are those of the slow rules over all offers: ${market.needs.length} needs, ${market.offers.length} offers (seed ${SEED})`, async () => {
    expect(bySort(await storedMatches(world.behind))).toEqual(bySort(await referenceMatches(world.behind)));
  });

  it('come out the same when they are computed twice, down to their ids', async () => {
    const once = await rowsOf(world);
    await world.behind.run(REMATCH_ALL);
    await world.settles();
    expect(await rowsOf(world)).toEqual(once);
  });

  it('leave no need that is not worked in', async () => {
    expect(
      await world.behind.number(`SELECT count(*) FROM need n JOIN app.stale_needs((SELECT array_agg(id) FROM need)) s ON s = n.id`),
    ).toBe(0);
  });

  it('do not hang on the order in which things came about, once all are as old as each other', async () => {
    await world.behind.run(
      `UPDATE listing SET published_at = timestamptz '2026-11-20' + make_interval(mins => substring(headline FROM '[0-9]+')::int)`,
    );
    await world.behind.run(REMATCH_ALL);
    await world.settles();
    inBothWorlds.push(await namedMatches(world));
    expect(inBothWorlds.at(-1)).toEqual(inBothWorlds[0]);
  });
});
