import { type ClockReading, type Database, inhabitants, moveClock, readClock, resetClock, setClock, setClockInNorway } from '@fagtorg/core';
import { Command } from 'commander';
import { exitCodes } from '../exit-codes.js';
import { onInstallation } from '../home/find.js';
import { onDatabase } from '../home/on-database.js';
import { progressOn } from '../progress.js';
import { Trouble } from '../trouble.js';
import { clockWords, momentOf } from './clock-words.js';
import { dataDirOption, examples, type InstallationOptions, jsonOption, wholeNumber } from './options.js';

/** `fagtorg clock`: what time it is for the application, and in a demonstration another one. */
export const clockCommand = (): Command =>
  new Command('clock')
    .description('show the time of the application; move it in a demonstration')
    .addCommand(step('show', 'the time of the application').action(act(null)), { isDefault: true })
    .addCommand(
      step('set', 'make it a certain time in Norway; a date alone is eight in the morning', '2027-03-15', '2027-03-15T14:30')
        .argument('<moment>', 'as 2027-03-15, 2027-03-15T14:30 or 2027-03-15T13:30:00Z')
        .action(async (moment: string, options: InstallationOptions) => act(setTo(moment))(options)),
    )
    .addCommand(
      step('advance', 'let days go by', '14')
        .argument('<days>', 'how many, from 1 to 3650', wholeNumber(1, 3650))
        .action((days: number, options: InstallationOptions) => act((owners) => moveClock(owners, days))(options)),
    )
    .addCommand(step('reset', 'have real time again').action(act(resetClock)))
    .addHelpText(
      'after',
      examples('npx fagtorg clock', 'npx fagtorg clock set 2027-03-15', 'npx fagtorg clock advance 14', 'npx fagtorg clock reset'),
    );

const step = (name: string, description: string, ...exampleWords: readonly string[]): Command =>
  new Command(name)
    .description(description)
    .addOption(dataDirOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(...(exampleWords.length === 0 ? [''] : exampleWords).map((words) => `npx fagtorg clock ${name} ${words}`.trim())),
    );

type Move = (owners: Database) => Promise<void>;

/** Moves the clock, where it may be moved at all, and tells what time it is then. Null only looks. */
const act =
  (move: Move | null) =>
  async ({ dataDir: directory, json }: InstallationOptions): Promise<void> => {
    const { say: onProgress } = progressOn(process.stderr);
    const reading = await onInstallation({ directory, onProgress }, ({ ownerUrl }) =>
      onDatabase(ownerUrl, async (owners) => {
        if (move) {
          await refuseUnlessMadeUp(owners);
          await move(owners);
          onProgress('What is due by then is done within half a minute, while a worker runs.');
        }
        return readClock(owners);
      }),
    );
    console.log(json ? JSON.stringify(facts(reading)) : clockWords(reading));
  };

/** Deadlines of real people are not played with. */
async function refuseUnlessMadeUp(owners: Database): Promise<void> {
  const { madeUp, real } = await inhabitants(owners);
  if (madeUp > 0 && real === 0) return;
  throw new Trouble(
    exitCodes.configuration,
    'This is no demonstration: its clock stays as it is.',
    'Start one beside it: npx fagtorg start --data-dir <another>',
  );
}

function setTo(words: string): Move {
  const moment = momentOf(words);
  if (moment !== null) return (owners) => (typeof moment === 'string' ? setClockInNorway(owners, moment) : setClock(owners, moment));
  throw new Trouble(
    exitCodes.usage,
    `${words} is no date and no time.`,
    'Write it as 2027-03-15, 2027-03-15T14:30 or 2027-03-15T13:30:00Z.',
  );
}

const facts = ({ now, today, offsetSeconds }: ClockReading): object => ({ now: now.toISOString(), today, offsetSeconds });
