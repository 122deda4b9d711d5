import { inWorld } from '@fagtorg/testing';

inWorld((world) => {
  it('says that there is a crowd when the database has no time, and answers again afterwards', async () => {
    const manager = world.municipality('Tolga').manager();
    const lists = (): ReturnType<typeof manager.sends> => manager.sends('{ needs { totalCount } }', {}, { 'accept-language': 'nb' });

    const crowd = world.behind.run('DO $$ BEGIN LOCK TABLE need; PERFORM pg_sleep(7); END $$');
    await world.behind.until(
      `SELECT count(*) FROM pg_locks WHERE granted AND mode = 'AccessExclusiveLock' AND relation = 'need'::regclass`,
      1,
    );
    const { body } = await lists();
    await crowd;

    expect(body.errors).toMatchObject([
      {
        message: 'Det er mange som bruker Fagtorg akkurat nå. Ingenting er endret; prøv igjen om litt.',
        extensions: { code: 'BUSY', correlationId: expect.any(String) as string },
      },
    ]);
    expect((await lists()).body.data).toMatchObject({ needs: { totalCount: expect.any(Number) as number } });
  });
});
