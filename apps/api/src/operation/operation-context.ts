import { contextOf, Database, PersonalReads, Reading, type SessionInUse } from '@fagtorg/core';
import { type Actor, type Language, languages } from '@fagtorg/domain';
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { badInput } from './bad-input.js';
import { Loaders } from './loaders.js';
import type { Operation } from './operation.js';

/** Makes what belongs to one operation out of its request. */
@Injectable()
export class OperationContext {
  constructor(private readonly database: Database) {}

  create(request: Request, pageLimit: number): Operation {
    const actor = (request.user as Actor | undefined) ?? null;
    const reading = new Reading(this.database, contextOf(actor));
    return {
      actor,
      sessionId: (request.authInfo as SessionInUse | undefined)?.id ?? null,
      language: actor?.language ?? languageOf(request),
      reading,
      loaders: new Loaders(reading),
      personalReads: new PersonalReads(actor, (work) => this.database.withTenant(contextOf(actor), work)),
      pageLimit,
      idempotencyKey: keyOf(request),
    };
  }
}

/** The language that a browser or client asks for; bokmål where it asks for none of ours. */
export function languageOf(request: Request): Language {
  const asked = request.acceptsLanguages(...languages, 'no');
  return languages.find((language) => language === asked) ?? 'nb';
}

/** Visible ASCII, so that a key is the same for everyone who reads it. */
function keyOf(request: Request): string | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) throw badInput('key-unusable', undefined);
  return key;
}
