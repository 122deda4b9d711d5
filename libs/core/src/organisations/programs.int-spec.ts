import { Database, disposableDatabase, type DisposableDatabase } from '@fagtorg/db';
import type { Actor } from '@fagtorg/domain';
import { IdentityService } from '../identity/index.js';
import { ReferenceService } from '../reference/index.js';
import { Writing } from '../writing/index.js';
import { ProgramSignIn } from './program-sign-in.service.js';
import { ProgramsService } from './programs.service.js';

let disposable: DisposableDatabase;
let database: Database;
let owner: Database;
let programs: ProgramsService;
let signIn: ProgramSignIn;
let administrator: Actor;

beforeAll(async () => {
  disposable = await disposableDatabase();
  database = new Database({ url: disposable.applicationUrl, pool: 2 });
  owner = new Database({ url: disposable.ownerUrl, pool: 1 });
  const reference = new ReferenceService(database);
  await reference.reload();
  programs = new ProgramsService(new Writing(database), reference);
  signIn = new ProgramSignIn(database, reference);
  const [person] = await asSteward<{ id: string }>(`SELECT id FROM person WHERE email = 'orgadmin@3426.example'`);
  const actor = await new IdentityService(database, reference).actorOf(person?.id ?? '');
  if (!actor) throw new Error('There is no administrator.');
  administrator = actor;
});
afterAll(async () => {
  await owner.close();
  await database.close();
  await disposable.drop();
});

const asSteward = <T>(sql: string): Promise<T[]> => owner.asSteward(({ client }) => client.$queryRawUnsafe<T[]>(sql));
const day = (ahead: number): Promise<string> =>
  database.asGatekeeper(({ now }) => Promise.resolve(new Date(now.getTime() + ahead * 86_400_000).toISOString().slice(0, 10)));

interface Program {
  readonly accountId: string;
  readonly tokenId: string;
  readonly token: string;
}

/** A program of Tolga's with a token that is good for a week. */
async function program(): Promise<Program> {
  const draft = { name: 'Personalsystemet', scopes: ['NEEDS_READ' as const], reason: 'Les behov' };
  const made = await programs.make(administrator, '3426', draft, null);
  if (!made.ok) throw new Error(made.refusal.say('en'));
  const issued = await programs.issueToken(administrator, made.value.id, await day(7), null);
  if (!issued.ok || issued.value.secret === null) throw new Error('No token was issued.');
  return { accountId: made.value.id, tokenId: issued.value.id, token: issued.value.secret };
}

describe('a token of a program', () => {
  it('is the program’s, with its scopes in its organisation', async () => {
    const { accountId, token } = await program();
    const actor = await signIn.actorOf(token);
    expect(actor?.personId).toBe(accountId);
    expect(actor?.memberships).toMatchObject([{ role: 'SERVICE_ACCOUNT', organisation: { code: '3426' }, scopes: ['NEEDS_READ'] }]);
  });

  it.each<[string, (made: Program) => Promise<unknown>]>([
    ['has been ended', ({ tokenId }) => programs.endToken(administrator, tokenId, null)],
    ['is of a program that has been ended', ({ accountId }) => programs.end(administrator, accountId, null)],
    ['has expired', () => asSteward(`UPDATE clock SET offset_seconds = offset_seconds + ${9 * 86_400} RETURNING 1`)],
  ])('is nobody’s where it %s', async (_, ends) => {
    const made = await program();
    await ends(made);
    expect(await signIn.actorOf(made.token)).toBeNull();
  });

  it('is nobody’s where it was made up', async () => {
    expect(await signIn.actorOf('fagtorg_made-up')).toBeNull();
  });
});
