import type { ProvenIdentity } from '@fagtorg/core';
import type { Environment, OrganisationDomain, TrustedDirectory } from '@fagtorg/platform';

/** Who says that an e-mail address is the person's: a claim, the organisation that the answer names or a directory, each for domains that the operator named. */
type Voucher = 'EMAIL_VERIFIED' | 'ORGANISATION' | 'DIRECTORY';

/** An identity provider's conventions. A further provider is a further row. */
interface Profile {
  readonly scope: string;
  /** How sure the provider must be of the person (acr_values), unless the operator asks for something else; null where it knows no such. */
  readonly assurance: string | null;
  /** The kind of authorization_details that lets people choose for whom they act. */
  readonly organisationType: string | null;
  /** What the provider is to ask although somebody is signed in there; null where it always asks. */
  readonly prompt: 'login' | 'select_account' | null;
  /** The claim with the provider's own id of the person, for us alone or for one directory alone. */
  readonly subject: 'sub' | 'oid';
  readonly email: 'email' | 'preferred_username';
  readonly vouchers: readonly Voucher[];
}

export const profiles: Readonly<Record<Environment['OIDC_PROFILE'], Profile>> = {
  // docs.digdir.no, Ansattporten: representation by RAR, acr; the organisation's number follows from the e-mail domain that it registered.
  ansattporten: {
    scope: 'openid profile',
    assurance: 'substantial',
    organisationType: 'ansattporten:orgno',
    prompt: null,
    subject: 'sub',
    email: 'email',
    vouchers: ['EMAIL_VERIFIED', 'ORGANISATION'],
  },
  // Microsoft: anybody can have a directory and write any address in it, so only named directories vouch, for their own domain.
  entra: {
    scope: 'openid profile email',
    assurance: null,
    organisationType: null,
    prompt: 'select_account',
    subject: 'oid',
    email: 'preferred_username',
    vouchers: ['DIRECTORY'],
  },
  demonstration: {
    scope: 'openid profile email',
    assurance: 'substantial',
    organisationType: 'ansattporten:orgno',
    prompt: 'login',
    subject: 'sub',
    email: 'email',
    vouchers: ['EMAIL_VERIFIED'],
  },
};

/** The claims of an identity token, after its signature and addresses were checked. */
export type Claims = Readonly<Record<string, unknown>> & { readonly iss: string };

/** What an answer says of somebody. */
export interface Told {
  readonly identity: ProvenIdentity;
  /** As the provider has it; null where it tells none. */
  readonly name: string | null;
  readonly assurance: string | null;
  /** Number in Enhetsregisteret of the organisation that the person chose; null for none. */
  readonly actingFor: string | null;
}

/** An answer that is properly signed, and yet does not hold. The message is for the log. */
export class AnswerRefused extends Error {}

/** What the operator asks for, and whom they trust with what. */
export interface Trust {
  /** acr values that the provider was asked for. */
  readonly asked: string | null;
  readonly directories: readonly TrustedDirectory[];
  /** Domains of e-mail addresses that organisations vouch for. */
  readonly domains: readonly OrganisationDomain[];
}

/**
 * Reads an answer by the conventions of its provider.
 * @throws AnswerRefused where a claim is missing, is too weak or comes from a directory that nobody trusts
 */
export function told(claims: Claims, profile: Profile, { asked, directories, domains }: Trust): Told {
  const subject = text(claims[profile.subject]);
  if (subject === null) throw new AnswerRefused(`no ${profile.subject}`);
  if (isNationalNumber(subject)) throw new AnswerRefused('the subject is a national identity number');
  if (profile.vouchers.includes('DIRECTORY')) requireDirectory(claims, directories);
  const assurance = text(claims['acr']);
  if (asked !== null && !strongEnough(assurance, asked)) throw new AnswerRefused('acr is weaker than asked for');
  const actingFor = organisationIn(claims['authorization_details'], profile.organisationType);
  const email = text(claims[profile.email])?.toLowerCase() ?? null;
  const isVouchedFor =
    email !== null && profile.vouchers.some((voucher) => vouches(voucher, claims, { email, actingFor, directories, domains }));
  const identity = { issuer: claims.iss, subject, verifiedEmail: isVouchedFor ? email : null };
  return { identity, name: text(claims['name']), assurance, actingFor };
}

/** Eleven digits: no provider of ours uses such a subject, and we keep none. */
const isNationalNumber = (subject: string): boolean => /^\d{11}$/.test(subject);

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** "high" is more than "substantial"; all others stand for themselves. */
const strongEnough = (assurance: string | null, asked: string): boolean => {
  const accepted = asked.split(' ');
  return assurance !== null && (accepted.includes(assurance) || (assurance === 'high' && accepted.includes('substantial')));
};

/** The directory must be one that the operator named, and the issuer must be that directory's. */
function requireDirectory(claims: Claims, directories: readonly TrustedDirectory[]): void {
  const tenantId = text(claims['tid'])?.toLowerCase();
  if (!directories.some((directory) => directory.tenantId === tenantId)) throw new AnswerRefused('a directory that nobody trusts');
  if (new URL(claims.iss).pathname.split('/')[1]?.toLowerCase() !== tenantId) throw new AnswerRefused('iss and tid differ');
}

interface Vouching {
  readonly email: string;
  readonly actingFor: string | null;
  readonly directories: readonly TrustedDirectory[];
  readonly domains: readonly OrganisationDomain[];
}

function vouches(voucher: Voucher, claims: Claims, { email, actingFor, directories, domains }: Vouching): boolean {
  switch (voucher) {
    case 'EMAIL_VERIFIED':
      return claims['email_verified'] === true;
    case 'ORGANISATION':
      return claims['acr'] === 'entraid' && domains.some((one) => one.orgNumber === actingFor && email.endsWith(`@${one.domain}`));
    case 'DIRECTORY':
      return directories.some(({ tenantId, domain }) => tenantId === claims['tid'] && email.endsWith(`@${domain}`));
  }
}

/** "0192:987464291" is an organisation number after ISO 6523. */
function organisationIn(details: unknown, type: string | null): string | null {
  if (type === null || !Array.isArray(details)) return null;
  for (const detail of details as readonly unknown[]) {
    if (!isRecord(detail) || detail['type'] !== type || !isRecord(detail['orgno'])) continue;
    return text(detail['orgno']['ID'])?.replace(/^0192:/, '') ?? null;
  }
  return null;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
