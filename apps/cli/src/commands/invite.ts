import { inviteByOperator } from '@fagtorg/core';
import { type Right, rights, type Role, roles } from '@fagtorg/domain';
import { readLauncherEnvironment } from '@fagtorg/platform';
import { Command, Option } from 'commander';
import { exitCodes, exitCodesHelp } from '../exit-codes.js';
import { type Found, onInstallation } from '../home/find.js';
import { onDatabase } from '../home/on-database.js';
import { progressOn } from '../progress.js';
import { Trouble } from '../trouble.js';
import { dataDirOption, examples, type InstallationOptions, jsonOption, wholeNumber } from './options.js';

interface Options extends InstallationOptions {
  readonly organisation: string;
  readonly role: Role;
  readonly right: readonly Right[];
  readonly unit?: string;
  readonly limit?: number;
  readonly to?: string;
  readonly reason: string;
  readonly link?: true;
}

const ORE = 100;
/** Where the API answers when nothing is said about it. */
const HERE = 'http://127.0.0.1:4000';
const given = roles.filter((role) => role !== 'PLATFORM_ADMIN' && role !== 'SERVICE_ACCOUNT');

/** `fagtorg invite`: lets the first people of an organisation in. */
export const inviteCommand = (): Command =>
  new Command('invite')
    .description('invite somebody to an organisation, such as its first administrator, by mail where SMTP_URL is set, else by a link')
    .argument('<email>', 'as kari.nordmann@trondheim.kommune.no')
    .addOption(new Option('--organisation <code>', 'municipality or county number, or the code of a body').makeOptionMandatory())
    .addOption(new Option('--role <role>', 'what they will be').choices(given).default('ORG_ADMIN'))
    .addOption(new Option('--right <right...>', 'what a manager may do').choices(rights).default([], 'none'))
    .option('--unit <name>', 'the part of the organisation; left out: all of it')
    .addOption(
      new Option('--limit <kroner>', 'the most a manager may bind the organisation to; left out: no limit').argParser(
        wholeNumber(0, 20_000_000),
      ),
    )
    .option('--to <day>', 'the last day of the role, as 2027-12-31; left out: without end')
    .option('--reason <text>', 'why, as the organisation will read it', 'Invited by the operator')
    .option('--link', 'print the link, and send no mail')
    .addOption(dataDirOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `${examples(
        'npx fagtorg invite kari@trondheim.kommune.no --organisation 5001',
        'npx fagtorg invite ola@levanger.kommune.no --organisation 5037 --role MANAGER --right POST RELEASE',
      )}

The link is good for 14 days, and once. Where mail is set up (SMTP_URL and MAIL_FROM) the worker sends it, as soon as one runs. Otherwise it
is printed: whoever has it can use it, so hand it to that person alone. Later ones the administrator invites.
${exitCodesHelp}`,
    )
    .action(invite);

async function invite(email: string, { dataDir: directory, json, ...options }: Options): Promise<void> {
  const { organisation: organisationCode, role, right, unit, limit, to, reason, link: byHand } = options;
  const progress = progressOn(process.stderr);
  const { invited, address } = await onInstallation({ directory, onProgress: progress.say }, async (found) => ({
    address: addressOf(found),
    invited: await onDatabase(found.ownerUrl, (database) =>
      inviteByOperator(database, {
        ...{ organisationCode, email, role, rights: right, unit: unit ?? null, to: to ?? null, reason },
        handover: byHand !== true && sendsMail(found) ? 'MAIL' : 'LINK',
        ...{ amountLimitOre: limit === undefined ? null : limit * ORE, deputyFor: null, delegationReference: null },
      }),
    ),
  }));
  if (!invited.ok) {
    const { path, say } = invited.refusal;
    throw new Trouble(exitCodes.usage, `${path.join('.')}: ${say('en')}`, 'See with: npx fagtorg invite --help');
  }
  const { secret, expiresAt, organisation, email: written } = invited.value;
  const link = secret === null ? null : new URL(`/invitation/${secret}`, address).href;
  if (json) {
    console.log(JSON.stringify({ link, expiresAt, email: written, organisationCode, role }));
    return;
  }
  const said = `${written} is invited to ${organisation} as ${role}.`;
  if (link === null) {
    progress.say(`${said} The link is sent by mail as soon as a worker runs, and is good until ${expiresAt.toISOString()}, and once.`);
    return;
  }
  progress.say(`${said} The link is good until ${expiresAt.toISOString()}, and once:`);
  console.log(link);
}

/** Whether the processes of this Fagtorg send mail: it stands in our environment as in theirs, or what runs was started with it. */
const sendsMail = ({ running }: Found): boolean =>
  readLauncherEnvironment().MAIL_FROM !== undefined || running?.variables['MAIL_FROM'] !== undefined;

/** Where people come to Fagtorg: as the operator says, or where it runs. */
const addressOf = ({ running }: Found): string =>
  readLauncherEnvironment().PUBLIC_URL ?? running?.variables['PUBLIC_URL'] ?? running?.api ?? HERE;
