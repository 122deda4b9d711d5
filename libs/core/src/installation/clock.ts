import type { Database } from '@fagtorg/db';

/** What time it is for the application. */
export interface ClockReading {
  readonly now: Date;
  /** The calendar date in Europe/Oslo, "2026-11-21". */
  readonly today: string;
  /** How far the time of the application lies before (negative) or after real time; 0 outside demonstrations. */
  readonly offsetSeconds: number;
}

export function readClock(database: Database): Promise<ClockReading> {
  return database.asMatcher(async ({ client, now, today }) => {
    const [clock] = await client.$queryRaw<{ offsetSeconds: number }[]>`SELECT offset_seconds AS "offsetSeconds" FROM clock`;
    return { now, today, offsetSeconds: clock?.offsetSeconds ?? 0 };
  });
}

/** Makes it a certain time on the wall in Norway now, "2027-03-15T08:00", and not a second before it. Only the owner's connection may. */
export async function setClockInNorway(ownersDatabase: Database, wallTime: string): Promise<void> {
  await ownersDatabase.asSteward(
    ({ client }) => client.$executeRaw`
      UPDATE clock SET offset_seconds = ceil(extract(epoch FROM (${wallTime}::timestamp AT TIME ZONE 'Europe/Oslo') - clock_timestamp()))`,
  );
}

/** Lets the application have real time again. Only the owner's connection may. */
export async function resetClock(ownersDatabase: Database): Promise<void> {
  await ownersDatabase.asSteward(({ client }) => client.$executeRaw`UPDATE clock SET offset_seconds = 0`);
}
