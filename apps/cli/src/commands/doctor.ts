import { Command } from 'commander';
import type { Check } from '../doctor/check.js';
import { checkInstallation } from '../doctor/installation.js';
import { checkMachine } from '../doctor/machine.js';
import { exitCodes, exitCodesHelp } from '../exit-codes.js';
import { progressOn } from '../progress.js';
import { dataDirOption, examples, type InstallationOptions, jsonOption } from './options.js';

/** `fagtorg doctor`: what is missing, and how to get it. */
export const doctorCommand = (): Command =>
  new Command('doctor')
    .description('look what is missing or wrong, and say how to mend it; changes nothing')
    .addOption(dataDirOption())
    .addOption(jsonOption())
    .addHelpText('after', `${examples('npx fagtorg doctor', 'npx fagtorg doctor --json')}\n${exitCodesHelp}`)
    .action(async ({ dataDir: directory, json }: InstallationOptions) => {
      const onProgress = progressOn(process.stderr).say;
      const checks = [...(await checkMachine(directory)), ...(await checkInstallation({ directory, onProgress }))];
      const ok = checks.every(({ state }) => state !== 'fault');
      console.log(json ? JSON.stringify({ ok, checks }) : checks.map(told).join('\n'));
      if (!ok) process.exitCode = exitCodes.failed;
    });

const marks: Readonly<Record<Check['state'], string>> = { ok: 'ok     ', note: 'note   ', fault: 'FAULT  ' };

const told = ({ name, state, says, wayOut }: Check): string =>
  `${marks[state]} ${name.padEnd(14)}  ${says}${wayOut === undefined ? '' : `\n${' '.repeat(24)}→ ${wayOut}`}`;
