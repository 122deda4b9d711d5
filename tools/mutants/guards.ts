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
  const note = (fate: Fate): void => {
    fates.push(fate);
    if (fate.fate !== 'caught') trial.say(`${fate.fate}: ${fate.name}`);
    if (fates.length % 25 === 0) trial.say(`${fates.length} of ${guards.length} guards`);
  };
  const [first] = workspaces;
  const inOneGo = guards.filter((guard) => !startsProcesses(guard));
  if (first && inOneGo.length > 0) {
    const runs = await first.runTogether(inOneGo, trial.stopped);
    for (const [place, guard] of inOneGo.entries())
      note(judged(guard, whole.get(guard.spec) ?? null, runs[place] ?? { broken: 'it did not run' }));
  }
  await each(guards.filter(startsProcesses), async (workspace, guard) => {
    const fault = whole.get(guard.spec) ?? null;
    note(fault === null ? await fateOf(trial, workspace, guard) : judged(guard, fault, { broken: fault }));
  });
  return fates;
}

/** The tests of a spec that any of the guards names; all of them where one names none. */
const testsOf = (guards: readonly GuardMutant[], spec: string): string =>
  [...new Set(guards.filter((guard) => guard.spec === spec).map(({ tests }) => tests ?? ''))].join('|');

/** Those with processes of their own first, so that the lanes end together. */
const slowestFirst = (a: GuardMutant, b: GuardMutant): number => Number(startsProcesses(b)) - Number(startsProcesses(a));

const startsProcesses = ({ spec }: GuardMutant): boolean => spec.endsWith('.e2e-spec.ts');

const faultOf = (run: Run): string | null =>
  'broken' in run ? `its spec does not run: ${run.broken}` : run.failed > 0 ? `${run.failed} tests of its spec fail already` : null;

async function fateOf(trial: Trial, workspace: Workspace, guard: GuardMutant): Promise<Fate> {
  try {
    return judged(guard, null, await workspace.without(guard, () => workspace.run(guard.spec, guard.tests, trial.stopped)));
  } catch (fault) {
    return judged(guard, null, { broken: String(fault) });
  }
}

/** @param fault what is wrong with its spec while the house is whole */
function judged({ name, spec }: GuardMutant, fault: string | null, run: Run): Fate {
  if (fault !== null) return { name, fate: 'untried', because: fault };
  if ('broken' in run) return { name, fate: 'untried', because: run.broken };
  return run.failed > 0 ? { name, fate: 'caught' } : { name, fate: 'survived', because: `${spec} passes without it` };
}
