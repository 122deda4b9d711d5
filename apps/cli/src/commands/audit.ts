import { type Database, followChains, type FormerHead, readHeads, sentenceOn } from '@fagtorg/core';
import Table from 'cli-table3';
import { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { exitCodes, exitCodesHelp } from '../exit-codes.js';
import { parsed } from '../home/data-directory.js';
import { onInstallation } from '../home/find.js';
import { onDatabase } from '../home/on-database.js';
import { figure, progressOn } from '../progress.js';
import { Trouble } from '../trouble.js';
import { dataDirOption, examples, type InstallationOptions, jsonOption } from './options.js';

/** A head as it lies in an exported file. */
interface ExportedHead {
  readonly organisation: string;
  readonly number: number;
  /** In hexadecimal. */
  readonly hash: string;
}

/** `fagtorg audit`: heads of the audit's chains, to be kept elsewhere and checked later. */
export const auditCommand = (): Command =>
  new Command('audit')
    .description('export where the audit of each organisation ends, and check a former export')
    .addCommand(
      new Command('heads')
        .description('the number and the hash of the last event of each organisation')
        .addOption(dataDirOption())
        .addOption(jsonOption())
        .action(heads),
    )
    .addCommand(
      new Command('check')
        .description('whether each chain is unbroken and still leads through the head that was exported')
        .argument('<file>', 'what audit heads --json printed')
        .addOption(dataDirOption())
        .addOption(jsonOption())
        .action(check),
    )
    .addHelpText(
      'after',
      `${examples('npx fagtorg audit heads --json > heads.json', 'npx fagtorg audit check heads.json')}

Who owns the database can write a whole chain anew, and verify would not see it. A head that is kept where they can't reach it shows it.
${exitCodesHelp}`,
    );

const onAudit = <T>(directory: string, work: (database: Database) => Promise<T>): Promise<T> =>
  onInstallation({ directory, onProgress: progressOn(process.stderr).say }, ({ applicationUrl }) => onDatabase(applicationUrl, work));

async function heads({ dataDir, json }: InstallationOptions): Promise<void> {
  const found = await onAudit(dataDir, readHeads);
  const rows = found.map(({ organisationCode, number, hash, at }) => ({
    ...{ organisation: organisationCode, number, hash: Buffer.from(hash).toString('hex'), at },
  }));
  if (json) {
    console.log(JSON.stringify({ exportedAt: new Date(), heads: rows }));
    return;
  }
  const table = new Table({ head: ['organisation', 'events', 'last', 'hash'], style: { head: [], border: [] } });
  table.push(...rows.map(({ organisation, number, hash, at }) => [organisation, figure(number), at?.toISOString() ?? '', hash]));
  console.log(rows.length === 0 ? 'Nothing has been written.' : table.toString());
}

async function check(file: string, { dataDir, json }: InstallationOptions): Promise<void> {
  const former = await exportedIn(file);
  const { events, faults } = await onAudit(dataDir, (database) => followChains(database, former));
  const ok = faults.length === 0;
  if (!ok) process.exitCode = exitCodes.failed;
  const said = ok
    ? `Every chain is unbroken and leads through its former head. Events: ${figure(events)}; heads: ${figure(former.length)}.`
    : faults.map(sentenceOn).join('\n');
  console.log(json ? JSON.stringify({ ok, events, heads: former.length, faults }) : said);
}

/** @throws Trouble where the file is no export */
async function exportedIn(file: string): Promise<FormerHead[]> {
  const read = parsed(await readFile(file, 'utf8').catch(() => ''));
  const list = typeof read === 'object' && read !== null && 'heads' in read ? read.heads : null;
  if (!Array.isArray(list) || !list.every(isHead)) {
    throw new Trouble(exitCodes.usage, `${file} holds no exported heads.`, 'Make one with: npx fagtorg audit heads --json > heads.json');
  }
  return list.map(({ organisation, number, hash }) => ({ organisationCode: organisation, number, hash: Buffer.from(hash, 'hex') }));
}

const isHead = (read: unknown): read is ExportedHead =>
  typeof read === 'object' &&
  read !== null &&
  'organisation' in read &&
  typeof read.organisation === 'string' &&
  'number' in read &&
  Number.isInteger(read.number) &&
  'hash' in read &&
  typeof read.hash === 'string' &&
  /^[0-9a-f]{64}$/.test(read.hash);
