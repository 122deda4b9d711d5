import { setTimeout as pause } from 'node:timers/promises';
import { beginLine, endOfLine, lineFolder } from './line.js';
import { streamLog } from './log-stream.js';
import { type Position, segmentBegin } from './position.js';
import { SegmentWriter } from './segment-writer.js';
import { asAdministrator, readSlot, readTimeline, renewSlot } from './slot.js';

/** Where the log of a database is kept beside its backups. */
export interface LogPlace {
  /** The folder of all backups. */
  readonly place: string;
  /** Told when the log can't be taken, and when it can again. */
  readonly onTrouble: (sentence: string) => void;
}

/** Taking the log of a server as it is written. */
export interface KeptLog {
  /** Resolves when nothing is written any more. To be called when the server has ended, or is not to be followed further. */
  readonly stop: () => Promise<void>;
}

const AGAIN_MS = 2_000;
/** The first failure in a row is not told: a server that ends breaks off as well, and one that crashed is soon back. */
const TOLD_AT = 2;

interface Beginning {
  readonly line: string;
  readonly timeline: number;
  readonly from: Position;
}

/** Where the log is to be taken from: where it was left, or from now on in a new line where something of the former one is lost. */
async function beginning(adminUrl: string, place: string): Promise<Beginning> {
  return asAdministrator(adminUrl, async (client) => {
    const timeline = await readTimeline(client);
    const slot = await readSlot(client);
    if (slot?.from != null) {
      const end = await endOfLine(lineFolder(place, slot.line));
      const least = segmentBegin(slot.from);
      if (end === null) return { line: slot.line, timeline, from: least };
      if (end !== undefined && end >= least) return { line: slot.line, timeline, from: end };
    }
    const { line, from } = await renewSlot(client);
    await beginLine(place, line);
    return { line, timeline, from: segmentBegin(from) };
  });
}

/**
 * Takes the log of a server of ours as it is written, into the place of its backups. Where it can't (the disk of the backups is full), it says
 * so, and tries again and again; the server goes on working, keeps its log for a while, and then a new line is begun.
 */
export function keepLog({ adminUrl, place, onTrouble }: LogPlace & { adminUrl: string }): KeptLog {
  const over = new AbortController();
  const { signal } = over;
  const stopped = (): boolean => signal.aborted;
  const follow = async (): Promise<void> => {
    let failures = 0;
    while (!stopped()) {
      try {
        const { line, timeline, from } = await beginning(adminUrl, place);
        if (failures >= TOLD_AT) onTrouble('The log of the database is kept again.');
        failures = 0;
        await streamLog({ adminUrl, line, timeline, from, writer: new SegmentWriter(lineFolder(place, line), timeline, from) }, signal);
      } catch (failure) {
        if (stopped()) return;
        failures += 1;
        const reason = failure instanceof Error ? failure.message : String(failure);
        if (failures === TOLD_AT) onTrouble(`The log of the database can't be kept in ${place}, and is tried again: ${reason}`);
      }
      await pause(AGAIN_MS, undefined, { signal }).catch(() => undefined); // told to stop
    }
  };
  const following = follow();
  return {
    stop: () => {
      over.abort();
      return following;
    },
  };
}
