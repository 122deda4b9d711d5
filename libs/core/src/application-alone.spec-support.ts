import { Database, disposableDatabase } from '@fagtorg/db';
import { openGround } from '@fagtorg/db/locks';
import type { Actor } from '@fagtorg/domain';
import { contextOf, IdentityService } from './identity/index.js';
import { ReferenceService } from './reference/index.js';

/** Two parties, whose database is asked as always, and without row security: a superuser's connection is not bound by it. */
export interface Alone {
  readonly both: Database;
  readonly alone: Database;
  readonly identity: IdentityService;
  readonly reference: ReferenceService;
  /** A thing of theirs. */
  id(name: string): string;
  /** The first id that a query answers. */
  idOf(sql: string): Promise<string>;
  actorOf(account: string): Promise<Actor>;
  close(): Promise<void>;
}

export async function openAlone(): Promise<Alone> {
  const disposable = await disposableDatabase();
  const ground = await openGround(disposable);
  const both = new Database({ url: disposable.applicationUrl, pool: 2 });
  const alone = new Database({ url: disposable.superuserUrl, pool: 2 });
  const reference = new ReferenceService(both);
  await reference.reload();
  const identity = new IdentityService(alone, reference);
  const idOf = async (sql: string): Promise<string> =>
    (await alone.withTenant(contextOf(null), ({ client }) => client.$queryRawUnsafe<{ id: string }[]>(sql)))[0]?.id ?? '';
  return {
    ...{ both, alone, identity, reference, idOf },
    id: (name) => ground.ids[name] ?? '',
    actorOf: async (account) => {
      const actor = await identity.actorOf(await idOf(`SELECT id FROM person WHERE email = '${account}.example'`));
      if (!actor) throw new Error(`There is no ${account}.`);
      return actor;
    },
    close: async () => {
      await both.close();
      await alone.close();
      await ground.close();
      await disposable.drop();
    },
  };
}
