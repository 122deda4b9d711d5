import { type Database, demonstrationAccount } from '@fagtorg/core';
import type { Logger } from '@fagtorg/platform';
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { type Configuration, Provider } from 'oidc-provider';
import { interactions } from './interactions.js';
import { ORGANISATION_TYPE, organisationDetails } from './organisation-details.js';
import { errorPage } from './pages.js';
import { Shelf } from './shelf.js';

/** The one client: the API of the demonstration. */
export interface ApiClient {
  readonly id: string;
  readonly secret: string;
  readonly callback: URL;
}

interface Ground {
  readonly issuer: URL;
  readonly client: ApiClient;
  readonly database: Database;
  readonly logger: Logger;
}

/**
 * An identity provider with the conventions of Ansattporten for the people of a demonstration: code and PKCE, pairwise subjects, acr and amr,
 * and authorization_details for whom they act for. Its keys are made when it starts, and forgotten when it ends.
 */
export function demonstrationProvider({ issuer, client, database, logger }: Ground): Provider {
  const provider = new Provider(issuer.origin, {
    ...configuration(client),
    findAccount: async (_, email, token) => {
      const account = await demonstrationAccount(database, email);
      if (!account) return undefined;
      const { name } = account;
      const claims = { sub: account.email, name, email: account.email, email_verified: true };
      const details = token && 'rar' in token ? token.rar : undefined;
      return { accountId: account.email, claims: () => (details ? { ...claims, authorization_details: details } : claims) };
    },
  });
  provider.on('server_error', (_, err) => logger.error({ err }, 'the identity provider failed'));
  provider.use(interactions(provider, database, client.callback.origin));
  return provider;
}

const ASSURANCES = ['substantial', 'high'];
const MINUTES = 60;
const NOTHING = 'urn:fagtorg:nothing';

function configuration({ id, secret, callback }: ApiClient): Configuration {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    adapter: Shelf,
    clients: [
      {
        client_id: id,
        client_secret: secret,
        redirect_uris: [callback.href],
        subject_type: 'pairwise',
        authorization_details_types: [ORGANISATION_TYPE],
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kty: 'RSA', use: 'sig', alg: 'RS256' }] },
    cookies: {
      keys: [randomBytes(32).toString('base64url')],
      names: { session: 'provider', interaction: 'provider-form', resume: 'provider-resume' },
    },
    pkce: { required: () => true },
    responseTypes: ['code'],
    scopes: ['openid'],
    claims: { openid: ['sub', 'authorization_details'], profile: ['name'], email: ['email', 'email_verified'], acr: null, amr: null },
    conformIdTokenClaims: false,
    acrValues: ASSURANCES,
    subjectTypes: ['pairwise'],
    // It must outlive a restart, and hides nothing in a demonstration: everyone's address can be guessed.
    pairwiseIdentifier: (_, email, { clientId }) => createHash('sha256').update(`${clientId} ${email}`).digest('base64url'),
    ttl: {
      AccessToken: MINUTES,
      AuthorizationCode: MINUTES,
      IdToken: 10 * MINUTES,
      Interaction: 30 * MINUTES,
      Session: MINUTES,
      Grant: 60 * MINUTES,
    },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    renderError: errorPage,
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      richAuthorizationRequests: organisationDetails,
      // The library asks for it with authorization_details: the access token, which nobody uses, must be for something.
      resourceIndicators: {
        enabled: true,
        defaultResource: () => NOTHING,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({ scope: '' }),
      },
    },
  };
}
