import { type FileHandle, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { settle } from '../backup-folder.js';
import { compress, ends } from './line.js';
import { nextSegment, type Position, segmentBegin, segmentName, writtenPosition } from './position.js';

/** Writes a stream of log into the files of a line. One at a time. */
export class SegmentWriter {
  private file: FileHandle | null = null;
  private flushedTo: Position;

  /** @param at where the stream begins: the beginning of a file */
  constructor(
    private readonly folder: string,
    private readonly timeline: number,
    private at: Position,
  ) {
    this.flushedTo = at;
  }

  /** Appends. A file that was begun before is written over with the same, and never cut. @throws where the stream has a gap */
  async write(from: Position, bytes: Buffer): Promise<void> {
    if (from !== this.at) throw new Error(`The log goes on at ${writtenPosition(from)}, and ${writtenPosition(this.at)} was to come.`);
    let rest = bytes;
    while (rest.length > 0) {
      const room = Number(nextSegment(this.at) - this.at);
      const part = rest.subarray(0, room);
      this.file ??= await this.open();
      const { bytesWritten } = await this.file.write(part, 0, part.length, Number(this.at - segmentBegin(this.at)));
      this.at += BigInt(bytesWritten);
      rest = rest.subarray(bytesWritten);
      if (this.at === segmentBegin(this.at)) await this.complete();
    }
  }

  /** Brings to the disk what was written, and answers how far that is. */
  async flush(): Promise<Position> {
    if (this.flushedTo !== this.at) await this.file?.datasync();
    return (this.flushedTo = this.at);
  }

  async close(): Promise<void> {
    const { file } = this;
    this.file = null;
    await file?.close();
  }

  private async open(): Promise<FileHandle> {
    const path = join(this.folder, `${segmentName(this.timeline, this.at)}${ends.unfinished}`);
    const file = await open(path, 'r+').catch(() => open(path, 'wx', 0o600));
    await settle(this.folder);
    return file;
  }

  /** The file that ends here gets its own name when it is on the disk, and is compressed then. */
  private async complete(): Promise<void> {
    const name = segmentName(this.timeline, this.at - 1n);
    await this.flush();
    await this.close();
    await rename(join(this.folder, `${name}${ends.unfinished}`), join(this.folder, name));
    await settle(this.folder);
    await compress(this.folder, name);
  }
}
