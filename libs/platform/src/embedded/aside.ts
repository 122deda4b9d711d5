import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A cluster that is whole and waits to take the place of the one that is there. */
export const restoredOf = (cluster: string): string => `${cluster}.restored`;

/** Where a cluster is put aside while another takes its place. */
export const asideOf = (cluster: string, moment: Date): string => `${cluster}.former-${moment.toISOString().replaceAll(':', '-')}`;

/** Clusters that have been put aside in a folder, the latest first. */
export const formerClusters = async (folder: string): Promise<string[]> =>
  (await readdir(folder).catch(() => []))
    .filter((name) => name.includes('.former-'))
    .sort()
    .reverse()
    .map((name) => join(folder, name));
