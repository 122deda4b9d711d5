import type { IdentityService, ProgramSignIn } from '@fagtorg/core';
import type { Actor } from '@fagtorg/domain';
import type { Environment, Tokens } from '@fagtorg/platform';
import type { Request } from 'express';
import { Strategy } from 'passport';

/** Passport's way in by a bearer token in the Authorization header; never in the address or the body, which end up in logs. */
export class BearerStrategy extends Strategy {
  override readonly name = 'bearer';

  constructor(
    private readonly tokens: Tokens,
    private readonly identity: IdentityService,
    private readonly programs: ProgramSignIn,
    private readonly environment: Pick<Environment, 'DEMONSTRATION'>,
  ) {
    super();
  }

  override authenticate(request: Request): void {
    const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) {
      this.fail('Bearer', 401);
      return;
    }
    this.actorBehind(token).then(
      (actor) => (actor ? this.success(actor) : this.fail('Bearer error="invalid_token"', 401)),
      (fault: unknown) => this.error(fault),
    );
  }

  /** A person, or a program. People of a demonstration come in only where a demonstration runs. */
  private async actorBehind(token: string): Promise<Actor | null> {
    if (this.programs.isProgramToken(token)) return this.programs.actorOf(token);
    const holder = await this.tokens.verify(token);
    const actor = holder && (await this.identity.actorOf(holder.personId, holder.version, holder.actingFor));
    return actor && (!actor.demonstration || this.environment.DEMONSTRATION) ? actor : null;
  }
}
