import { AdmissionService, ReferenceService, SessionsService } from '@fagtorg/core';
import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { Passport } from 'passport';
import { GROUND, type Ground } from '../ground.js';
import { attemptCookieFor, clearOldAttempts, type Cookie, sessionCookieFor } from './cookies.js';
import { deviceOf } from './device.js';
import { ATTEMPT_SECONDS, attemptSeal, type AttemptSeal } from './oidc/attempt.js';
import { IdentityProvider, ProviderAway, registrationIn } from './oidc/identity-provider.js';
import { type NotProven, OidcStrategy, type Proven, queryOf } from './oidc/oidc.strategy.js';
import { addressOfOurs, isFromOurPage, pathOfOurs } from './same-origin.js';
import { askInvited, showRefusal, showTrouble } from './sign-in-page.js';

/** The way of a browser to the identity provider and back, and out again. */
@Controller()
export class SignInController {
  private readonly door;

  constructor(
    @Inject(GROUND) private readonly ground: Ground,
    private readonly sessions: SessionsService,
    private readonly admission: AdmissionService,
    private readonly reference: ReferenceService,
  ) {
    this.door = openDoor(ground);
  }

  /** Sends the browser to the identity provider. */
  @Get('sign-in')
  async begin(@Query('returnTo') asked: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const { door } = this;
    if (!door) {
      showTrouble(request, response, 'no-provider');
      return;
    }
    const returnTo = pathOfOurs(typeof asked === 'string' ? asked : asked === undefined ? '/' : '', door.publicUrl);
    if (returnTo === null) {
      showTrouble(request, response, 'bad-address');
      return;
    }
    await this.send(door, returnTo, null, request, response);
  }

  /** Asks whoever comes with the link of an invitation whether they want it: anybody can lead anybody to a link. */
  @Get('invitation/:secret')
  askInvited(@Param('secret') secret: string, @Req() request: Request, @Res() response: Response): void {
    if (!INVITATION.test(secret)) showTrouble(request, response, 'bad-link');
    else if (this.door) askInvited(request, response, secret);
    else showTrouble(request, response, 'no-provider');
  }

  /** Sends who wants it to the identity provider; the invitation is taken up on the way back. The yes comes from our own page. */
  @Post('invitation/:secret')
  async beginInvited(@Param('secret') secret: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    if (!INVITATION.test(secret)) showTrouble(request, response, 'bad-link');
    else if (!this.door) showTrouble(request, response, 'no-provider');
    else if (!isFromOurPage(request, this.door.publicUrl)) askInvited(request, response, secret);
    else await this.send(this.door, '/', secret, request, response);
  }

  private async send(door: Door, returnTo: string, invitation: string | null, request: Request, response: Response): Promise<void> {
    try {
      const { url, attempt } = await door.provider.begin(returnTo, invitation);
      clearOldAttempts(request, response, door.publicUrl);
      attemptCookieFor(attempt.id, door.publicUrl).write(response, await door.seal.seal(attempt), ATTEMPT_SECONDS);
      response.set('Cache-Control', 'no-store').redirect(303, url.href);
    } catch (fault) {
      this.notThere(fault, request, response);
    }
  }

  /** Takes the provider's answer from the browser that began, once, and lets the person in. */
  @Get('sign-in/callback')
  async finish(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { door } = this;
    if (!door) {
      showTrouble(request, response, 'no-provider');
      return;
    }
    attemptAnswered(request, door.publicUrl).clear(response);
    try {
      const proven = await outcome(door.passport, request, response);
      if ('why' in proven) {
        this.ground.logger.warn({ reason: proven.reason }, 'an answer of the identity provider was refused');
        showTrouble(request, response, proven.why);
        return;
      }
      await this.letIn(door, proven, request, response);
    } catch (fault) {
      this.notThere(fault, request, response);
    }
  }

  /** Ends the session of this browser. It asks for our page as the sender, so that no other one signs anybody out. */
  @Post('sign-out')
  @HttpCode(204)
  async signOut(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    const { door } = this;
    if (!door || !isFromOurPage(request, door.publicUrl)) {
      response.status(403);
      return;
    }
    const secret = door.sessionCookie.read(request);
    if (secret !== null) await this.sessions.signOut(secret);
    door.sessionCookie.clear(response);
  }

  private async letIn(
    door: Door,
    { attempt, identity, name, assurance, actingFor }: Proven,
    request: Request,
    response: Response,
  ): Promise<void> {
    const chosen = actingFor === null ? null : this.reference.organisationByNumber(actingFor);
    if (actingFor !== null && chosen === null) {
      showTrouble(request, response, 'foreign-organisation');
      return;
    }
    if (attempt.invitation !== null) {
      const demonstration = this.ground.environment.DEMONSTRATION;
      const admitted = await this.admission.acceptInvitation({ ...identity, secret: attempt.invitation, name, demonstration });
      if (!admitted.ok) {
        showRefusal(request, response, admitted.refusal);
        return;
      }
    }
    const device = deviceOf(request.headers['user-agent']);
    const begun = await this.sessions.begin(identity, { device, assurance, actingFor: chosen?.code ?? null }, attempt);
    if (begun === 'not-invited' || begun === 'foreign-organisation') {
      showTrouble(request, response, begun);
      return;
    }
    if (begun === 'answer-taken') {
      showTrouble(request, response, 'refused');
      return;
    }
    door.sessionCookie.write(response, begun.secret);
    if (!begun.hasRole) {
      showTrouble(request, response, 'no-role');
      return;
    }
    const address = addressOfOurs(attempt.returnTo, door.publicUrl) ?? door.publicUrl;
    response.set('Cache-Control', 'no-store').redirect(303, address);
  }

  private notThere(fault: unknown, request: Request, response: Response): void {
    if (!(fault instanceof ProviderAway)) throw fault;
    this.ground.logger.warn({ err: fault }, 'the identity provider is away');
    showTrouble(request, response, 'provider-away');
  }
}

/** 256 bits in base64url; whatever else stands there was never the secret of an invitation. */
const INVITATION = /^[\w-]{43}$/;

interface Door {
  readonly publicUrl: string;
  readonly provider: IdentityProvider;
  readonly seal: AttemptSeal;
  readonly sessionCookie: Cookie;
  readonly passport: InstanceType<typeof Passport>;
}

/** Null where no identity provider is configured. */
function openDoor({ environment }: Ground): Door | null {
  const registration = registrationIn(environment);
  if (!registration) return null;
  const publicUrl = registration.callback.origin;
  const seal = attemptSeal(environment.TOKEN_KEY);
  const provider = new IdentityProvider(registration, environment);
  const passport = new Passport();
  passport.use(new OidcStrategy(provider, (request) => seal.open(attemptAnswered(request, publicUrl).read(request) ?? '')));
  return { publicUrl, provider, seal, sessionCookie: sessionCookieFor(publicUrl), passport };
}

/** The cookie of the attempt that the provider's answer names; whether it is the attempt's is found out when the answer is heard. */
const attemptAnswered = (request: Request, publicUrl: string): Cookie =>
  attemptCookieFor(new URLSearchParams(queryOf(request)).get('state') ?? '', publicUrl);

const outcome = (passport: Door['passport'], request: Request, response: Response): Promise<Proven | NotProven> =>
  new Promise((resolve, reject) => {
    const decide = (fault: Error | null, proven: Proven | false | null, notProven: NotProven): void => {
      if (fault) reject(fault);
      else resolve(proven || notProven);
    };
    const next: NextFunction = () => undefined;
    (passport.authenticate('oidc', { session: false }, decide) as RequestHandler)(request, response, next);
  });
