import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { type Position, positionOf } from './position.js';

/** PostgreSQL's own note of how far a line of log has been taken; until then it keeps the log itself. It is in no backup. */
export interface Slot {
  /** The name of the line. */
  readonly line: string;
  /** What has not been taken begins here; null where the server has given it up, as it had grown too large. */
  readonly from: Position | null;
  /** Whether somebody is taking it now. */
  readonly active: boolean;
  /** How many bytes have been written and not been taken. */
  readonly behind: number;
}

const prefix = 'fagtorg_log_';
export const slotName = (line: string): string => `${prefix}${line}`;

/** Works on a server of ours as its administrator. */
export async function asAdministrator<T>(adminUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: adminUrl, application_name: 'fagtorg-log', connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined); // the work itself rejects
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined); // it may have broken off before
  }
}

interface SlotRow {
  readonly name: string;
  readonly from: string | null;
  readonly active: boolean;
  readonly behind: string | null;
}

/** The slot of the line that is written now; null where there is none. */
export async function readSlot(client: pg.Client): Promise<Slot | null> {
  const { rows } = await client.query<SlotRow>(
    `SELECT slot_name AS name, CASE WHEN wal_status <> 'lost' THEN restart_lsn END::text AS "from", active,
       pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)::text AS behind
     FROM pg_replication_slots WHERE slot_type = 'physical' AND starts_with(slot_name, $1) LIMIT 1`,
    [prefix],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { name, from, active, behind } = row;
  return { line: name.slice(prefix.length), from: from === null ? null : positionOf(from), active, behind: Number(behind ?? 0) };
}

/** Begins another line: the former slot is given up, and the server keeps its log from now on. Answers the name of the line. */
export async function renewSlot(client: pg.Client): Promise<{ line: string; from: Position }> {
  await client.query('SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE starts_with(slot_name, $1)', [prefix]);
  const line = randomBytes(6).toString('hex');
  await client.query('SELECT pg_create_physical_replication_slot($1, true)', [slotName(line)]);
  const slot = await readSlot(client);
  if (slot?.from == null) throw new Error('PostgreSQL made no slot for its log.');
  return { line, from: slot.from };
}

/** The history that the server writes: 1, and one more after each restore. */
export async function readTimeline(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ timeline: number }>('SELECT timeline_id AS timeline FROM pg_control_checkpoint()');
  return rows[0]?.timeline ?? 1;
}
