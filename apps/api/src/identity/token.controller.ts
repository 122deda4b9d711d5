import { IdentityService, RefreshTokensService, type Renewed } from '@fagtorg/core';
import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { GROUND, type Ground } from '../ground.js';
import { actorOf, sessionOf } from './who-asks.js';

/** RFC 6749's words for what is wrong. */
type TokenError = 'invalid_request' | 'invalid_grant' | 'unsupported_grant_type';

/** A grant of our own (RFC 6749, 4.5): somebody who is signed in gives a program what it needs to work for them. */
const SESSION_GRANT = 'urn:fagtorg:grant-type:session';
/** Short, as a bearer token is not looked up anywhere. */
const BEARER_SECONDS = 600;

/** Tokens for programs that work for a person, as OAuth 2.0 gives them. */
@Controller('token')
export class TokenController {
  constructor(
    @Inject(GROUND) private readonly ground: Ground,
    private readonly refreshTokens: RefreshTokensService,
    private readonly identity: IdentityService,
  ) {}

  @Post()
  async give(@Req() request: Request, @Res() response: Response): Promise<void> {
    const form = (request.body ?? {}) as Readonly<Record<string, unknown>>;
    switch (form['grant_type']) {
      case SESSION_GRANT:
        return this.fromSession(request, response);
      case 'refresh_token':
        return this.fromRefreshToken(form['refresh_token'], response);
      default: {
        no(response, form['grant_type'] === undefined ? 'invalid_request' : 'unsupported_grant_type');
        return;
      }
    }
  }

  /** Whoever came by a cookie came from our own page, else the request would not have come this far. */
  private async fromSession(request: Request, response: Response): Promise<void> {
    const session = sessionOf(request);
    if (!actorOf(request) || !session) {
      no(response, 'invalid_grant');
      return;
    }
    await this.answer(response, await this.refreshTokens.begin(session.personId, session.id, session.actingFor));
  }

  private async fromRefreshToken(token: unknown, response: Response): Promise<void> {
    if (typeof token !== 'string') {
      no(response, 'invalid_request');
      return;
    }
    const renewed = await this.refreshTokens.renew(token);
    if (!renewed || !(await this.mayComeIn(renewed))) {
      no(response, 'invalid_grant');
      return;
    }
    await this.answer(response, renewed);
  }

  private async mayComeIn({ holder }: Renewed): Promise<boolean> {
    const actor = await this.identity.actorOf(holder.personId);
    return actor !== null && (!actor.demonstration || this.ground.environment.DEMONSTRATION);
  }

  private async answer(response: Response, { holder, refreshToken }: Renewed): Promise<void> {
    const accessToken = await this.ground.tokens.issue(holder, BEARER_SECONDS);
    response.status(200).set('Cache-Control', 'no-store').json({
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: BEARER_SECONDS,
      refresh_token: refreshToken,
    });
  }
}

/** One answer for every token that does not hold: which of them it is, is nobody's business. */
const no = (response: Response, error: TokenError): void => void response.status(400).set('Cache-Control', 'no-store').json({ error });
