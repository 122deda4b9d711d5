import { setTimeout as wait } from 'node:timers/promises';
import { isTransient } from './faults.js';

const ATTEMPTS = 6;
const FIRST_WAIT_MS = 40;

/** Does something with the database again, up to six times, while it only lost a race or found no connection in time. */
export async function retrying<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (fault) {
      if (!isTransient(fault) || attempt === ATTEMPTS) throw fault;
      await wait(Math.random() * FIRST_WAIT_MS * 2 ** attempt);
    }
  }
}
