import type { Writable } from 'node:stream';
import pg from 'pg';
import { BackupError } from './backup-error.js';

/** A copy of all files of a running server, as of the moment at which it ended. */
export interface BaseBackup {
  /** PostgreSQL's own list of the files, with a SHA-256 for each. */
  readonly manifest: Buffer;
  /** Everything that was committed before this place of the log is in it. */
  readonly endsAt: string;
}

interface BaseBackupOptions {
  /** Signs in as a superuser, or as a role that may replicate. */
  readonly adminUrl: string;
  readonly label: string;
  /** Takes the tar archive of the data directory, with the log that is needed to open it. */
  readonly archive: Writable;
  readonly onProgress: (done: number, of: number) => void;
}

/** The letters that begin a message of the copy: PostgreSQL's documentation, "Streaming Replication Protocol", BASE_BACKUP. */
const letters = { archive: 'n', data: 'd', manifest: 'm', progress: 'p' } as const;

/** What node-postgres hands over; its types tell queries of rows alone. */
interface Wire {
  query(sql: string): void;
  readonly stream: { pause(): void; resume(): void; destroy(failure: Error): void };
}

/**
 * The one command, as a query of node-postgres. It answers where the log stands, the sizes of what follows, then all of the copy, and where
 * the log stands at its end. While the archive can't take more, the connection is paused.
 */
class BaseBackupCommand implements pg.Submittable {
  readonly finished: Promise<BaseBackup>;
  private readonly manifest: Buffer[] = [];
  private readonly rows: string[][] = [];
  private inManifest = false;
  private archives = 0;
  private total = 0;
  private settle: { resolve: (backup: BaseBackup) => void; reject: (failure: unknown) => void } | null = null;

  constructor(private readonly options: BaseBackupOptions) {
    this.finished = new Promise((resolve, reject) => (this.settle = { resolve, reject }));
  }

  submit(connection: pg.Connection): void {
    const wire = connection as unknown as Wire;
    const { archive, label } = this.options;
    archive.on('drain', () => wire.stream.resume());
    archive.on('error', (failure: Error) => {
      this.settle?.reject(failure);
      wire.stream.destroy(failure);
    });
    const named = pg.escapeLiteral(label);
    wire.query(
      `BASE_BACKUP (LABEL ${named}, CHECKPOINT 'fast', WAL true, PROGRESS true, MANIFEST 'yes', MANIFEST_CHECKSUMS 'SHA256', TARGET 'client')`,
    );
  }

  handleRowDescription(): void {
    // What is wanted stands in fixed columns.
  }

  handleDataRow({ fields }: { fields: string[] }): void {
    this.rows.push(fields);
    // The second answer: tablespace, its place, its size in kilobytes. There is one, as we make no tablespaces.
    if (this.rows.length === 2) this.total = Number(fields[2]) * 1024;
  }

  handleCopyData({ chunk }: { chunk: Buffer }, connection: pg.Connection): void {
    const letter = String.fromCharCode(chunk[0] ?? 0);
    if (letter === letters.manifest) this.inManifest = true;
    else if (letter === letters.archive) this.refuseSecond(connection);
    else if (letter === letters.progress) this.options.onProgress(Number(chunk.readBigInt64BE(1)), this.total);
    else if (letter === letters.data && this.inManifest) this.manifest.push(Buffer.from(chunk.subarray(1)));
    else if (letter === letters.data && !this.options.archive.write(Buffer.from(chunk.subarray(1)))) {
      (connection as unknown as Wire).stream.pause();
    }
  }

  /** Each tablespace comes as an archive of its own. */
  private refuseSecond(connection: pg.Connection): void {
    this.archives += 1;
    if (this.archives < 2) return;
    const wayOut = 'Copy it with pg_basebackup, or keep the database in the default tablespace.';
    const failure = new BackupError('FAILED', 'The server keeps data in tablespaces of its own, which are not backed up by this.', wayOut);
    this.settle?.reject(failure);
    (connection as unknown as Wire).stream.destroy(failure);
  }

  handleCommandComplete(): void {
    // Each answer ends with one; the end of all is told by handleReadyForQuery.
  }

  handleReadyForQuery(): void {
    const endsAt = this.rows.at(-1)?.[0] ?? '';
    this.settle?.resolve({ manifest: Buffer.concat(this.manifest), endsAt });
  }

  handleError(failure: unknown): void {
    this.settle?.reject(failure);
  }
}

/**
 * Copies a running server over its own connection, as pg_basebackup does, which is not among the embedded programs. The archive is ended when
 * all is in it.
 *
 * @throws BackupError FAILED with what PostgreSQL said (also where a page of it is damaged); what the archive throws
 */
export async function takeBaseBackup(options: BaseBackupOptions): Promise<BaseBackup> {
  const url = new URL(options.adminUrl);
  url.searchParams.set('replication', 'true');
  const client = new pg.Client({ connectionString: url.href, application_name: 'fagtorg-backup', connectionTimeoutMillis: 10_000 });
  let broken: Error | null = null;
  const command = new BaseBackupCommand(options);
  client.on('error', (failure: Error) => {
    broken = failure;
    command.handleError(failure);
  });
  try {
    await client.connect();
    client.query(command);
    const done = await command.finished;
    await new Promise<void>((resolve, reject) => {
      options.archive.once('error', reject);
      options.archive.end(resolve);
    });
    return done;
  } catch (cause) {
    if (!(cause instanceof pg.DatabaseError) && cause !== broken) throw cause;
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new BackupError('FAILED', `PostgreSQL gave no backup: ${said}.`, wayOutOf(cause, decodeURIComponent(url.username)), { cause });
  } finally {
    await client.end().catch(() => undefined); // it may have broken off before
  }
}

/** What the operator of a server can do about its refusal; PostgreSQL's documentation, "Error Codes". */
function wayOutOf(failure: unknown, role: string): string {
  switch (failure instanceof pg.DatabaseError ? failure.code : undefined) {
    case '28000':
      return `Let ${role} in by a line in the server's pg_hba.conf (host replication ${role} <address> scram-sha-256), then: SELECT pg_reload_conf()`;
    case '42501':
      return `As a superuser: ALTER ROLE ${role} REPLICATION`;
    default:
      return 'See the log of the server; that of the embedded one, postgresql.log, lies beside its data.';
  }
}
