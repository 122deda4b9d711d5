import type { IdentityService, SessionInUse, SessionsService } from '@fagtorg/core';
import type { Actor } from '@fagtorg/domain';
import type { Environment } from '@fagtorg/platform';
import type { Request } from 'express';
import { Strategy } from 'passport';
import type { Cookie } from './cookies.js';

/** Passport's way in by the cookie of a session. */
export class SessionStrategy extends Strategy {
  override readonly name = 'session-cookie';

  constructor(
    private readonly cookie: Cookie,
    private readonly sessions: SessionsService,
    private readonly identity: IdentityService,
    private readonly environment: Pick<Environment, 'DEMONSTRATION'>,
  ) {
    super();
  }

  override authenticate(request: Request): void {
    this.behind(this.cookie.read(request) ?? '').then(
      (found) => (found ? this.success(found.actor, found.session) : this.fail('session', 401)),
      (fault: unknown) => this.error(fault),
    );
  }

  /** People of a demonstration come in only where a demonstration runs. */
  private async behind(secret: string): Promise<{ actor: Actor; session: SessionInUse } | null> {
    const session = await this.sessions.use(secret);
    const actor = session && (await this.identity.actorOf(session.personId, null, session.actingFor));
    return session && actor && (!actor.demonstration || this.environment.DEMONSTRATION) ? { actor, session } : null;
  }
}
