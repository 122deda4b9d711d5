import { z } from 'zod';

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be a URL that begins with https:// (in a demonstration http:// will do)' });

/** What an Entra ID directory may vouch for: its id and a domain that it owns. */
export interface TrustedDirectory {
  readonly tenantId: string;
  readonly domain: string;
}

const mustBeDirectories = 'must be pairs as 0f8fad5b-d9cb-469f-a165-70867728950e=example.kommune.no, with spaces between them';
const directories = z.string(mustBeDirectories).transform((text, context): TrustedDirectory[] =>
  text.split(/\s+/).map((pair) => {
    const [, tenantId, domain] = /^([0-9a-f-]{36})=([a-z0-9.-]+)$/i.exec(pair) ?? [];
    if (tenantId !== undefined && domain !== undefined) return { tenantId: tenantId.toLowerCase(), domain: domain.toLowerCase() };
    context.addIssue({ code: 'custom', message: mustBeDirectories });
    return z.NEVER;
  }),
);

/** A domain whose e-mail addresses an organisation vouches for, by its number in Enhetsregisteret. */
export interface OrganisationDomain {
  readonly orgNumber: string;
  readonly domain: string;
}

const mustBeDomains = 'must be pairs as 940837767=tolga.kommune.no, with spaces between them';
const organisationDomains = z.string(mustBeDomains).transform((text, context): OrganisationDomain[] =>
  text.split(/\s+/).map((pair) => {
    const [, orgNumber, domain] = /^(\d{9})=([a-z0-9.-]+)$/i.exec(pair) ?? [];
    if (orgNumber !== undefined && domain !== undefined) return { orgNumber, domain: domain.toLowerCase() };
    context.addIssue({ code: 'custom', message: mustBeDomains });
    return z.NEVER;
  }),
);

/** The variables of signing in: where we are, which identity provider we ask, and who we are to it. */
export const signInVariables = {
  PUBLIC_URL: httpUrl
    .optional()
    .describe(
      'Where people reach the API, without a path: sign-in comes back there, cookies are for it, links begin with it, and over https:// browsers are told never to come without.',
    ),
  OIDC_PROFILE: z
    .enum(['ansattporten', 'entra', 'demonstration'], 'must be ansattporten, entra or demonstration')
    .default('ansattporten')
    .describe("Whose conventions the identity provider follows. demonstration is the demonstration's own."),
  OIDC_ISSUER: httpUrl.optional().describe('The identity provider: its issuer, as https://ansattporten.no. Without it nobody signs in.'),
  OIDC_CLIENT_ID: z.string().optional().describe('Our client id at the identity provider.'),
  OIDC_CLIENT_SECRET: z.string().optional().describe('Our client secret there, or else OIDC_CLIENT_KEY.'),
  OIDC_CLIENT_KEY: z
    .string()
    .optional()
    .describe('Our private RS256 key there (PKCS #8 in PEM), for private_key_jwt, instead of a secret.'),
  OIDC_CLIENT_KEY_ID: z.string().optional().describe('The kid of OIDC_CLIENT_KEY at the identity provider.'),
  OIDC_ACR_VALUES: z.string().optional().describe('How sure the identity provider must be; else what OIDC_PROFILE asks for.'),
  OIDC_DIRECTORIES: directories
    .optional()
    .describe('With entra: the directories that are let in, and the domain of e-mail addresses that each vouches for.'),
  OIDC_ORGANISATION_DOMAINS: organisationDomains
    .optional()
    .describe(
      'With ansattporten: the domains of e-mail addresses that organisations vouch for when people sign in with their work account (acr entraid).',
    ),
};

type SignInEnvironment = z.output<z.ZodObject<typeof signInVariables>> & { readonly DEMONSTRATION: boolean };

interface Problem {
  readonly name: string;
  readonly message: string;
}

/** Signing in needs all three; where we are may be told without. */
const together = ['PUBLIC_URL', 'OIDC_ISSUER', 'OIDC_CLIENT_ID'] as const;

/** What does not go together, each with the variable that it is said of. */
export function signInProblems(read: SignInEnvironment): Problem[] {
  const problems: Problem[] = [];
  const say = (name: string, message: string): void => void problems.push({ name, message });
  const given = together.filter((name) => read[name] !== undefined);
  if (given.some((name) => name !== 'PUBLIC_URL')) {
    for (const name of together.filter((one) => !given.includes(one))) say(name, `is needed together with ${given.join(' and ')}`);
  }
  if (read.OIDC_ISSUER !== undefined && (read.OIDC_CLIENT_SECRET === undefined) === (read.OIDC_CLIENT_KEY === undefined))
    say('OIDC_CLIENT_SECRET', 'or OIDC_CLIENT_KEY is needed together with OIDC_ISSUER, one of the two');
  if (read.OIDC_PROFILE === 'entra' && read.OIDC_DIRECTORIES === undefined)
    say('OIDC_DIRECTORIES', 'is needed together with OIDC_PROFILE=entra, as anybody can have a directory');
  if (read.OIDC_PROFILE === 'demonstration' && !read.DEMONSTRATION)
    say('OIDC_PROFILE', 'must not be demonstration without DEMONSTRATION=true');
  for (const name of ['PUBLIC_URL', 'OIDC_ISSUER'] as const) {
    if (read[name]?.startsWith('http:') && !read.DEMONSTRATION) say(name, 'must begin with https:// where no demonstration runs');
  }
  if (read.PUBLIC_URL !== undefined && new URL(read.PUBLIC_URL).pathname !== '/') say('PUBLIC_URL', 'must be without a path');
  return problems;
}
