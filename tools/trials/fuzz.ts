import { chance, type Chance } from '@fagtorg/core';
import type { Headers } from '@fagtorg/testing';
import { buildSchema } from 'graphql';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { malformed } from './fuzz/bodies.js';
import { Documents } from './fuzz/documents.js';
import { Findings, type Judged } from './fuzz/findings.js';
import { type Memory, memoryOf, tellingFlags } from './fuzz/memory.js';
import { mutilated } from './fuzz/mutilation.js';
import { fillWorld, type Pools, poolsOf, WORKPLACES } from './fuzz/pools.js';
import { sendJson, sendRaw } from './fuzz/sending.js';
import { Values } from './fuzz/values.js';
import { openSystem, type System } from './system.js';
import { runTrial, type Trial } from './trial.js';
import { drained } from './verdict.js';

/**
 * Sends the API everything that fits its contract, much that nearly does and much that is no request at all, as everybody who may call. It may
 * refuse; it may not fail, give away how it is made, or keep memory.
 */

const { values: asked } = parseArgs({
  options: {
    valid: { type: 'string', default: '20000' },
    mutated: { type: 'string', default: '10000' },
    malformed: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '20261123' },
    json: { type: 'boolean', default: false },
  },
});

/** Fewer than the API keeps connections: how it answers a crowd is another trial's matter. */
const LANES = 8;
const LONGEST_MINUTES = 40;
const DRAIN_SECONDS = 300;
/** The first of each kind fill what is kept on purpose: parsed documents, prepared statements, code that was compiled. */
const WARM_UP = 0.2;
/** How many of the valid requests may end at the door, as those of nobody do: the others are to be tried inside. */
const TURNED_AWAY = 0.2;
/** How much more a process may hold at the end than after that, in MB: what the system hands back it decides itself. */
const TOLERANCE = { heap: 16, rss: 96 };

type Kind = 'valid' | 'mutated' | 'malformed';
const kinds: readonly Kind[] = ['valid', 'mutated', 'malformed'];

interface Part {
  readonly kind: Kind;
  readonly from: number;
  readonly to: number;
}

/** Sends some of a kind, several at a time; each lane draws its own luck, so that a seed gives the same requests. */
async function play(trial: Trial, ground: Ground, { kind, from, to }: Part): Promise<void> {
  const lane = async (number: number): Promise<void> => {
    const luck = chance(`${asked.seed}:${kind}:${from}:${number}`);
    const documents = new Documents(ground.schema, new Values(ground.pools, luck), luck);
    for (let n = from + number; n < to && !trial.stopped.aborted; n += LANES) {
      ground.findings.note(kind, await one(ground, { kind, n, luck, documents }));
    }
  };
  await Promise.all(Array.from({ length: LANES }, (_, number) => lane(number)));
}

interface Ground {
  readonly system: System;
  readonly schema: ReturnType<typeof buildSchema>;
  readonly pools: Pools;
  readonly callers: readonly Caller[];
  readonly findings: Findings;
}

interface Caller {
  readonly who: string;
  /** Null for who is not signed in. */
  readonly email: string | null;
}

interface Turn {
  readonly kind: Kind;
  readonly n: number;
  readonly luck: Chance;
  readonly documents: Documents;
}

async function one({ system, callers }: Ground, { kind, n, luck, documents }: Turn): Promise<Judged> {
  if (kind === 'malformed') {
    const raw = malformed(n, luck);
    return { what: raw.what, sent: raw.bytes.toString('latin1'), due: !raw.cut, answered: await sendRaw(system.url, raw) };
  }
  const { who, email } = luck.of(callers);
  const whole = documents.next();
  const body = kind === 'valid' ? { query: whole.query, variables: whole.variables } : mutilated(whole, luck);
  const key = luck.next() < 0.05 ? { 'idempotency-key': `k${luck.between(1, 50)}` } : {};
  const language = { 'accept-language': luck.of(['nb', 'nn', 'en', 'se', 'zz', '*']) };
  const ask = (headers: Headers): ReturnType<typeof sendJson> =>
    sendJson(system.url, body, { ...headers, ...key, ...language }).catch((fault: unknown) => ({
      status: 0,
      type: '',
      text: String(fault),
    }));
  const first = await ask(email === null ? {} : await system.signIn(email));
  // Some of what is sent ends all of a person's tokens; they come back with a new one, or else nothing more would be tried.
  const answered = first.status === 401 && email !== null ? await ask(await system.signInAnew(email)) : first;
  return { what: `${who}: ${whole.root}`, sent: JSON.stringify(body), due: true, answered };
}

