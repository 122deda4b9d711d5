import { Database, disposableDatabase } from '@fagtorg/db';
import type { Actor } from '@fagtorg/domain';
import { IdentityService } from './identity/index.js';
import { ReferenceService } from './reference/index.js';

/** The people of the demonstration, on a database of a spec's own. */
export interface People {
  readonly database: Database;
  readonly owner: Database;
  readonly reference: ReferenceService;
  readonly identity: IdentityService;
  /** What a statement answers to who sets up organisations' people. */
  asSteward<T = unknown>(sql: string): Promise<T[]>;
  today(): Promise<string>;
  /** The id behind an account such as "manager@3426". */
  personOf(account: string): Promise<string>;
  actorOf(account: string): Promise<Actor>;
  close(): Promise<void>;
}

/** @param pool connections: as many as act at the same moment */
export async function openPeople(pool = 4): Promise<People> {
  const disposable = await disposableDatabase();
  const database = new Database({ url: disposable.applicationUrl, pool });
  const owner = new Database({ url: disposable.ownerUrl, pool: 2 });
  const reference = new ReferenceService(database);
  await reference.reload();
  const identity = new IdentityService(database, reference);
  const asSteward = <T>(sql: string): Promise<T[]> => owner.asSteward(({ client }) => client.$queryRawUnsafe<T[]>(sql));
  const personOf = async (account: string): Promise<string> =>
    (await asSteward<{ id: string }>(`SELECT id FROM person WHERE email = '${account}.example'`))[0]?.id ?? '';
  return {
    ...{ database, owner, reference, identity, asSteward, personOf },
    today: () => database.asGatekeeper(({ today }) => Promise.resolve(today)),
    actorOf: async (account) => {
      const actor = await identity.actorOf(await personOf(account));
      if (!actor) throw new Error(`There is no ${account}.`);
      return actor;
    },
    close: async () => {
      await owner.close();
      await database.close();
      await disposable.drop();
    },
  };
}
