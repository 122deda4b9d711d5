/** Loaded beside API and worker by the trial alone: on SIGUSR2 they clear up and say what memory they hold. Needs --expose-gc. */
import { setTimeout as pause } from 'node:timers/promises';

const ROUNDS = 4;

process.on('SIGUSR2', () => {
  void (async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      globalThis.gc();
      await pause(100);
    }
    const { heapUsed, rss } = process.memoryUsage();
    process.stdout.write(`memory heap=${heapUsed} rss=${rss}\n`);
  })();
});