/** Everybody who may call, of each kind at two places. */
const callers: readonly Caller[] = [
  { who: 'nobody', email: null },
  ...['manager', 'caseworker', 'specialist1', 'orgadmin'].flatMap((who) =>
    WORKPLACES.slice(0, 2).map((code) => ({ who, email: `${who}@${code}.example` })),
  ),
  ...['34', '50'].map((code) => ({ who: 'broker', email: `broker@${code}.example` })),
];

const doses = (): Readonly<Record<Kind, number>> => ({
  valid: Number(asked.valid),
  mutated: Number(asked.mutated),
  malformed: Number(asked.malformed),
});

async function fuzz(trial: Trial): Promise<boolean> {
  const began = performance.now();
  const system = await openSystem(trial, tellingFlags);
  const worker = system.startWorker(null);
  if (!(await worker.ready)) throw new Error(`The worker did not start.\n${worker.written()}`);
  const tables = await system.behind.rows<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`);
  await fillWorld(system);
  await drained(system, DRAIN_SECONDS, trial.stopped);
  const ground: Ground = {
    system,
    schema: buildSchema(readFileSync(new URL('../../apps/api/schema.graphql', import.meta.url), 'utf8')),
    pools: await poolsOf(system, asked.seed),
    callers,
    findings: new Findings(tables.map(({ name }) => name)),
  };
  const seconds = (): string => ((performance.now() - began) / 1000).toFixed(0);
  const all = async (share: (dose: number) => [from: number, to: number]): Promise<void> => {
    for (const kind of kinds) {
      const [from, to] = share(doses()[kind]);
      trial.say(`${seconds()} s: ${to - from} ${kind} requests (seed ${asked.seed})`);
      await play(trial, ground, { kind, from, to });
    }
    await drained(system, DRAIN_SECONDS, trial.stopped);
  };
  const memory = async (): Promise<Record<'api' | 'worker', Memory>> => ({
    api: await memoryOf(system.api),
    worker: await memoryOf(worker),
  });

  await all((dose) => [0, Math.floor(dose * WARM_UP)]);
  const before = await memory();
  await all((dose) => [Math.floor(dose * WARM_UP), dose]);
  const after = await memory();

  const turnedAway = ground.findings.share('valid', 401);
  const faults = [
    ...ground.findings.faults(),
    ...(turnedAway > TURNED_AWAY ? [`${Math.round(turnedAway * 100)} % of the valid requests came no further than the door`] : []),
    ...[system.api.ended() && 'the API has ended', worker.ended() && 'the worker has ended'].filter((fault) => fault !== false),
    ...[...new Set(system.unexplained())].slice(0, 5).map((line) => `the API could not explain: ${line}`),
    ...(worker.written().includes('a job failed') ? ['a job failed'] : []),
    ...(['api', 'worker'] as const).flatMap((name) =>
      (['heap', 'rss'] as const)
        .filter((part) => after[name][part] > before[name][part] + TOLERANCE[part])
        .map((part) => `${name} keeps ${part}: ${before[name][part]} MB before, ${after[name][part]} MB after`),
    ),
  ];
  const passed = faults.length === 0 && !trial.stopped.aborted;
  const report = {
    passed,
    seed: asked.seed,
    seconds: Number(seconds()),
    sent: doses(),
    statuses: ground.findings.statuses(),
    done: ground.findings.done(),
    memory: { before, after, toleranceMb: TOLERANCE },
    faults,
  };
  trial.say(`${seconds()} s: ${JSON.stringify({ statuses: report.statuses, memory: report.memory })}`);
  for (const fault of faults) trial.say(`WRONG ${fault}`);
  if (passed) trial.say('Nothing failed, nothing was given away, and the memory is back where it was');
  if (asked.json) process.stdout.write(`${JSON.stringify(report)}\n`);
  return passed;
}

await runTrial(LONGEST_MINUTES, fuzz);
