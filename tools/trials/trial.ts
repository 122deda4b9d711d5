/** A trial as its parts see it: what they begin is ended again, however the trial ends. */
export interface Trial {
  /** Aborts when somebody stops the trial, or when it takes longer than it may. */
  readonly stopped: AbortSignal;
  /** Awaits what has to be closed again; it is closed also where it opens while the trial is being stopped. */
  open<T>(opening: Promise<T>, close: (opened: T) => Promise<unknown>): Promise<T>;
  /** Tells people how it goes, on stderr. */
  say(words: string): void;
}

const INTERRUPTED = 130;

/**
 * Plays a trial and ends the process: with 0 where it was passed, 1 where it was not, 130 where somebody stopped it. Whatever it opened is
 * closed first, the last first.
 * @param minutes the longest that it may take
 * @param play answers whether the trial was passed
 */
export async function runTrial(minutes: number, play: (trial: Trial) => Promise<boolean>): Promise<never> {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => stopping.abort(new Error(`stopped by ${signal}`)));
  const stopped = AbortSignal.any([stopping.signal, AbortSignal.timeout(minutes * 60_000)]);
  const closings: (() => Promise<unknown>)[] = [];
  const say = (words: string): void => console.error(words);
  const trial: Trial = {
    stopped,
    say,
    open: (opening, close) => {
      closings.push(() => opening.then(close));
      return opening;
    },
  };

  let code = 1;
  try {
    code = (await Promise.race([play(trial), rejectionOf(stopped)])) ? 0 : 1;
  } catch (failure) {
    say(failure instanceof Error ? (stopped.aborted ? failure.message : (failure.stack ?? failure.message)) : String(failure));
  }
  for (let closing = closings.pop(); closing; closing = closings.pop()) await closing().catch((failure: unknown) => say(String(failure)));
  process.exit(stopping.signal.aborted ? INTERRUPTED : code);
}

const rejectionOf = (stopped: AbortSignal): Promise<never> =>
  new Promise((_, reject) => stopped.addEventListener('abort', () => reject(stopped.reason as Error)));
