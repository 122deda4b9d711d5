import type { Delivery } from './job.js';
import { processorOf } from './processor.js';
import { jobs } from './spec/jobs.js';

const nothing = (): Promise<void> => Promise.resolve();
const delivered = (name: string, data: unknown) => ({ id: '7-1', name, data, attemptsStarted: 2 });

describe('what a worker does with a job', () => {
  it('calls its handler with the payload that the schema made of it, and says which delivery it is', async () => {
    const calls: [unknown, Delivery][] = [];
    const process = processorOf(jobs, { 'match-need': (...call) => Promise.resolve(void calls.push(call)), sweep: nothing });
    await process(delivered('match-need', { need: 'grong' }));
    expect(calls).toEqual([
      [
        { need: 'grong', revision: 1 },
        { jobId: '7-1', attempt: 2 },
      ],
    ]);
  });

  it('fails a payload that its schema refuses, and says where', async () => {
    const process = processorOf(jobs, { 'match-need': nothing, sweep: nothing });
    await expect(process(delivered('match-need', { need: 'grong', revision: 0 }))).rejects.toThrow(/payload of match-need[^]*at revision/);
  });

  it('fails a job that this version does not know', async () => {
    const process = processorOf(jobs, { 'match-need': nothing, sweep: nothing });
    await expect(process(delivered('send-pigeon', {}))).rejects.toThrow('no job is named send-pigeon');
  });

  it('passes on what the handler throws', async () => {
    const process = processorOf(jobs, { 'match-need': () => Promise.reject(new Error('no such need')), sweep: nothing });
    await expect(process(delivered('match-need', { need: 'grong' }))).rejects.toThrow('no such need');
  });
});

describe('the handlers of a worker', () => {
  it('must be complete', () => {
    // @ts-expect-error: the compiler refuses it as well
    expect(() => processorOf(jobs, { sweep: nothing })).toThrow('jobs without a handler: match-need; handlers without a job: none');
  });

  it('may not be for jobs that do not exist', () => {
    const handlers = { 'match-need': nothing, sweep: nothing, 'send-pigeon': nothing };
    expect(() => processorOf(jobs, handlers)).toThrow('jobs without a handler: none; handlers without a job: send-pigeon');
  });
});
