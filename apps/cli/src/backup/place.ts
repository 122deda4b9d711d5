/** Where backups lie unless another place is said: beside the data directory, so that whoever loses that one still has them. */
export const backupPlace = (directory: string): string => `${directory}.backups`;

/** So many of the backups that are taken before migrations are kept. */
export const KEPT = 7;
