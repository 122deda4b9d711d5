import type { Database } from '@fagtorg/db';

/** The id of a person of the demonstration by e-mail, or null. Nobody else can be found this way; only the owner's connection may ask. */
export function personOf(ownersDatabase: Database, email: string): Promise<string | null> {
  return ownersDatabase.asSteward(async ({ client }) => {
    const rows = await client.$queryRaw<{ id: string }[]>`SELECT id FROM person WHERE email = ${email.toLowerCase()} AND demonstration`;
    return rows[0]?.id ?? null;
  });
}
