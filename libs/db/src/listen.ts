import pg from 'pg';

/** A connection that waits for notices of the database. */
export interface Listening {
  close(): Promise<void>;
}

const RECONNECT_MS = 1_000;

/**
 * Calls back on every notice of a channel, and once whenever the connection comes (back), since notices may have been missed. Losing the
 * database is no fault here: it connects again until it is closed.
 */
export function listen(url: string, channel: 'outbox' | 'reference', notice: () => void): Listening {
  let client: pg.Client | null = null;
  let closed = false;

  const connect = async (): Promise<void> => {
    if (closed) return;
    const fresh = new pg.Client({ connectionString: url, keepAlive: true });
    client = fresh;
    let gone = false;
    const again = (): void => {
      if (gone) return;
      gone = true;
      setTimeout(() => void connect(), RECONNECT_MS).unref();
    };
    fresh.on('error', again).on('end', again).on('notification', notice);
    try {
      await fresh.connect();
      await fresh.query(`LISTEN ${channel}`);
      notice();
    } catch {
      await fresh.end().catch(() => undefined); // a connection that never was has nothing to end
      again();
    }
  };

  void connect();
  return {
    close: async () => {
      closed = true;
      await client?.end().catch(() => undefined); // it may be gone already
    },
  };
}
