import { spawnSync } from 'node:child_process';
import { environmentSchema, parseEnvironment, parseLauncherEnvironment } from './env.js';

const key = { kty: 'OKP', crv: 'Ed25519', x: 'publicPart', d: 'secretPart' };
const enough = { DATABASE_URL: 'postgresql://fagtorg_app@127.0.0.1/fagtorg', TOKEN_KEY: JSON.stringify(key) };

const signIn = {
  PUBLIC_URL: 'https://fagtorg.example',
  OIDC_ISSUER: 'https://ansattporten.no',
  OIDC_CLIENT_ID: 'fagtorg',
  OIDC_CLIENT_SECRET: 'secret',
};

const problemsOf = (source: Record<string, string>): readonly string[] => {
  const parsed = parseEnvironment(source);
  return parsed.ok ? [] : parsed.problems;
};

describe('the environment of a process', () => {
  it('needs a database and a signing key, and has a default for everything else', () => {
    expect(parseEnvironment(enough)).toEqual({
      ok: true,
      value: {
        NODE_ENV: 'development',
        DATABASE_URL: enough.DATABASE_URL,
        API_HOST: '127.0.0.1',
        API_PORT: 4000,
        TOKEN_KEY: key,
        TOKEN_ISSUER: 'https://fagtorg.example',
        TOKEN_AUDIENCE: 'fagtorg-api',
        DEMONSTRATION: false,
        OIDC_PROFILE: 'ansattporten',
        SESSION_IDLE_MINUTES: 60,
        SESSION_HOURS: 12,
        REFRESH_TOKEN_DAYS: 30,
        LOG_LEVEL: 'info',
        WORKER_CONCURRENCY: 4,
        DATABASE_POOL: 10,
        ALLOWED_ORIGINS: [],
        TRUST_PROXY: [],
        LIMIT_TOKENS: 1000,
        LIMIT_DEPTH: 8,
        LIMIT_ALIASES: 15,
        LIMIT_COST: 100_000,
        LIMIT_PAGE: 100,
        LIMIT_BODY_KB: 100,
        RATE_ADDRESS: 300,
        RATE_PERSON: 600,
        RATE_ORGANISATION: 6000,
        RATE_SIGN_IN: 60,
      },
    });
  });

  it('sends mail from an address, with a name or without', () => {
    const sends = (MAIL_FROM: string): unknown => {
      const read = parseEnvironment({ ...enough, SMTP_URL: 'smtps://u:p@smtp.example', PUBLIC_URL: 'https://fagtorg.example', MAIL_FROM });
      return read.ok ? read.value.MAIL_FROM : read.problems;
    };
    expect(sends('fagtorg@example.no')).toEqual({ name: '', address: 'fagtorg@example.no' });
    expect(sends('Fagtorg i nord <fagtorg@example.no>')).toEqual({ name: 'Fagtorg i nord', address: 'fagtorg@example.no' });
    expect(sends('Fagtorg')).toEqual([expect.stringMatching(/^MAIL_FROM must be an address as fagtorg@/)]);
  });

  it('sends no mail without knowing from whom, and where its links lead', () => {
    expect(problemsOf({ ...enough, SMTP_URL: 'smtp://localhost' })).toEqual([
      'MAIL_FROM is needed together with SMTP_URL.',
      'PUBLIC_URL is needed together with SMTP_URL.',
    ]);
    expect(problemsOf({ ...enough, MAIL_FROM: 'fagtorg@example.no' })).toEqual(['SMTP_URL is needed together with MAIL_FROM.']);
    expect(problemsOf({ ...enough, SMTP_URL: 'https://smtp.example' })).toContain(
      'SMTP_URL must be a URL that begins with smtp:// or smtps://.',
    );
  });

  it('says all that is wrong at once', () => {
    const source = { API_PORT: '70000', LOG_LEVEL: 'loud', REDIS_URL: 'localhost:6379', NODE_ENV: 'production', DEMONSTRATION: 'true' };
    expect(problemsOf(source)).toEqual([
      expect.stringMatching(/^DATABASE_URL is missing\. The PostgreSQL database/),
      'REDIS_URL must be a URL that begins with redis:// or rediss://.',
      'API_PORT must be a whole number from 0 to 65535.',
      expect.stringMatching(/^TOKEN_KEY is missing\./),
      'LOG_LEVEL must be fatal, error, warn, info, debug, trace or silent.',
      'DEMONSTRATION must not be true together with NODE_ENV=production.',
    ]);
  });

  it('takes a variable that is set to nothing as not set', () => {
    expect(problemsOf({ ...enough, REDIS_URL: '', API_PORT: ' ' })).toEqual([]);
  });

  it.each([
    ['no JSON', 'not a key'],
    ['a public key', JSON.stringify({ ...key, d: undefined })],
    ['a key of another curve', JSON.stringify({ ...key, crv: 'X25519' })],
  ])('refuses %s as a signing key without repeating it', (_, TOKEN_KEY) => {
    const [problem, ...others] = problemsOf({ ...enough, TOKEN_KEY });
    expect(problem).toMatch(/^TOKEN_KEY must be a private Ed25519 key/);
    expect(others).toEqual([]);
    expect(problem).not.toContain('secretPart');
  });

  it.each([
    ['TRUST_PROXY', 'loopback, 10.0.0.0/8,fd00::/8,192.0.2.7', ['loopback', '10.0.0.0/8', 'fd00::/8', '192.0.2.7']],
    ['ALLOWED_ORIGINS', 'https://fagtorg.example,http://localhost:5173', ['https://fagtorg.example', 'http://localhost:5173']],
  ])('reads %s as a list', (name, text, entries) => {
    expect(parseEnvironment({ ...enough, [name]: text })).toMatchObject({ ok: true, value: { [name]: entries } });
  });

  it.each([
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '1'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['TRUST_PROXY', '10.0.0.0/8/8'],
    ['ALLOWED_ORIGINS', '*'],
    ['ALLOWED_ORIGINS', 'https://fagtorg.example/page'],
    ['PUBLIC_URL', 'ftp://fagtorg.example'],
  ])('does not trust everybody, nor guess: %s=%s', (name, text) => {
    expect(problemsOf({ ...enough, [name]: text })).toEqual([expect.stringMatching(new RegExp(`^${name} must be `))]);
  });

  it.each([
    [
      'half a sign-in',
      { OIDC_ISSUER: 'https://ansattporten.no', OIDC_CLIENT_SECRET: 's' },
      /^PUBLIC_URL is needed together with OIDC_ISSUER\./,
    ],
    ['no client authentication', { ...signIn, OIDC_CLIENT_SECRET: '' }, /^OIDC_CLIENT_SECRET or OIDC_CLIENT_KEY is needed/],
    ['two client authentications', { ...signIn, OIDC_CLIENT_KEY: 'k' }, /^OIDC_CLIENT_SECRET or OIDC_CLIENT_KEY is needed/],
    ['Entra ID for everybody', { ...signIn, OIDC_PROFILE: 'entra' }, /^OIDC_DIRECTORIES is needed together with OIDC_PROFILE=entra/],
    [
      'a directory without a domain',
      { ...signIn, OIDC_DIRECTORIES: '0f8fad5b-d9cb-469f-a165-70867728950e' },
      /^OIDC_DIRECTORIES must be pairs/,
    ],
    ['a demonstration’s provider elsewhere', { ...signIn, OIDC_PROFILE: 'demonstration' }, /^OIDC_PROFILE must not be demonstration/],
    ['a provider without TLS', { ...signIn, OIDC_ISSUER: 'http://127.0.0.1:4001' }, /^OIDC_ISSUER must begin with https/],
    ['ourselves without TLS', { ...signIn, PUBLIC_URL: 'http://fagtorg.example' }, /^PUBLIC_URL must begin with https/],
    ['ourselves in a folder', { ...signIn, PUBLIC_URL: 'https://fagtorg.example/api' }, /^PUBLIC_URL must be without a path/],
  ])('refuses %s', (_, more, problem) => {
    expect(problemsOf({ ...enough, ...more })).toContainEqual(expect.stringMatching(problem));
  });

  it('takes Entra ID with the directories that are let in', () => {
    const OIDC_DIRECTORIES = '0F8FAD5B-d9cb-469f-a165-70867728950e=Tolga.kommune.no 7c9e6679-7425-40de-944b-e07fc1f90ae7=vega.kommune.no';
    const parsed = parseEnvironment({ ...enough, ...signIn, OIDC_PROFILE: 'entra', OIDC_DIRECTORIES });
    expect(parsed.ok && parsed.value.OIDC_DIRECTORIES).toEqual([
      { tenantId: '0f8fad5b-d9cb-469f-a165-70867728950e', domain: 'tolga.kommune.no' },
      { tenantId: '7c9e6679-7425-40de-944b-e07fc1f90ae7', domain: 'vega.kommune.no' },
    ]);
  });

  it('explains every variable', () => {
    for (const [name, variable] of Object.entries(environmentSchema.shape)) {
      expect([name, variable.description]).toEqual([name, expect.stringMatching(/\.$/)]);
    }
  });

  it('stops the process with EX_CONFIG and plain words when it is wrong', () => {
    const script = `import { readEnvironment } from '${new URL('env.ts', import.meta.url).href}'; readEnvironment();`;
    const ended = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], { env: { API_PORT: 'x' } });
    expect(ended.status).toBe(78);
    expect(ended.stderr.toString()).toMatch(/DATABASE_URL is missing.*\n.*API_PORT must be a whole number/);
  });
});

describe('the environment of the launcher', () => {
  it('may be empty', () => {
    expect(parseLauncherEnvironment({})).toEqual({ ok: true, value: { CI: false } });
  });

  it('is refused when a value is malformed, rather than taken for absent', () => {
    expect(parseLauncherEnvironment({ DATABASE_URL: 'mysql://localhost' })).toMatchObject({ ok: false });
  });

  it('knows a build server by CI', () => {
    expect(parseLauncherEnvironment({ CI: 'true' })).toEqual({ ok: true, value: { CI: true } });
  });
});
