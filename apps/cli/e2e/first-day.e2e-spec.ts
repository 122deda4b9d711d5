import { Behind, Inbox } from '@fagtorg/testing';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DataDirectory, newDataDirectory } from './support/data-directory.js';
import { answerOf, fagtorg, start, type Started } from './support/fagtorg.js';

const A_WHILE_MS = 300_000;
const inbox = await Inbox.open();

let home: DataDirectory;
let running: Started;
beforeAll(async () => {
  home = await newDataDirectory();
  const environment = { ...inbox.variables, PUBLIC_URL: 'https://fagtorg.example' };
  running = await start(['--no-demo', '--api-port', '0', ...home.flag], environment);
}, A_WHILE_MS);
afterAll(async () => {
  await running.interrupt();
  await home.remove();
  await inbox.goesDown();
}, A_WHILE_MS);

const LINK = /^https:\/\/fagtorg\.example\/invitation\/[\w-]{43}$/;
const invite = (email: string, ...more: string[]): ReturnType<typeof fagtorg> => fagtorg(['invite', email, ...more, ...home.flag]);
const levanger = ['--organisation', '5037'];

describe('the first administrator of an organisation', () => {
  it('gets the link by mail, and nobody else is told it', async () => {
    const { exitCode, stdout, stderr } = await invite('Kari@Levanger.kommune.no', ...levanger);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    expect(stderr).toMatch(/kari@levanger\.kommune\.no is invited to Levanger as ORG_ADMIN\. The link is sent by mail/);
    const [mail] = await inbox.has('kari@levanger.kommune.no', 1);
    expect(mail?.read.subject).toBe('Invitasjon til Fagtorg fra Levanger kommune');
    expect(mail?.read.text).toContain('Du er invitert til Fagtorg som administrator for Levanger kommune.');
    expect(mail?.read.text).toMatch(/^https:\/\/fagtorg\.example\/invitation\/[\w-]{43}$/m);
  });

  it('gets it from the operator’s hand where that is asked for', async () => {
    const { exitCode, stdout } = await invite('ola@levanger.kommune.no', '--link', ...levanger);
    expect(exitCode).toBe(0);
    expect(stdout.trim()).toMatch(LINK);
    expect(inbox.mails.filter(({ to }) => to === 'ola@levanger.kommune.no')).toEqual([]);
  });

  it('is told to programs as JSON', async () => {
    const words = ['invite', 'per@levanger.kommune.no', ...levanger, '--role', 'MANAGER', '--right', 'POST', ...home.flag];
    expect(await answerOf(words)).toMatchObject({
      link: null,
      email: 'per@levanger.kommune.no',
      organisationCode: '5037',
      role: 'MANAGER',
    });
    expect(await answerOf([...words, '--link'])).toMatchObject({ link: expect.stringMatching(LINK) as string });
  });

  it.each([
    ['an organisation that there is not', 'kari@levanger.kommune.no', ['--organisation', '9999'], 'organisationCode: '],
    ['an address that is none', 'kari', levanger, 'email: '],
    ['a manager’s right for an administrator', 'kari@levanger.kommune.no', [...levanger, '--right', 'SIGN'], 'rights: '],
    ['a role that nobody is given', 'kari@levanger.kommune.no', [...levanger, '--role', 'PLATFORM_ADMIN'], "'PLATFORM_ADMIN' is invalid"],
    ['no organisation', 'kari@levanger.kommune.no', [], '--organisation'],
  ])('with %s is refused', async (_, email, words, said) => {
    const { exitCode, stdout, stderr } = await invite(email, ...words);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(said);
  });
});

describe('heads of the audit', () => {
  let exported: string;
  const check = (file = exported): ReturnType<typeof fagtorg> => fagtorg(['audit', 'check', file, ...home.flag]);
  const keep = async (name: string, answer: unknown): Promise<string> => {
    const file = join(home.path, name);
    await writeFile(file, JSON.stringify(answer));
    return file;
  };
  interface Export {
    readonly heads: readonly { readonly organisation: string; readonly number: number; readonly hash: string }[];
  }
  let answer: Export;

  it('are exported with the number and the hash of the last event', async () => {
    answer = (await answerOf(['audit', 'heads', ...home.flag])) as Export;
    expect(answer.heads).toEqual([
      expect.objectContaining({ organisation: '5037', number: 4, hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string }),
    ]);
    exported = await keep('heads.json', answer);
    const { stdout } = await fagtorg(['audit', 'heads', ...home.flag]);
    expect(stdout).toContain(answer.heads[0]?.hash);
  });

  it('are still passed when the chain has grown', async () => {
    await invite('anne@levanger.kommune.no', ...levanger);
    const { exitCode, stdout } = await check();
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Events: 5; heads: 1.');
  });

  it('are missed in a chain that was written anew', async () => {
    const heads = answer.heads.map((head) => ({ ...head, hash: head.hash.replace(/^../, head.hash.startsWith('00') ? '11' : '00') }));
    const { exitCode, stdout } = await check(await keep('other.json', { ...answer, heads }));
    expect(exitCode).toBe(1);
    expect(stdout).toContain('5037');
  });

  it('are not needed to see that an event was changed', async () => {
    const behind = await Behind.of(await home.ownerUrl());
    const change = async (act: string): Promise<void> => {
      await behind.run('ALTER TABLE audit_event DISABLE TRIGGER append_only');
      await behind.run(`UPDATE audit_event SET act = '${act}' WHERE number = 2`);
      await behind.run('ALTER TABLE audit_event ENABLE TRIGGER append_only');
    };
    await change('something-else');
    expect((await check()).exitCode).toBe(1);
    expect((await check(await keep('none.json', { heads: [] }))).exitCode).toBe(1);
    await change('invite');
    await behind.close();
    expect((await check()).exitCode).toBe(0);
  });

  it('are only taken from what was exported', async () => {
    const { exitCode, stderr } = await check(await keep('others.json', { heads: [{ organisation: '5037' }] }));
    expect(exitCode).toBe(2);
    expect(stderr).toContain('holds no exported heads');
    expect((await check(join(home.path, 'nothing.json'))).exitCode).toBe(2);
  });
});
