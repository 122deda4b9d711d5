import { actFor, type Tx } from '@fagtorg/db';
import {
  type ActiveMembership,
  type Actor,
  authorize,
  checkTokenEnd,
  checkServiceAccount,
  findOrganisation,
  ok,
  refuse,
  type Refused,
  type Result,
  type ServiceAccountDraft,
} from '@fagtorg/domain';
import { Injectable } from '@nestjs/common';
import { authorOf } from '../history/index.js';
import { contextOf, newSecret } from '../identity/index.js';
import { ReferenceService } from '../reference/index.js';
import { type Effect, type Once, Writing } from '../writing/index.js';
import type { Issued } from './invitations.service.js';
import {
  insertServiceAccount,
  insertToken,
  lockServiceAccount,
  type ServiceAccountRow,
  serviceAccountsByIds,
  tokensByIds,
  TOKEN_PREFIX,
} from './program-rows.js';

/** Accounts of an organisation's programs, and the tokens that they sign in with. Nothing is written where a method refuses. */
@Injectable()
export class ProgramsService {
  constructor(
    private readonly writing: Writing,
    private readonly reference: ReferenceService,
  ) {}

  /** Makes an account for a program. Refuses with FORBIDDEN or INVALID_INPUT. */
  async make(actor: Actor, organisationCode: string, draft: ServiceAccountDraft, once: Once | null): Promise<Result<Effect>> {
    const organisation = findOrganisation(this.reference, organisationCode, ['organisationCode']);
    if (!organisation.ok) return organisation;
    const { id: organisationId } = organisation.value;
    const administrator = authorize(actor, 'make-service-accounts', { organisationId });
    if (!administrator) return refuse('FORBIDDEN', ['organisationCode'], 'may-not-administer', undefined);

    return this.writing.run(contextOf(actor, organisationId), once, async (tx) => {
      const checked = checkServiceAccount(draft);
      if (!checked.ok) return checked;
      const id = await insertServiceAccount(tx, organisationId, checked.value, actor.personId);
      const facts = { scopes: checked.value.scopes };
      const audit = { organisationId, act: 'make-service-account', by: authorOf(actor, administrator), facts };
      return ok({ typename: 'ServiceAccount', id, revision: 1, audit });
    });
  }

  /** Ends an account: none of its tokens is good any more. Refuses with NOT_FOUND, or ILLEGAL_TRANSITION where it has ended. */
  end(actor: Actor, accountId: string, once: Once | null): Promise<Result<Effect>> {
    return this.writing.run(contextOf(actor), once, async (tx) => {
      const opened = await open(tx, actor, accountId);
      if (!opened.ok) return opened;
      const { account, administrator } = opened.value;
      await tx.client.$executeRaw`
        UPDATE service_account SET ended_at = ${tx.now}, ended_by_id = ${actor.personId}::uuid WHERE id = ${accountId}::uuid`;
      const audit = { organisationId: account.organisationId, act: 'end-service-account', by: authorOf(actor, administrator) };
      return ok({ typename: 'ServiceAccount', id: accountId, revision: 2, audit });
    });
  }

  /** Issues a token until a last day, at most a year ahead. The answer holds the token itself, which is nowhere kept. */
  async issueToken(actor: Actor, accountId: string, lastDay: string, once: Once | null): Promise<Result<Issued>> {
    let secret: string | null = null;
    const written = await this.writing.run(contextOf(actor), once, async (tx) => {
      const opened = await open(tx, actor, accountId);
      if (!opened.ok) return opened;
      const { account, administrator } = opened.value;
      const day = checkTokenEnd(lastDay, tx.today);
      if (!day.ok) return day;
      const made = newSecret(TOKEN_PREFIX);
      const id = await insertToken(tx, account, made, day.value, actor.personId);
      secret = made.secret;
      const facts = { serviceAccountId: accountId, lastDay: day.value };
      const audit = { organisationId: account.organisationId, act: 'issue-token', by: authorOf(actor, administrator), facts };
      return ok({ typename: 'ApiToken', id, revision: 1, audit });
    });
    return written.ok ? ok({ ...written.value, secret }) : written;
  }

  /** Ends a token. Refuses with NOT_FOUND, or ILLEGAL_TRANSITION where it or its account has ended. */
  endToken(actor: Actor, tokenId: string, once: Once | null): Promise<Result<Effect>> {
    return this.writing.run(contextOf(actor), once, async (tx) => {
      const [seen] = await tokensByIds(tx, [tokenId]);
      if (!seen) return notFound('apiTokenId');
      const opened = await open(tx, actor, seen.serviceAccountId);
      if (!opened.ok) return opened;
      const { account, administrator } = opened.value;
      const ended = await tx.client.$executeRaw`
        UPDATE api_token SET ended_at = ${tx.now} WHERE id = ${tokenId}::uuid AND ended_at IS NULL`;
      if (ended === 0) return refuse('ILLEGAL_TRANSITION', [], 'account-ended', undefined);
      const facts = { serviceAccountId: account.id };
      const audit = { organisationId: account.organisationId, act: 'end-token', by: authorOf(actor, administrator), facts };
      return ok({ typename: 'ApiToken', id: tokenId, revision: 2, audit });
    });
  }
}

const notFound = (field: string): Refused => refuse('NOT_FOUND', [field], 'not-found', undefined);

/** An account that has not ended, locked, and who may change it. */
async function open(
  tx: Tx,
  actor: Actor,
  accountId: string,
): Promise<Result<{ account: ServiceAccountRow; administrator: ActiveMembership }>> {
  const [seen] = await serviceAccountsByIds(tx, [accountId]);
  const administrator = seen ? authorize(actor, 'make-service-accounts', seen) : null;
  if (!administrator) return notFound('serviceAccountId');
  await actFor(tx, administrator.organisation.id);
  const account = await lockServiceAccount(tx, accountId);
  if (!account) return notFound('serviceAccountId');
  if (account.endedAt !== null) return refuse('ILLEGAL_TRANSITION', [], 'account-ended', undefined);
  return ok({ account, administrator });
}
