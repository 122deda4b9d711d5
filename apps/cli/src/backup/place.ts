import type { LogPlace } from '@fagtorg/platform';

/** Where backups lie unless another place is said: beside the data directory, so that whoever loses that one still has them. */
export const backupPlace = (directory: string): string => `${directory}.backups`;

/** So many of the automatic backups of each kind are kept. */
export const KEPT = 7;

/**
 * Where the log of an installation is kept. A demonstration has none: what is made up can be made up again, and a newcomer's disk stays as it is.
 */
export const logPlace = (
  directory: string,
  { demonstration }: { demonstration: boolean },
  onTrouble: (sentence: string) => void,
): LogPlace | undefined => (demonstration ? undefined : { place: backupPlace(directory), onTrouble });
