import type { Database, TenantContext, Tx } from './database.js';

/**
 * The reads of one operation, in one transaction that opens with the first of them: a list and its relations cost one entrance. Close it
 * when the answer is ready, and before a write, so that no operation holds two connections.
 */
export class Reading {
  private opened: Promise<Tx> | null = null;
  private finish: () => void = () => undefined;
  private finished: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly context: TenantContext,
  ) {}

  /** The transaction to read in. */
  tx(): Promise<Tx> {
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

  async close(): Promise<void> {
    if (!this.opened) return;
    this.opened = null;
    this.finish();
    await this.finished;
  }
}
