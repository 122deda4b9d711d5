import { type Database, outboxRows, type OutboxRow, sendAgain } from '@fagtorg/core';
import Table from 'cli-table3';
import { Command } from 'commander';
import { exitCodes } from '../exit-codes.js';
import { onInstallation } from '../home/find.js';
import { onDatabase } from '../home/on-database.js';
import { progressOn } from '../progress.js';
import { Trouble } from '../trouble.js';
import { dataDirOption, examples, type InstallationOptions, jsonOption, wholeNumber } from './options.js';

interface ListOptions extends InstallationOptions {
  readonly parked?: boolean;
  readonly first: number;
}

interface RetryOptions extends InstallationOptions {
  readonly all?: true;
}

/** `fagtorg outbox`: requests that have had no effect yet. */
export const outboxCommand = (): Command =>
  new Command('outbox')
    .description('show what waits to be done after a change, and send again what was sent in vain')
    .addCommand(
      new Command('list')
        .description('requests without an effect: parked ones, which wait for you, first')
        .option('--parked', 'the parked ones alone')
        .option('--first <n>', 'how many at most', wholeNumber(1, 10_000), 50)
        .addOption(dataDirOption())
        .addOption(jsonOption())
        .addHelpText('after', examples('npx fagtorg outbox list', 'npx fagtorg outbox list --parked --json'))
        .action(list),
      { isDefault: true },
    )
    .addCommand(
      new Command('retry')
        .description('send requests again, by their ids or all that are parked')
        .argument('[ids...]', 'as outbox list shows them')
        .option('--all', 'every parked one')
        .addOption(dataDirOption())
        .addOption(jsonOption())
        .addHelpText('after', examples('npx fagtorg outbox retry --all', 'npx fagtorg outbox retry 4711 4712'))
        .action(retry),
    )
    .addHelpText(
      'after',
      `${examples('npx fagtorg outbox list', 'npx fagtorg outbox list --parked --json', 'npx fagtorg outbox retry --all', 'npx fagtorg outbox retry 4711 4712')}

A request is parked when it has been sent ten times without an effect. Find the cause in the worker's log, mend it, and send it again.`,
    );

const onOutbox = <T>(directory: string, work: (database: Database) => Promise<T>): Promise<T> =>
  onInstallation({ directory, onProgress: progressOn(process.stderr).say }, ({ applicationUrl }) => onDatabase(applicationUrl, work));

async function list({ dataDir, parked: parkedOnly = false, first, json }: ListOptions): Promise<void> {
  const rows = await onOutbox(dataDir, (database) => database.asMatcher((tx) => outboxRows(tx, { parkedOnly, first })));
  if (json) console.log(JSON.stringify({ requests: rows }));
  else console.log(rows.length === 0 ? 'Nothing waits.' : table(rows));
}

async function retry(ids: readonly string[], { dataDir, all, json }: RetryOptions): Promise<void> {
  if (ids.length > 0 === (all === true)) throw new Trouble(exitCodes.usage, 'Which requests?', 'Name their ids, or say --all.');
  const wrong = ids.find((id) => !/^\d{1,18}$/.test(id));
  if (wrong !== undefined) throw new Trouble(exitCodes.usage, `${wrong} is no id of a request.`, 'See them with: npx fagtorg outbox list');
  const sent = await onOutbox(dataDir, (database) => database.asMatcher((tx) => sendAgain(tx, all ? 'parked' : ids)));
  if (json) console.log(JSON.stringify({ sent }));
  else console.log(`${sent.length === 1 ? '1 request is' : `${sent.length} requests are`} sent again by the worker, if one runs.`);
  const unknown = ids.filter((id) => !sent.includes(id));
  if (unknown.length > 0) {
    throw new Trouble(
      exitCodes.failed,
      `There is no request without an effect with the id ${unknown.join(', ')}.`,
      'It may be done by now.',
    );
  }
}

function table(rows: readonly OutboxRow[]): string {
  const lines = new Table({ head: ['id', 'job', 'about', 'sent', 'age', 'state'], style: { head: [], border: [] } });
  lines.push(
    ...rows.map(({ id, job, key, dispatches, requestedAt, parkedAt, failure }) => [
      ...[id, job, key, String(dispatches), age(requestedAt)],
      `${parkedAt ? 'parked' : 'waits'}${failure === null ? '' : `: ${failure}`}`,
    ]),
  );
  return lines.toString();
}

const age = (since: Date): string => {
  const seconds = Math.max(0, Math.round((Date.now() - since.getTime()) / 1000));
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`;
};
