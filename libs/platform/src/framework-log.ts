import type { Logger } from './logger.js';

type Say = (message: unknown, ...more: readonly unknown[]) => void;

/** What a framework wants to say, said by our own log, which holds no secrets. */
export interface FrameworkLog {
  readonly log: Say;
  readonly warn: Say;
  readonly error: Say;
}

/** A log for Nest: its faults and warnings; the rest is about itself. */
export function frameworkLog(logger: Logger): FrameworkLog {
  const say =
    (level: 'warn' | 'error'): Say =>
    (message, ...more) => {
      const fault = [message, ...more].find((one) => one instanceof Error);
      logger[level](fault ? { err: fault } : {}, typeof message === 'string' ? message : 'the framework met a fault');
    };
  return { log: () => undefined, warn: say('warn'), error: say('error') };
}

/** Writes what nobody caught into the log, which Node would print with all that stands in it, and ends the process. */
export function endOnUncaught(logger: Logger): void {
  process.on('uncaughtException', (fault) => {
    logger.fatal({ err: fault }, 'nobody caught this');
    process.exit(1);
  });
}
