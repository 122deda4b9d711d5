import { type LauncherEnvironment, removeEmbeddedDatabase } from '@fagtorg/platform';
import { exitCodes } from '../exit-codes.js';
import { forgetInstallation, shown } from '../home/data-directory.js';
import type { Progress } from '../progress.js';
import { Trouble } from '../trouble.js';
import type { LaunchOptions } from './settings.js';

interface Removal {
  readonly options: LaunchOptions;
  readonly launcher: LauncherEnvironment;
  /** Whether it may be somebody's work, and not what a demonstration made up. */
  readonly precious: boolean;
  readonly progress: Progress;
}

/**
 * Deletes the data of a data directory for good. What is made up may go without another word; anything else needs --yes.
 * @throws Trouble where that has not been said, or where the database is the operator's own
 */
export async function removeData({ options, launcher, precious, progress }: Removal): Promise<void> {
  const { directory, yes } = options;
  if (launcher.DATABASE_URL !== undefined || launcher.DATABASE_OWNER_URL !== undefined) {
    throw new Trouble(
      exitCodes.usage,
      '--fresh removes the embedded database alone, and DATABASE_URL names one of your own. Nothing was removed.',
      'Empty that one yourself and leave --fresh out, or unset DATABASE_URL.',
    );
  }
  if (precious && !yes) {
    throw new Trouble(
      exitCodes.usage,
      `What lies in ${shown(directory)} is not known to be a demonstration. Nothing was removed.`,
      'To delete it for good, say --fresh --yes.',
    );
  }
  progress.say(`Removing the data in ${shown(directory)}`);
  await removeEmbeddedDatabase(shown(directory));
  await forgetInstallation(directory);
}
