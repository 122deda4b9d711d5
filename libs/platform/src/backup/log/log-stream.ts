import pg from 'pg';
import { type Position, writtenPosition } from './position.js';
import type { SegmentWriter } from './segment-writer.js';
import { slotName } from './slot.js';

interface LogStreamOptions {
  /** Signs in as a superuser, or as a role that may replicate. */
  readonly adminUrl: string;
  readonly line: string;
  readonly timeline: number;
  /** The beginning of a file. */
  readonly from: Position;
  readonly writer: SegmentWriter;
}

/** PostgreSQL's documentation, "Streaming Replication Protocol", START_REPLICATION: how its messages and ours begin. */
const letters = { log: 'w', keepalive: 'k', status: 'r' } as const;
const LOG_AT = 25;
const REPLY_WANTED_AT = 17;

/** So often what came is brought to the disk and acknowledged, at least. */
const FLUSH_MS = 500;
/** While so much waits for the disk, the server is kept waiting. */
const MOST_BYTES = 4 * 1_048_576;

/** What node-postgres hands over; its types tell queries of rows alone. */
interface Wire {
  query(sql: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  readonly stream: { pause(): void; resume(): void };
}

/** The one command, as a query of node-postgres that lasts as long as the server does. What comes is worked off in its order. */
class LogStreamCommand implements pg.Submittable {
  readonly finished: Promise<void>;
  private wire: Wire | null = null;
  private work: Promise<void> = Promise.resolve();
  private waiting = 0;
  private begun = false;
  private acknowledged: Position = 0n;
  private settle: { resolve: () => void; reject: (failure: unknown) => void } | null = null;

  constructor(private readonly options: LogStreamOptions) {
    this.finished = new Promise((resolve, reject) => (this.settle = { resolve, reject }));
  }

  submit(connection: pg.Connection): void {
    this.wire = connection as unknown as Wire;
    const { line, from, timeline } = this.options;
    this.wire.query(`START_REPLICATION SLOT ${slotName(line)} PHYSICAL ${writtenPosition(from)} TIMELINE ${String(timeline)}`);
  }

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    const message = Buffer.from(chunk); // theirs is used again
    this.begun = true;
    this.waiting += message.length;
    if (this.waiting > MOST_BYTES) this.wire?.stream.pause();
    this.next(async () => {
      await this.take(message);
      this.waiting -= message.length;
      if (this.waiting < MOST_BYTES) this.wire?.stream.resume();
    });
  }

  /** Brings to the disk what came, and says so to the server, which then needs it no longer. @param anyhow also where nothing came */
  acknowledge(anyhow = false): void {
    if (!this.begun) return;
    this.next(async () => {
      const flushed = await this.options.writer.flush();
      if (flushed === this.acknowledged && !anyhow) return;
      this.acknowledged = flushed;
      const status = Buffer.alloc(34);
      status.write(letters.status);
      for (const place of [1, 9, 17]) status.writeBigInt64BE(flushed, place);
      this.wire?.sendCopyFromChunk(status);
    });
  }

  handleRowDescription(): void {
    // There are no rows.
  }

  handleCommandComplete(): void {
    this.end();
  }

  handleReadyForQuery(): void {
    this.end();
  }

  handleError(failure: unknown): void {
    this.next(() => Promise.reject(failure instanceof Error ? failure : new Error(String(failure))));
  }

  /** The server has said all. */
  end(): void {
    this.next(() => {
      this.settle?.resolve();
      return Promise.resolve();
    });
  }

  /** Resolves when everything that came has been worked off, or could not be. */
  rest(): Promise<void> {
    return this.work.catch(() => undefined); // `finished` tells it
  }

  private async take(message: Buffer): Promise<void> {
    const letter = String.fromCharCode(message[0] ?? 0);
    if (letter === letters.log) await this.options.writer.write(message.readBigInt64BE(1), message.subarray(LOG_AT));
    else if (letter === letters.keepalive && message[REPLY_WANTED_AT] === 1) this.acknowledge(true);
  }

  private next(step: () => Promise<void>): void {
    this.work = this.work.then(step);
    this.work.catch((failure: unknown) => this.settle?.reject(failure));
  }
}

/**
 * Takes the log of a running server as it is written, until that ends in good order or `signal` says so. A server that is stopped in good
 * order waits until all of it has been taken.
 *
 * @throws what the disk says; PostgreSQL's error
 */
export async function streamLog(options: LogStreamOptions, signal: AbortSignal): Promise<void> {
  const url = new URL(options.adminUrl);
  url.searchParams.set('replication', 'true');
  const client = new pg.Client({ connectionString: url.href, application_name: 'fagtorg-log', connectionTimeoutMillis: 10_000 });
  const command = new LogStreamCommand(options);
  client.on('error', (failure: Error) => command.handleError(failure));
  client.on('end', () => command.end());
  const flushing = setInterval(() => command.acknowledge(), FLUSH_MS);
  const over = (): void => command.end();
  signal.addEventListener('abort', over);
  try {
    await client.connect();
    client.query(command);
    await command.finished;
  } finally {
    signal.removeEventListener('abort', over);
    clearInterval(flushing);
    await client.end().catch(() => undefined); // it may have broken off before
    await command.rest();
    await options.writer.close();
  }
}
