import type { Actor } from '@fagtorg/domain';
import { openPeople, type People } from '../people.spec-support.js';
import { Writing } from '../writing/index.js';
import { ProgramSignIn } from './program-sign-in.service.js';
import { ProgramsService } from './programs.service.js';

let people: People;
let programs: ProgramsService;
let signIn: ProgramSignIn;
let administrator: Actor;

beforeAll(async () => {
  people = await openPeople();
  programs = new ProgramsService(new Writing(people.database), people.reference);
  signIn = new ProgramSignIn(people.database, people.reference);
  administrator = await people.actorOf('orgadmin@3426');
});
afterAll(() => people.close());

const day = (ahead: number): Promise<string> =>
  people.database.asGatekeeper(({ now }) => Promise.resolve(new Date(now.getTime() + ahead * 86_400_000).toISOString().slice(0, 10)));

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
    ['has expired', () => people.asSteward(`UPDATE clock SET offset_seconds = offset_seconds + ${9 * 86_400} RETURNING 1`)],
  ])('is nobody’s where it %s', async (_, ends) => {
    const made = await program();
    await ends(made);
    expect(await signIn.actorOf(made.token)).toBeNull();
  });

  it('is nobody’s where it was made up', async () => {
    expect(await signIn.actorOf('fagtorg_made-up')).toBeNull();
  });
});
