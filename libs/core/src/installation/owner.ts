import { Database } from '@fagtorg/db';

/** Runs work on a connection of the owner, which may take its time. */
export async function asOwner<T>(ownerUrl: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = new Database({ url: ownerUrl, pool: 2, patient: true });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
