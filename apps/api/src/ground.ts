import type { Database } from '@fagtorg/core';
import type { Environment, Logger, Tokens } from '@fagtorg/platform';
import type { RateLimiting } from './edge/rate-limiting.js';

/** By this Nest knows what the process brings with it. */
export const GROUND = Symbol('ground');

/** What the process brings with it. */
export interface Ground {
  readonly database: Database;
  readonly tokens: Tokens;
  readonly logger: Logger;
  readonly environment: Environment;
  readonly rateLimiting: RateLimiting;
}
