import { setTimeout as after } from 'node:timers/promises';

/** Rejects when `work` has not settled within `milliseconds`. The work itself goes on and its outcome is then ignored. */
export const within = async <T>(milliseconds: number, what: string, work: Promise<T>): Promise<T> => {
  const waiting = new AbortController();
  const late = after(milliseconds, undefined, { signal: waiting.signal }).then((): never => {
    throw new Error(`${what}: no answer within ${milliseconds} ms`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    waiting.abort();
  }
};
