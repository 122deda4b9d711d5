import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { newDataDirectory } from './support/data-directory.js';
import { beginToStart } from './support/fagtorg.js';

/**
 * Starts twice: on a small disk and, when that has failed, on the same disk with more room. As root all data lie in /var/lib/fagtorg; a disk that
 * is mounted there in a mount namespace of its own is seen by these processes alone, and gone with them.
 */
const script = `
  mkdir -p /var/lib/fagtorg && mount -t tmpfs -o "size=$1,mode=755" tmpfs /var/lib/fagtorg || exit 99
  shift
  "$@"
  echo "exit code $?" >&2
  mount -o remount,size=400m /var/lib/fagtorg
  exec "$@"`;
const onDiskOf = (size: string): string[] => ['unshare', '--mount', 'sh', '-c', script, 'on-small-disk', size];

/** Only root may mount, and in many containers not even root. */
const mayMount = process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('unshare', ['--mount', 'true']).status === 0;

(mayMount ? describe : describe.skip)('a disk that is full', () => {
  it.each([
    ['while the database is made', '80m'],
    ['while the database is filled', '105m'],
  ])('%s is named with the way out; with more room the same start succeeds', async (_, size) => {
    const { path, flag } = await newDataDirectory();
    const started = beginToStart(['--no-demo', '--json', '--api-port', '0', ...flag], {}, onDiskOf(size));
    const said = await started.says(/Ctrl-C stops everything/);
    expect(said).toMatch(/The disk that holds \S+ is full\.\n→ Make some room .*\nexit code 69\n/);
    expect(await started.interrupt()).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^\{"api":.*\}\n$/) as string });
    await rm(path, { recursive: true });
  });
});
