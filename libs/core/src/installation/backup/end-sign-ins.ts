import { Database, nobody } from '@fagtorg/db';

/**
 * Ends every sign-in and every refresh token that came back: those that were ended after the backup must not come back to life, and which ones
 * they were, nobody knows any more. Bearer tokens need nothing, as a restored Fagtorg gets a new key. An older backup may hold none of them.
 * @param url signs in as somebody whom row security does not bind
 */
export async function endSignIns(url: string): Promise<void> {
  const database = new Database({ url, pool: 1, patient: true });
  try {
    await database.withTenant(nobody, async ({ client }) => {
      const [known] = await client.$queryRaw<{ known: boolean }[]>`SELECT to_regclass('public.refresh_token') IS NOT NULL AS known`;
      if (known?.known !== true) return;
      await client.$executeRaw`UPDATE session SET ended_at = app.now() WHERE ended_at IS NULL`;
      await client.$executeRaw`UPDATE refresh_token SET ended_at = app.now() WHERE ended_at IS NULL`;
    });
  } finally {
    await database.close();
  }
}
