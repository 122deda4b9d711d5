import type { Logger } from '../logger.js';

/** Logs what a backend reports. One that is away says so many times a second, so each message is logged every ten seconds at most. */
export const faultReporter = (logger: Logger): ((fault: Error) => void) => {
  const reported = new Map<string, number>();
  return (fault) => {
    const now = Date.now();
    if (now - (reported.get(fault.message) ?? 0) < 10_000) return;
    if (reported.size > 100) reported.clear();
    reported.set(fault.message, now);
    logger.warn({ err: fault }, 'the job queue reports a fault');
  };
};
