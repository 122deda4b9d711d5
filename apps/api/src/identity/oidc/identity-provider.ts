import type { Environment } from '@fagtorg/platform';
import { importPKCS8 } from 'jose';
import * as client from 'openid-client';
import { type Attempt, ATTEMPT_SECONDS } from './attempt.js';
import { AnswerRefused, profiles, told, type Told } from './profile.js';

/** How we are known to the identity provider. */
export interface Registration {
  readonly issuer: URL;
  readonly clientId: string;
  readonly callback: URL;
}

/** It did not answer, or not as an identity provider does. */
export class ProviderAway extends Error {}

const CALLBACK = '/sign-in/callback';

/** The registration that the environment tells, or null where nobody can sign in. */
export function registrationIn({ OIDC_ISSUER, OIDC_CLIENT_ID, PUBLIC_URL }: Environment): Registration | null {
  if (OIDC_ISSUER === undefined || OIDC_CLIENT_ID === undefined || PUBLIC_URL === undefined) return null;
  return { issuer: new URL(OIDC_ISSUER), clientId: OIDC_CLIENT_ID, callback: new URL(CALLBACK, PUBLIC_URL) };
}

/** An identity provider, asked by authorization code with PKCE, state and nonce, by the conventions of its profile. */
export class IdentityProvider {
  private readonly profile;
  private readonly asked: string | null;
  private found: Promise<client.Configuration> | null = null;

  constructor(
    private readonly registration: Registration,
    private readonly environment: Environment,
  ) {
    this.profile = profiles[environment.OIDC_PROFILE];
    this.asked = environment.OIDC_ACR_VALUES ?? this.profile.assurance;
  }

  /** Begins a sign-in. Answers where to send the browser, and what it has to bring back. @throws ProviderAway */
  async begin(returnTo: string, invitation: string | null = null): Promise<{ readonly url: URL; readonly attempt: Attempt }> {
    const attempt: Attempt = {
      id: client.randomState(),
      nonce: client.randomNonce(),
      codeVerifier: client.randomPKCECodeVerifier(),
      returnTo,
      invitation,
      expiresAt: new Date(Date.now() + ATTEMPT_SECONDS * 1000),
    };
    const { scope, organisationType, prompt } = this.profile;
    const url = client.buildAuthorizationUrl(await this.configuration(), {
      redirect_uri: this.registration.callback.href,
      scope,
      state: attempt.id,
      nonce: attempt.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(attempt.codeVerifier),
      code_challenge_method: 'S256',
      ...(prompt === null ? {} : { prompt }),
      ...(this.asked === null ? {} : { acr_values: this.asked }),
      ...(organisationType === null ? {} : { authorization_details: JSON.stringify([{ type: organisationType }]) }),
    });
    return { url, attempt };
  }

  /**
   * What the provider says of whoever comes back.
   * @param query of the address that the browser came back to
   * @throws ProviderAway; AnswerRefused and openid-client's errors where the answer does not hold
   */
  async hear(query: string, { id, nonce, codeVerifier }: Attempt): Promise<Told> {
    const address = new URL(this.registration.callback);
    address.search = query;
    const checks = { expectedState: id, expectedNonce: nonce, pkceCodeVerifier: codeVerifier, idTokenExpected: true };
    const tokens = await client.authorizationCodeGrant(await this.configuration(), address, checks).catch(orAway);
    const claims = tokens.claims();
    if (!claims) throw new AnswerRefused('no identity token');
    if (claims.azp !== undefined && claims.azp !== this.registration.clientId) throw new AnswerRefused('azp is another client');
    const { OIDC_DIRECTORIES: directories = [], OIDC_ORGANISATION_DOMAINS: domains = [] } = this.environment;
    return told(claims, this.profile, { asked: this.asked, directories, domains });
  }

  /** Found at the first sign-in, not at the start: the API must not wait for others. What failed is tried again at the next one. */
  private configuration(): Promise<client.Configuration> {
    this.found ??= this.discover().catch((cause: unknown) => {
      this.found = null;
      throw new ProviderAway('the identity provider could not be found', { cause });
    });
    return this.found;
  }

  private async discover(): Promise<client.Configuration> {
    const { issuer, clientId, callback } = this.registration;
    const metadata = { id_token_signed_response_alg: 'RS256', redirect_uris: [callback.href] };
    // Also checks the signature of what comes straight from the provider: tokens of another key are refused whatever way they take.
    const execute = [client.enableNonRepudiationChecks, ...(issuer.protocol === 'http:' ? [client.allowInsecureRequests] : [])];
    return client.discovery(issuer, clientId, metadata, await this.authentication(), { execute, timeout: TIMEOUT_SECONDS });
  }

  private async authentication(): Promise<client.ClientAuth> {
    const { OIDC_CLIENT_SECRET: secret, OIDC_CLIENT_KEY: pem, OIDC_CLIENT_KEY_ID: kid } = this.environment;
    if (pem === undefined) return client.ClientSecretBasic(secret);
    const key = await importPKCS8(pem, 'RS256');
    return client.PrivateKeyJwt(kid === undefined ? key : { key, kid });
  }
}

const TIMEOUT_SECONDS = 10;

/** Fetch rejects with a TypeError where nobody answers. */
function orAway(fault: unknown): never {
  const cause = fault instanceof client.ClientError ? fault.cause : fault;
  const isAway = cause instanceof TypeError && cause.message === 'fetch failed';
  const isLate = fault instanceof client.ClientError && fault.code === 'OAUTH_TIMEOUT';
  throw isAway || isLate ? new ProviderAway('the identity provider did not answer', { cause: fault }) : fault;
}
