import { type Need, type Offer, onBothQueues, type World } from '@fagtorg/testing';

const posted = (world: World, count: number): Promise<Need[]> =>
  Promise.all(Array.from({ length: count }, () => world.municipality('Tolga').manager().posts()));
const released = async (world: World): Promise<Offer> => {
  const { code } = world.municipality('Tynset');
  const offer = await world.municipality(code).specialist().publishes();
  return world.municipality(code).manager().does('releaseOffer', offer, { permanentEmployee: true });
};

const UNDONE = 'SELECT count(*) FROM outbox WHERE done_at IS NULL';
/** As if half a minute had gone by since everything was sent. */
const LATER = `UPDATE outbox SET dispatched_at = dispatched_at - interval '31 seconds' WHERE done_at IS NULL`;

await onBothQueues((world) => {
  /** What is true when nothing is lost and nothing doubled: each open need knows each offer once, by the edit that is now. */
  const everythingIsMatched = async (): Promise<void> => {
    const wrong = await world.behind.rows(`
      SELECT n.id, count(m.id)::int AS matches FROM need n LEFT JOIN match m ON m.need_id = n.id AND m.need_revision = n.revision
      LEFT JOIN need_matching nm ON nm.need_id = n.id
      WHERE n.status = 'OPEN' GROUP BY n.id, nm.matched_revision, n.revision
      HAVING count(m.id) <> (SELECT count(*) FROM listing WHERE status = 'AVAILABLE') OR nm.matched_revision IS DISTINCT FROM n.revision`);
    expect(wrong).toEqual([]);
    expect(await world.behind.number('SELECT count(*) FROM app.stale_needs((SELECT array_agg(id) FROM need))')).toBe(0);
  };
  const workersStop = async (): Promise<(number | null)[]> => Promise.all(world.system.workers.map((worker) => worker.stop()));

  it('while there is none, what is to be done waits, and no mutation fails', async () => {
    await workersStop();
    await released(world);
    await posted(world, 20);
    expect(await world.behind.number(UNDONE)).toBeGreaterThanOrEqual(21);
    await world.system.startWorker();
    await world.settles();
    await everythingIsMatched();
  });

  it('one that is asked to stop in the middle of its work finishes what it has in hand, and loses nothing', async () => {
    const posting = posted(world, 40);
    await world.behind.until(`SELECT (count(*) > 0)::int FROM outbox WHERE done_at IS NULL`, 1);
    const codes = await workersStop();
    await posting;
    expect(codes.filter((code) => code !== 0)).toEqual([]);
    await world.behind.run(LATER);
    await world.system.startWorker();
    await world.settles();
    await everythingIsMatched();
  });

  it('one that dies in the middle of its work loses nothing, and nothing is done twice', async () => {
    const offer = await released(world);
    const posting = posted(world, 40);
    await world.behind.until(`SELECT (count(*) > 0)::int FROM outbox WHERE done_at IS NULL`, 1);
    await Promise.all(world.system.workers.map((worker) => worker.kill()));
    await posting;
    await world.municipality('Tynset').specialist().does('pauseOffer', offer);
    await world.behind.run(LATER);
    await world.system.startWorker();
    await world.settles();
    await everythingIsMatched();
  });

  it('two of them share the work, and do none of it twice', async () => {
    await world.system.startWorker();
    await Promise.all([posted(world, 30), released(world)]);
    await world.settles();
    await everythingIsMatched();
  });

  it('what cannot be done is set aside after ten times, shown, and done when it is sent again', async () => {
    const [need] = await posted(world, 1);
    await world.settles();
    const spoiled = `INSERT INTO outbox (job, key, payload, dispatches, dispatched_at)
      VALUES ('match-need', '${String(need?.id)}', '{"needId": "nothing"}', 9, now() - interval '31 seconds')`;
    await world.behind.run(spoiled);
    await world.behind.until(`SELECT dispatches FROM outbox WHERE payload ->> 'needId' = 'nothing'`, 10);
    await world.behind.run(LATER);
    await world.behind.until(`SELECT count(parked_at) FROM outbox`, 1);
    expect(await (await fetch(world.url.replace('graphql', 'health'))).json()).toMatchObject({
      status: expect.any(String) as string,
      outbox: { parked: 1 },
    });
    expect((await fetch(world.url.replace('graphql', 'health/ready'))).status).toBe(200);
    await world.behind.run(
      `UPDATE outbox SET parked_at = NULL, dispatches = 0, dispatched_at = NULL, payload = jsonb_build_object('needId', key, 'revision', 1) WHERE parked_at IS NOT NULL`,
    );
    await world.behind.until(UNDONE, 0);
  });
});
