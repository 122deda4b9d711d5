import { newTokenKey, parseEnvironment } from '@fagtorg/platform';
import { type Attempt, type AttemptSeal, attemptSeal } from './attempt.js';

async function seal(): Promise<AttemptSeal> {
  const environment = parseEnvironment({ DATABASE_URL: 'postgresql://x@127.0.0.1/x', TOKEN_KEY: JSON.stringify(await newTokenKey()) });
  if (!environment.ok) throw new Error(environment.problems.join('\n'));
  return attemptSeal(environment.value.TOKEN_KEY);
}

const attempt = (secondsLeft: number): Attempt => ({
  ...{ id: 'state', nonce: 'nonce', codeVerifier: 'verifier', returnTo: '/behov', invitation: null },
  expiresAt: new Date((Math.floor(Date.now() / 1000) + secondsLeft) * 1000),
});

describe('an attempt to sign in, which the browser keeps', () => {
  it('comes back as it was', async () => {
    const ours = await seal();
    const begun = attempt(60);
    expect(await ours.open(await ours.seal(begun))).toEqual(begun);
  });

  it('is nothing when it is too old', async () => {
    const ours = await seal();
    expect(await ours.open(await ours.seal(attempt(-1)))).toBeNull();
  });

  it('is nothing when another key has sealed it', async () => {
    expect(await (await seal()).open(await (await seal()).seal(attempt(60)))).toBeNull();
  });

  it('is nothing when a letter was changed', async () => {
    const ours = await seal();
    const sealed = await ours.seal(attempt(60));
    expect(await ours.open(sealed.slice(0, -2) + (sealed.at(-2) === 'A' ? 'B' : 'A') + (sealed.at(-1) ?? ''))).toBeNull();
  });
});
