import { type Input, needInput, offerInput, type Person, TODAY, type World } from '@fagtorg/testing';
import { once } from 'node:events';
import { connect } from 'node:net';
import { canariesIn } from './canaries.js';
import { NEIGHBOUR, organisations } from './ground.js';

/** A mail, and whose address it went to. */
export interface Sent {
  readonly to: string;
  readonly raw: string;
}

/** Where words could come out besides answers: how much was searched of each, and what was found. */
export interface TracesReport {
  readonly searched: { readonly logs: number; readonly redis: number | null; readonly queueInPostgres: number; readonly mail: number };
  readonly found: readonly string[];
}

interface Surroundings {
  /** An empty Redis; null where none is to be had. */
  readonly redisUrl: string | null;
  /** All mails so far. */
  readonly mails: () => readonly Sent[];
}

/**
 * Lets all three organisations do what sets the worker going, with canaries in every word, once with the queue in PostgreSQL and once on Redis.
 * Logs and queues may hold none of them, whosever they are; a mail only those of whom it goes to.
 */
export async function searchedTraces(world: World, { redisUrl, mails }: Surroundings): Promise<TracesReport> {
  const { system, behind } = world;
  const inPostgres = await overhearPostgres(world);
  await stir(world, 1);
  const first = await system.startWorker();
  await world.settles();
  await first.stop();

  const onRedis = redisUrl === null ? null : await overhearRedis(redisUrl);
  if (redisUrl !== null) {
    await stir(world, 2);
    const second = await system.startWorker({ REDIS_URL: redisUrl });
    await world.settles();
    await second.stop();
  }
  const rows = await behind.rows<{ row: string }>('SELECT row FROM trial.overheard');
  await inPostgres.end();
  const redis = onRedis ? await onRedis.heard() : null;
  const sent = mails();
  return {
    searched: {
      logs: lines(system.written()),
      redis: redis === null ? null : lines(redis),
      queueInPostgres: rows.length,
      mail: sent.length,
    },
    found: [
      ...named('logs', system.written()),
      ...named('redis', redis ?? ''),
      ...named('queue', rows.map(({ row }) => row).join('\n')),
      ...sent.flatMap(misdelivered),
    ],
  };
}

const lines = (text: string): number => text.split('\n').filter((line) => line !== '').length;
const named = (place: string, text: string): string[] => canariesIn(text).map((canary) => `${place}: ${canary.text}`);

/** What a mail tells of other organisations than the one whose address it goes to. */
export function misdelivered({ to, raw }: Sent): string[] {
  const theirs = canariesIn(to).map(({ organisation }) => organisation);
  return canariesIn(raw)
    .filter(({ organisation }) => !theirs.includes(organisation))
    .map(({ text }) => `mail to ${to}: ${text}`);
}

// ------------------------------------------------------------ what sets the worker going

/** Words as a person may write them, that are known again. */
const word = (column: string, code: string, state: string, number: number): string => `canary-${column}-${code}-${state}-nobody-${number}-`;

async function stir(world: World, number: number): Promise<void> {
  for (const code of organisations) {
    const here = world.organisation(code);
    const because: Input = { reason: word('transition_detail.reason', code, 'open', number) };
    const words: Input = { title: word('need.title', code, 'open', number), description: word('need.description', code, 'open', number) };
    const need = await here.manager().posts(words);
    await here.manager().does('withdrawNeed', await here.manager().does('holdNeed', need, because), because);
    const claim = { competenceId: 'plan.samfunnsdel', level: 'EXPERT', evidence: word('offer_evidence.evidence', code, 'closed', number) };
    const hours: Input = { headline: word('listing.headline', code, 'open', number), competences: [claim] };
    const offer = await here.specialist().publishes(hours);
    await here.manager().does('pauseOffer', await here.manager().does('releaseOffer', offer, { permanentEmployee: true }), because);
    await invite(here.orgAdmin(), code, number);
    // What is refused, or fails, is told in logs as well.
    await here.specialist().tries('publishOffer', offerInput('9999', hours));
    await here.manager().tries('postNeed', needInput(code, { ...words, minutesTotal: -1 }));
  }
  if (number === 1) await leave(world, world.organisation(NEIGHBOUR).caseWorker());
}

async function invite(admin: Person, code: string, number: number): Promise<void> {
  const input = {
    ...{ organisationCode: code, role: 'SPECIALIST', from: TODAY, unit: word('invitation.unit', code, 'kept', number) },
    ...{
      email: `${word('invitation.email', code, 'kept', number)}@fagtorg.example`,
      reason: word('invitation.reason', code, 'kept', number),
    },
  };
  await admin.asks('mutation ($input: InviteInput!) { invite(input: $input) { __typename } }', { input });
}

/** Somebody is erased: what finds their name in others' words has all of them in its hands. */
async function leave(world: World, person: Person): Promise<void> {
  const { viewer } = await person.asks<{ viewer: { id: string } }>('{ viewer { id } }');
  const [{ email } = { email: '' }] = await world.behind.rows<{ email: string }>('SELECT email FROM person WHERE id = $1::uuid', viewer.id);
  await person.asks('mutation ($input: EraseMyselfInput!) { eraseMyself(input: $input) { __typename } }', { input: { email } });
}

// ------------------------------------------------------------ who listens

/** Keeps every row that is ever written into the queue in PostgreSQL, however soon it is removed. */
async function overhearPostgres({ behind }: World): Promise<{ end: () => Promise<void> }> {
  await behind.run('CREATE SCHEMA trial');
  await behind.run('CREATE TABLE trial.overheard (row text)');
  await behind.run(`
    CREATE FUNCTION trial.overhear() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
    $$ BEGIN INSERT INTO trial.overheard VALUES (to_jsonb(NEW)::text); RETURN NULL; END $$`);
  const tables = await behind.rows<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'bullmq'`);
  for (const { name } of tables)
    await behind.run(`CREATE TRIGGER overhear AFTER INSERT OR UPDATE ON bullmq."${name}" FOR EACH ROW EXECUTE FUNCTION trial.overhear()`);
  return {
    end: async () => {
      await behind.run('DROP SCHEMA trial CASCADE');
    },
  };
}

/** Listens to every command that a Redis is given, what scripts do included. Whatever it holds at any time was once put there by one. */
async function overhearRedis(redisUrl: string): Promise<{ heard: () => Promise<string> }> {
  const { hostname, port, password } = new URL(redisUrl);
  const socket = connect({ host: hostname, port: Number(port || 6379) });
  let heard = '';
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1')));
  await once(socket, 'connect');
  socket.write(`${password === '' ? '' : `AUTH ${decodeURIComponent(password)}\r\n`}MONITOR\r\n`);
  await once(socket, 'data');
  return {
    heard: async () => {
      socket.end();
      await once(socket, 'close');
      return heard;
    },
  };
}
