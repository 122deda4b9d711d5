import type { Database } from '@fagtorg/db';

/**
 * Makes it a certain moment now, for the API, the worker and the deadlines in SQL alike; from there the time goes on. Only the owner's
 * connection may, and only where everything is made up.
 */
export async function setClock(ownersDatabase: Database, moment: Date): Promise<void> {
  await ownersDatabase.asSteward(
    ({ client }) => client.$executeRaw`UPDATE clock SET offset_seconds = round(extract(epoch FROM ${moment} - clock_timestamp()))`,
  );
}

/** Moves the time by some days; they may be negative. */
export async function moveClock(ownersDatabase: Database, days: number): Promise<void> {
  await ownersDatabase.asSteward(({ client }) => client.$executeRaw`UPDATE clock SET offset_seconds = offset_seconds + ${days * 86_400}`);
}
