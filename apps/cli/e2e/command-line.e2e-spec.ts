import { type DataDirectory, newDataDirectory } from './support/data-directory.js';
import { answerOf, fagtorg } from './support/fagtorg.js';

const USAGE = 2;

let home: DataDirectory;
beforeAll(async () => {
  home = await newDataDirectory();
});
afterAll(() => home.remove());

describe('the help', () => {
  it('names every command, and each has an example and tells of its --data-dir, if it has one', async () => {
    const { exitCode, stdout, stderr } = await fagtorg(['--help']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const list = stdout.slice(stdout.indexOf('Commands:'), stdout.indexOf('Every command'));
    const commands = [...list.matchAll(/^ {2}([a-z]+)/gm)].map(([, name]) => name ?? '').filter((name) => name !== 'help');
    expect(commands).toEqual([
      ...['start', 'doctor', 'token', 'scenarios', 'clock', 'outbox', 'verify', 'backup', 'restore', 'audit', 'invite', 'migrate', 'seed'],
    ]);
    const helps = await Promise.all(commands.map((command) => fagtorg([command, '--help'])));
    for (const [index, help] of helps.entries()) {
      expect(help).toMatchObject({ exitCode: 0, stderr: '' });
      expect(help.stdout).toMatch(new RegExp(`Examples:\\n.*(npx fagtorg ${String(commands[index])}|npm start)`));
    }
  });

  it.each([
    ['clock', 'set'],
    ['clock', 'advance'],
    ['outbox', 'list'],
    ['outbox', 'retry'],
  ])('of %s %s has an example', async (...words) => {
    const { exitCode, stdout } = await fagtorg([...words, '--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`Examples:\n  npx fagtorg ${words.join(' ')}`);
  });

  it('is what a command without words prints, as an error', async () => {
    const { exitCode, stdout, stderr } = await fagtorg([]);
    expect({ exitCode, stdout }).toEqual({ exitCode: USAGE, stdout: '' });
    expect(stderr).toContain('Usage: fagtorg');
  });
});

describe('what is not understood is refused, and where help is:', () => {
  it.each([
    ['an unknown command', ['statr'], "unknown command 'statr'"],
    ['an unknown flag', ['start', '--port', '4100'], "unknown option '--port'"],
    ['a port beyond all ports', ['start', '--api-port', '70000'], 'It must be a whole number from 0 to 65535.'],
    ['a word too many', ['start', 'now'], 'too many arguments'],
    ['no days', ['clock', 'advance', '0'], 'It must be a whole number from 1 to 3650.'],
    ['an unknown scenario', ['scenarios', 'utopia'], "'utopia' is invalid"],
  ])('%s', async (_, words, reason) => {
    const { exitCode, stdout, stderr } = await fagtorg(words);
    expect({ exitCode, stdout }).toEqual({ exitCode: USAGE, stdout: '' });
    expect(stderr).toContain(reason);
    expect(stderr).toContain('--help');
  });

  it.each([
    ['a day that no calendar has', ['clock', 'set', '2027-02-30'], '2027-02-30 is no date'],
    ['nothing to send again', ['outbox', 'retry'], 'Which requests?'],
  ])('%s', async (_, words, reason) => {
    const { exitCode, stdout, stderr } = await fagtorg([...words, ...home.flag]);
    expect({ exitCode, stdout }).toEqual({ exitCode: USAGE, stdout: '' });
    expect(stderr).toContain(reason);
    expect(stderr).toContain('→ ');
  });
});

describe('where there is no Fagtorg', () => {
  it.each([[['token', 'manager@3426.example']], [['outbox', 'list']], [['migrate']]])('%j says so, and how to begin', async (words) => {
    const { exitCode, stdout, stderr } = await fagtorg([...words, ...home.flag]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 69, stdout: '' });
    expect(stderr).toContain(`There is no Fagtorg in ${home.path}.\n→ Begin with npm start`);
  });

  it('the doctor says what the machine has', async () => {
    expect(await answerOf(['doctor', ...home.flag])).toMatchObject({
      ok: true,
      checks: expect.arrayContaining([
        expect.objectContaining({ name: 'node', state: 'ok' }),
        expect.objectContaining({ name: 'installation', state: 'note' }),
      ]) as unknown,
    });
  });
});
