import { Command, CommanderError } from 'commander';
import { auditCommand } from './commands/audit.js';
import { backupCommand } from './commands/backup.js';
import { clockCommand } from './commands/clock.js';
import { doctorCommand } from './commands/doctor.js';
import { inviteCommand } from './commands/invite.js';
import { migrateCommand } from './commands/migrate.js';
import { outboxCommand } from './commands/outbox.js';
import { restoreCommand } from './commands/restore.js';
import { scenariosCommand } from './commands/scenarios.js';
import { seedCommand } from './commands/seed.js';
import { startCommand } from './commands/start.js';
import { tokenCommand } from './commands/token.js';
import { verifyCommand } from './commands/verify.js';
import { exitCodes, exitCodesHelp } from './exit-codes.js';
import { explain } from './trouble.js';

const commands = [
  startCommand(),
  doctorCommand(),
  tokenCommand(),
  scenariosCommand(),
  clockCommand(),
  outboxCommand(),
  verifyCommand(),
  backupCommand(),
  restoreCommand(),
  auditCommand(),
  inviteCommand(),
  migrateCommand(),
  seedCommand(),
];

const program = new Command('fagtorg')
  .description('Runs and looks after Fagtorg, the square where Norwegian municipalities share expertise.')
  .addHelpText('after', `\nEvery command has its own help: npx fagtorg <command> --help\n${exitCodesHelp}`);
for (const command of commands) program.addCommand(command);

/** Commander would exit with 1 where a command was not understood. */
function throwInstead(command: Command): void {
  command.exitOverride().showHelpAfterError('(npx fagtorg <command> --help says more)');
  command.commands.forEach(throwInstead);
}
throwInstead(program);

try {
  await program.parseAsync();
} catch (failure) {
  if (failure instanceof CommanderError) {
    process.exitCode = failure.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  } else {
    const { exitCode, message, wayOut } = explain(failure);
    process.stderr.write(`\n${message}\n→ ${wayOut}\n`);
    process.exitCode = exitCode;
  }
}
