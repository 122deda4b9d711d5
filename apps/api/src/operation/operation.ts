import type { Actor, Language } from '@fagtorg/domain';
import type { PersonalReads, Reading } from '@fagtorg/core';
import type { Loaders } from './loaders.js';

/** What belongs to one GraphQL operation: who asks, in which language, and what it reads. */
export interface Operation {
  /** Null for nobody signed in. */
  readonly actor: Actor | null;
  /** The session that the request came by; null for a bearer token. */
  readonly sessionId: string | null;
  readonly language: Language;
  readonly reading: Reading;
  readonly loaders: Loaders;
  /** Whose personal data the operation has read; the audit hears of it before the answer goes out. */
  readonly personalReads: PersonalReads;
  /** The most rows that a page of a list may hold. */
  readonly pageLimit: number;
  /** The Idempotency-Key of the request, if any. */
  readonly idempotencyKey: string | null;
}

/** A stored text's language: the one asked for, else the viewer's. */
export const languageFor = (operation: Operation, asked: Language | null | undefined): Language => asked ?? operation.language;
