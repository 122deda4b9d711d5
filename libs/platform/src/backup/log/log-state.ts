import { asAdministrator, readSlot } from './slot.js';

/** How the keeping of a server's log stands. */
export interface LogState {
  /** The line that is written now; null where none is. */
  readonly line: string | null;
  /** Whether the server has thrown away what had not been taken: there will be a gap. */
  readonly lost: boolean;
  /** Whether somebody is taking it now. */
  readonly active: boolean;
  /** How many bytes have been written and not been taken. */
  readonly behind: number;
}

/** Asks a server of ours how the keeping of its log stands. */
export const readLog = ({ adminUrl }: { adminUrl: string }): Promise<LogState> =>
  asAdministrator(adminUrl, async (client) => {
    const slot = await readSlot(client);
    if (slot === null) return { line: null, lost: false, active: false, behind: 0 };
    return { line: slot.line, lost: slot.from === null, active: slot.active, behind: slot.behind };
  });
