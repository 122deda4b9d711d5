import type { Database, TenantContext, Tx } from './database.js';

/**
 * The reads of one operation, in one transaction that opens with the first of them: a list and its relations cost one entrance. Close it
 * before a write, so that no operation holds two connections, and end it when the answer is ready.
 */
export class Reading {
  private opened: Promise<Tx> | null = null;
  private finish: () => void = () => undefined;
  private finished: Promise<void> = Promise.resolve();
  private ended = false;

  constructor(
    private readonly database: Database,
    private readonly context: TenantContext,
  ) {}

  /** The transaction to read in. Rejects once the operation has been answered: an error may have cut other reads short. */
  tx(): Promise<Tx> {
    if (this.ended) return Promise.reject(new Error('The operation has been answered already.'));
    this.opened ??= new Promise<Tx>((resolve, reject) => {
      const done = new Promise<void>((release) => (this.finish = release));
      this.finished = this.database
        .withTenant(this.context, (tx) => {
          resolve(tx);
          return done;
        })
        .catch(reject);
    });
    return this.opened;
  }

  async end(): Promise<void> {
    this.ended = true;
    await this.close();
  }

  async close(): Promise<void> {
    if (!this.opened) return;
    this.opened = null;
    this.finish();
    await this.finished;
  }
}
