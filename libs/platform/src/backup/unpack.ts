import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar';
import { z } from 'zod';
import { BackupError } from './backup-error.js';
import { sha256Of } from './stored-files.js';

/** The list that PostgreSQL makes of a base backup's files ("Backup Manifest Format" in its documentation); the log is not in it. */
const serverManifest = z.object({
  Files: z.array(z.object({ Path: z.string(), Size: z.int(), Checksum: z.string() })),
});

/** Unpacks the archive of a base backup into a folder that is there and empty, for the user that will run it. */
export const unpack = (archive: string, folder: string, owner: { readonly uid?: number; readonly gid?: number }): Promise<void> =>
  pipeline(createReadStream(archive), createGunzip(), extract({ cwd: folder, strict: true, ...owner }));

/**
 * Makes sure that everything which PostgreSQL put into a backup has arrived on the disk as it was, as pg_verifybackup does, which is not
 * among the embedded programs.
 *
 * @throws BackupError DAMAGED with the first file that is not as it was
 */
export async function refuseUnlike(folder: string, manifestFile: string): Promise<void> {
  const { Files: files } = serverManifest.parse(JSON.parse(await readFile(manifestFile, 'utf8')));
  for (const { Path: path, Size: size, Checksum: checksum } of files) {
    const found = await stat(join(folder, path)).catch(() => null);
    if (found?.size !== size || (await sha256Of(join(folder, path))) !== checksum) {
      const message = `The file ${path} did not come out of the backup as it was.`;
      throw new BackupError('DAMAGED', message, 'Look whether the disk is sound, and use another copy of the backup. Nothing was changed.');
    }
  }
}
