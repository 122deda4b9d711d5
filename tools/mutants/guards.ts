import type { Trial } from '../trials/trial.js';
import type { Fate, GuardMutant } from './mutant.js';
import { type Run, Workspace } from './workspace.js';

/** As many as a small machine has cores for: each runs one spec, and processes of its own. */
const AT_ONCE = 2;

/** Takes out each guard in a copy of the house, runs the spec that is said to catch it, and expects it to fail. Whole, every spec passes. */
export async function removeGuards(trial: Trial, guards: readonly GuardMutant[], factsFile: string): Promise<Fate[]> {
  if (guards.length === 0) return [];
  const open = (): Promise<Workspace> => trial.open(Workspace.open(factsFile), (workspace) => workspace.close());
  const workspaces = await Promise.all(Array.from({ length: AT_ONCE }, open));
  const whole = new Map<string, string | null>();
  const each = async <T>(things: readonly T[], work: (workspace: Workspace, thing: T) => Promise<void>): Promise<void> => {
    const waiting = [...things];
    const lane = async (workspace: Workspace): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined && !trial.stopped.aborted; next = waiting.shift()) await work(workspace, next);
    };
    await Promise.all(workspaces.map(lane));
  };

  const runs = [...new Map(guards.map((guard) => [guard.spec, guard])).values()].sort(slowestFirst);
  await each(runs, async (workspace, { spec }) => {
    const run = (): Promise<Run> => workspace.run(spec, testsOf(guards, spec), trial.stopped);
    // Once more where it fails: the first one on a busy machine, with nothing compiled yet, may come too late for a limit of the product.
    whole.set(spec, faultOf(await run()) && faultOf(await run()));
  });
  trial.say(`${runs.length} specs pass whole, but for ${[...whole.values()].filter((fault) => fault !== null).length}`);

  const fates: Fate[] = [];
  await each([...guards].sort(slowestFirst), async (workspace, guard) => {
    const fault = whole.get(guard.spec) ?? null;
    const fate = fault === null ? await fateOf(trial, workspace, guard) : { name: guard.name, fate: 'untried' as const, because: fault };
    fates.push(fate);
    if (fate.fate !== 'caught') trial.say(`${fate.fate}: ${fate.name}`);
    if (fates.length % 25 === 0) trial.say(`${fates.length} of ${guards.length} guards`);
  });
  return fates;
}

/** The tests of a spec that any of the guards names; all of them where one names none. */
const testsOf = (guards: readonly GuardMutant[], spec: string): string =>
  [...new Set(guards.filter((guard) => guard.spec === spec).map(({ tests }) => tests ?? ''))].join('|');

/** Those with processes of their own first, so that the lanes end together. */
const slowestFirst = (a: GuardMutant, b: GuardMutant): number => Number(b.spec.includes('e2e')) - Number(a.spec.includes('e2e'));

const faultOf = (run: Run): string | null =>
  'broken' in run ? `its spec does not run: ${run.broken}` : run.failed > 0 ? `${run.failed} tests of its spec fail already` : null;

async function fateOf(trial: Trial, workspace: Workspace, guard: GuardMutant): Promise<Fate> {
  const { name, spec, tests } = guard;
  try {
    const run = await workspace.without(guard, () => workspace.run(spec, tests, trial.stopped));
    if ('broken' in run) return { name, fate: 'untried', because: run.broken };
    return run.failed > 0 ? { name, fate: 'caught' } : { name, fate: 'survived', because: `${spec} passes without it` };
  } catch (fault) {
    return { name, fate: 'untried', because: String(fault) };
  }
}
