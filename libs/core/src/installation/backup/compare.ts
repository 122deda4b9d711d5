import type { BackupContents, BackupManifest } from '@fagtorg/platform';

/** Tables that are only ever added to: what was counted while others wrote binds them all the same. */
const appendOnly = ['audit_event', 'transition', 'transition_detail'];

type Promised = Pick<BackupManifest, 'contents' | 'migrations'>;
interface Found {
  readonly contents: BackupContents;
  readonly migrations: readonly string[];
}

/**
 * What a restored database lacks of, or has more than, its backup promised; one sentence each, none where they agree.
 *
 * Where nothing was written while the backup was taken, everything must be equal. Else what is only ever added to lies between what there was
 * when the backup began and when it had ended, and so does the end of every chain of audit.
 *
 * @param further whether the log has taken it further: then there is no upper bound, and later migrations may have come
 */
export function differences({ contents, migrations }: Promised, found: Found, further = false): string[] {
  const { before, after } = contents;
  const still = contents.still && !further;
  const lacking = migrations.filter((name) => !found.migrations.includes(name));
  const surplus = further ? [] : found.migrations.filter((name) => !migrations.includes(name));
  const tables = still ? Object.keys({ ...after.rows, ...found.contents.rows }) : appendOnly.filter((name) => name in before.rows);
  return [
    ...lacking.map((name) => `The migration ${name} is missing.`),
    ...surplus.map((name) => `The migration ${name} was not in the backup.`),
    ...tables.flatMap((name) => differenceInRows(name, before, after, found.contents, further)),
    ...Object.keys({ ...before.auditHeads, ...found.contents.auditHeads }).flatMap((id) =>
      differenceInHead(id, before, after, found.contents, further),
    ),
  ];
}

function differenceInRows(name: string, before: BackupContents, after: BackupContents, found: BackupContents, further: boolean): string[] {
  const [first, last, is] = [before, after, found].map(({ rows }) => rows[name] ?? 0) as [number, number, number];
  const [least, most] = further ? [first, Infinity] : [first, last];
  if (is >= least && is <= most) return [];
  if (further) return [`The table ${name} has ${is} rows and should have ${least} at least.`];
  return [`The table ${name} has ${is} rows and should have ${least === most ? least : `${least} to ${most}`}.`];
}

function differenceInHead(id: string, before: BackupContents, after: BackupContents, found: BackupContents, further: boolean): string[] {
  const [first, last, is] = [before, after, found].map(({ auditHeads }) => auditHeads[id]) as [Head, Head, Head];
  const number = is?.number ?? 0;
  const [least, most] = further ? [first?.number ?? 0, Infinity] : [first?.number ?? 0, last?.number ?? 0];
  if (number < least || number > most) return [`The audit of ${id} ends at event ${number}, which the backup did not hold.`];
  const known = [first, last].find((head) => head?.number === number);
  if (known !== undefined && known.hash !== is?.hash) return [`The audit of ${id} ends with another event ${number} than the backup held.`];
  return [];
}

type Head = BackupContents['auditHeads'][string] | undefined;
