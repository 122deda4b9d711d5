export { type Ground, openGround, Unbroken } from './ground.js';
export { type Lock, nameOf } from './lock.js';
export { probeOf, writtenProbes } from './probes.js';
export { standingLocks } from './standing-locks.js';
