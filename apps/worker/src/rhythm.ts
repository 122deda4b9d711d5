import type { Logger } from '@fagtorg/platform';

/** Something done again and again in one process, never twice at once. */
export interface Rhythm {
  /** Does it now, or once more right after the turn that is running. */
  wake(): void;
  /** Lets the turn that is running come to its end, and no other begin. */
  stop(): Promise<void>;
}

/** Runs a turn at least every so many milliseconds, and at once when woken. A turn that fails is reported and comes again at its time. */
export function everyNowAndThen(milliseconds: number, turn: () => Promise<void>, logger: Logger): Rhythm {
  let running: Promise<void> | null = null;
  let wakes = 0;
  let stopped = false;

  const run = async (): Promise<void> => {
    const seen = wakes;
    try {
      await turn();
    } catch (err) {
      logger.warn({ err }, 'a turn failed and will be tried again');
    }
    running = null;
    if (wakes > seen) wake();
  };
  const wake = (): void => {
    if (stopped) return;
    wakes += 1;
    running ??= run();
  };
  const timer = setInterval(wake, milliseconds);
  wake();
  return {
    wake,
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
