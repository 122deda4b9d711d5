import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { BackupError } from './backup-error.js';

/** Raised when a backup of a newer Fagtorg could not be read by this one. */
const FORMAT = 1;

/** What the tables hold: so many rows in each, and the end of every organisation's chain of audit. */
const contents = z.object({
  rows: z.record(z.string(), z.int().nonnegative()),
  auditHeads: z.record(z.string(), z.object({ number: z.int().nonnegative(), hash: z.string() })),
});

const manifestSchema = z.object({
  format: z.literal(FORMAT),
  reason: z.enum(['asked', 'before-migration', 'daily']),
  beganAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  /** Whether it is of the embedded database, which alone can be restored by us, or of a server of the operator's. */
  of: z.enum(['embedded', 'server']).default('embedded'),
  /** PostgreSQL's version, and the system and processor, which both must fit. */
  server: z.string(),
  machine: z.string(),
  /** Where its log stood at the end; what was committed before is in the backup. */
  endsAt: z.string(),
  /** The line of log that goes on from there; left out where none was kept. */
  log: z
    .string()
    .regex(/^[0-9a-f]+$/)
    .optional(),
  /** What it will need on the disk when it is unpacked. */
  unpackedBytes: z.int().nonnegative(),
  demonstration: z.boolean(),
  marketComplete: z.boolean(),
  /** Those that were applied, in their order. */
  migrations: z.array(z.string()),
  /** As it was when the backup began, and when it had ended; `still` says that nothing was written between. */
  contents: z.object({ still: z.boolean(), before: contents, after: contents }),
  files: z.array(z.object({ name: z.string().regex(/^[\w.]+$/), bytes: z.int().nonnegative(), sha256: z.string().length(64) })),
});

/** What a backup is: everything that is needed to judge it, and to compare with what a restore brings back. */
export type BackupManifest = z.output<typeof manifestSchema>;
export type BackupContents = z.output<typeof contents>;
/** A file of a backup as it must be. */
export type StoredFile = BackupManifest['files'][number];

const fileName = 'backup.json';

export const writeManifest = (folder: string, manifest: Omit<BackupManifest, 'format'>): Promise<void> =>
  writeFile(join(folder, fileName), `${JSON.stringify({ format: FORMAT, ...manifest }, null, 2)}\n`, { mode: 0o600, flush: true });

/** Reads what a folder says of itself. @throws BackupError NOT_A_BACKUP, DAMAGED or NEWER_FORMAT */
export async function readManifest(folder: string): Promise<BackupManifest> {
  const text = await readFile(join(folder, fileName), 'utf8').catch((cause: unknown) => {
    const wayOut = 'See what there is with: npx fagtorg backup list';
    throw new BackupError('NOT_A_BACKUP', `There is no backup in ${folder}: it has no readable ${fileName}.`, wayOut, { cause });
  });
  const read = manifestSchema.safeParse(parsed(text));
  if (read.success) return read.data;
  const told = z.object({ format: z.int() }).safeParse(parsed(text));
  if (told.success && told.data.format > FORMAT) {
    throw new BackupError('NEWER_FORMAT', `The backup in ${folder} was made by a newer Fagtorg.`, 'Restore it with that version.');
  }
  throw new BackupError('DAMAGED', `The file ${join(folder, fileName)} is damaged.`, 'Take another backup, or another copy of this one.');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // damaged, which the schema says
  }
}
