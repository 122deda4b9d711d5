import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { BackupError } from './backup-error.js';
import type { StoredFile } from './backup-manifest.js';

/** Speed matters more than the last tenth. */
const COMPRESSION = 1;

/** A file of a backup that is being written, compressed and reckoned on its way. */
export interface Storing {
  readonly input: Writable;
  /** How many bytes have gone in. */
  readonly taken: () => number;
  /** Resolves when it is on the disk. */
  readonly stored: Promise<StoredFile>;
}

/** Begins to write a file, for this user's eyes only. */
export function storeCompressed(folder: string, name: string): Storing {
  const hash = createHash('sha256');
  const size = { taken: 0, kept: 0 };
  const input = counting(({ length }) => (size.taken += length));
  const reckon = counting((chunk) => {
    hash.update(chunk);
    size.kept += chunk.length;
  });
  const file = createWriteStream(join(folder, name), { mode: 0o600, flush: true });
  const stored = pipeline(input, createGzip({ level: COMPRESSION }), reckon, file).then(() => ({
    name,
    bytes: size.kept,
    sha256: hash.digest('hex'),
  }));
  stored.catch(() => undefined); // whoever awaits it hears of it; until then it is no unhandled one
  return { input, taken: () => size.taken, stored };
}

const counting = (count: (chunk: Buffer) => void): Transform =>
  new Transform({
    transform(chunk: Buffer, _encoding, done) {
      count(chunk);
      done(null, chunk);
    },
  });

/** Writes a small file of a backup. */
export async function store(folder: string, name: string, content: Buffer): Promise<StoredFile> {
  await writeFile(join(folder, name), content, { mode: 0o600, flush: true });
  return { name, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
}

/** The SHA-256 of a file, in hexadecimal figures. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Makes sure that every file of a backup is as it was written. @throws BackupError CUT_OFF or DAMAGED */
export async function refuseDamaged(folder: string, files: readonly StoredFile[]): Promise<void> {
  const wayOut = 'Use another backup (npx fagtorg backup list), or another copy of this one. Nothing was changed.';
  for (const { name, bytes, sha256 } of files) {
    const path = join(folder, name);
    const size = await stat(path).then(
      (found) => found.size,
      () => null,
    );
    if (size === null) throw new BackupError('CUT_OFF', `The backup in ${folder} is not whole: ${name} is missing.`, wayOut);
    if (size < bytes) {
      const lacking = `${name} has ${String(size)} of ${String(bytes)} bytes`;
      throw new BackupError('CUT_OFF', `The backup in ${folder} is not whole: ${lacking}.`, wayOut);
    }
    if (size > bytes || (await sha256Of(path)) !== sha256) {
      throw new BackupError('DAMAGED', `The backup in ${folder} was changed: ${name} is not what was written (SHA-256).`, wayOut);
    }
  }
}
