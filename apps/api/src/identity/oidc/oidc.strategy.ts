import type { Request } from 'express';
import { AuthorizationResponseError, ClientError, ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client';
import { Strategy } from 'passport';
import type { Attempt } from './attempt.js';
import type { IdentityProvider } from './identity-provider.js';
import { AnswerRefused, type Told } from './profile.js';

/** Somebody who has come back from the identity provider, proven. */
export interface Proven extends Told {
  readonly attempt: Attempt;
}

/** Why an answer was not taken: the person said no there; or the answer does not hold, which the log tells more of. */
export interface NotProven {
  readonly why: 'cancelled' | 'refused';
  readonly reason: string;
}

/**
 * Passport's way in by an answer of the identity provider. openid-client's own strategy keeps its state in express-session, which we have not,
 * sends neither state nor nonce to providers that know PKCE, and does not check the signature of the identity token.
 */
export class OidcStrategy extends Strategy {
  override readonly name = 'oidc';

  constructor(
    private readonly provider: IdentityProvider,
    /** The attempt that the browser brings back, or null. */
    private readonly attemptOf: (request: Request) => Promise<Attempt | null>,
  ) {
    super();
  }

  override authenticate(request: Request): void {
    this.proven(request).then(
      (proven) => this.success(proven),
      (fault: unknown) => {
        const notProven = whyNot(fault);
        if (notProven) this.fail(notProven, 401);
        else this.error(fault);
      },
    );
  }

  private async proven(request: Request): Promise<Proven> {
    const attempt = await this.attemptOf(request);
    if (!attempt) throw new AnswerRefused('no attempt in this browser');
    return { ...(await this.provider.hear(queryOf(request), attempt)), attempt };
  }
}

/** The query of a request, exactly as it came: a parser could hide that a parameter came twice. */
export const queryOf = ({ originalUrl }: Request): string => new URL(originalUrl, 'http://ours.invalid').search;

/** What the provider wrote is not repeated, in the log neither: only what kind of fault it is. */
function whyNot(fault: unknown): NotProven | null {
  if (fault instanceof AnswerRefused) return { why: 'refused', reason: fault.message };
  if (fault instanceof AuthorizationResponseError && fault.error === 'access_denied') return { why: 'cancelled', reason: fault.code };
  const isRefusal = [AuthorizationResponseError, ResponseBodyError, ClientError, WWWAuthenticateChallengeError].some(
    (kind) => fault instanceof kind,
  );
  return isRefusal ? { why: 'refused', reason: String((fault as { code?: unknown }).code) } : null;
}
