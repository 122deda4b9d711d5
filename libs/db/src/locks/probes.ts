import { readFile } from 'node:fs/promises';
import { powersFile, powersQuery } from '../powers.js';
import { refusedByChecks } from './checks.js';
import { stepsOfFunctions } from './functions.js';
import { refusesDuplicates, refusesStrangers } from './keys.js';
import { type Lock, nameOf, type Probe } from './lock.js';
import { policiesOfPeople } from './policies-of-people.js';
import { policiesOfRequests } from './policies-of-requests.js';
import { policiesOfTheMarket } from './policies-of-the-market.js';
import { stepsOfTriggers, wakes } from './triggers.js';
import type { Step } from './trying.js';
import { who } from './who.js';

const steps =
  (all: readonly Step[]): Probe =>
  async (trying) => {
    for (const step of all) await trying.step(step);
  };

/** Straight at the constraint, as a superuser: whoever else may stand before it. */
const refusesAssignments =
  (assignments: readonly string[]): Probe =>
  async (trying, { of, name }) => {
    for (const assignment of assignments) {
      const [set = '', where = 'true'] = assignment.split(' WHERE ');
      const does = `UPDATE "${of}" SET ${set} WHERE ctid = (SELECT ctid FROM "${of}" WHERE ${where} LIMIT 1)`;
      await trying.step(who('superuser').does(does, new RegExp(`^${name}: `)));
    }
  };

const refusesNothing: Probe = async (trying, { of, name }) => {
  const does = `INSERT INTO "${of}" SELECT (jsonb_populate_record(t, '{"${name}": null}')).* FROM "${of}" t LIMIT 1`;
  await trying.step(who('superuser').does(does, new RegExp(`^${of}.${name} is missing`)));
};

/** There are rows, and not even who owns the table sees one. It is given to a new owner, as ours may become those who do. */
const bindsTheOwner: Probe = async (trying, { of }) => {
  const after = `CREATE ROLE fagtorg_other_owner; GRANT USAGE ON SCHEMA public, app TO fagtorg_other_owner; ALTER TABLE "${of}" OWNER TO fagtorg_other_owner`;
  await trying.step(who('superuser').does(`SELECT FROM "${of}" LIMIT 1`, 1));
  await trying.step({ ...who('other owner').does(`SELECT FROM "${of}"`, 0), after });
};

/** Whoever may what is what prisma/powers.txt says, no less and no more. */
const isAsWritten: Probe = async (trying) => {
  const expected = (await readFile(powersFile, 'utf8')).trim().split('\n');
  const found = (await trying.rows<{ fact: string }>(powersQuery.sql)).map(({ fact }) => fact).sort();
  const differs = [...found.filter((fact) => !expected.includes(fact)), ...expected.filter((fact) => !found.includes(fact))];
  if (differs.length > 0) throw new Error(`differs from prisma/powers.txt: ${differs.join('; ')}`);
};

const overlaps = `INSERT INTO availability SELECT listing_id, period_from - 1, period_to, 60 FROM availability LIMIT 1`;

/** PostgreSQL tells which triggers a statement set off; what they notify comes with the commit. */
const setsOff: Probe = async (trying, { name }) => {
  const [row] = await trying.rows<{ 'QUERY PLAN': { Triggers: { 'Trigger Name': string }[] }[] }>(
    `EXPLAIN (ANALYZE, FORMAT JSON) INSERT INTO outbox (job, key, payload) VALUES ('sweep', 'x', '{}')`,
  );
  const found = row?.['QUERY PLAN'][0]?.Triggers.map((trigger) => trigger['Trigger Name']) ?? [];
  if (!found.includes(name)) throw new Error(`a request sets off ${found.join(', ') || 'nothing'}`);
};

/** What tries a lock; undefined where nobody has said what it lets through and refuses. */
export function probeOf(lock: Lock): Probe | undefined {
  switch (lock.kind) {
    case 'row security':
      return bindsTheOwner;
    case 'not null':
      return refusesNothing;
    case 'key':
      return refusesDuplicates;
    case 'reference':
      return refusesStrangers;
    case 'grant':
    case 'role':
      return isAsWritten;
    case 'check':
      return writtenProbes.get(`check ${lock.name}`);
    default:
      return writtenProbes.get(nameOf(lock));
  }
}

/** By the names of their locks: those that somebody has to write, as each lets through and refuses something of its own. */
export const writtenProbes: ReadonlyMap<string, Probe> = new Map([
  ...Object.entries({ ...policiesOfTheMarket, ...policiesOfPeople, ...policiesOfRequests }).map(
    ([name, all]) => [`policy ${name}`, steps(all)] as const,
  ),
  ...Object.entries(stepsOfTriggers).map(([name, all]) => [`trigger ${name}`, steps(all)] as const),
  ...Object.entries(stepsOfFunctions).map(([name, all]) => [`function app.${name}`, steps(all)] as const),
  ...Object.entries(refusedByChecks).map(([name, all]) => [`check ${name}`, refusesAssignments(all)] as const),
  [`trigger ${wakes}`, setsOff],
  ['exclusion availability.availabilities_do_not_overlap', steps([who('superuser').does(overlaps, /^availabilities_do_not_overlap: /)])],
]);
