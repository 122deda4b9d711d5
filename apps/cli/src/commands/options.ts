import { InvalidArgumentError, Option } from 'commander';
import { resolve } from 'node:path';
import { KEPT } from '../backup/place.js';
import { defaultDataDirectory } from '../home/data-directory.js';

/** What every command on an installation takes. */
export interface InstallationOptions {
  readonly dataDir: string;
  readonly json?: true;
}

export const dataDirOption = (): Option =>
  new Option('--data-dir <path>', 'where the data lie')
    .default(defaultDataDirectory, '.fagtorg beside the code')
    .argParser((path: string) => resolve(path));

export const keepBackupsOption = (): Option =>
  new Option('--keep-backups <n>', 'how many of the backups of each kind that are taken by themselves are kept')
    .default(KEPT)
    .argParser(wholeNumber(1, 1000));

export const backupPlaceOption = (): Option =>
  new Option('--to <path>', 'the folder of all backups')
    .default(undefined, 'beside the data directory: .fagtorg.backups')
    .argParser((path: string) => resolve(path));

export const jsonOption = (): Option => new Option('--json', 'answer in one line of JSON on stdout');

/** Reads a whole number from the command line. */
export const wholeNumber =
  (least: number, most: number) =>
  (word: string): number => {
    const number = Number(word);
    if (/^-?\d+$/.test(word) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };

/** Examples at the end of a command's help. */
export const examples = (...lines: readonly string[]): string => `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`;
