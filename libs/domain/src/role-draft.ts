import { type Right, rights, type Role, type Scope, scopes } from './actor.js';
import { addDays, type CalendarDate } from './calendar.js';
import { choiceProblems, dateProblems, firstOf, numberProblems } from './problems.js';
import { refuse, type Refused } from './refusal.js';
import type { KnownOrganisation } from './register.js';
import { ok, type Result } from './result.js';
import { textProblems, tidy } from './text.js';
import { REASON_LENGTH } from './transitions.js';

/** What somebody is to be given in an organisation. The first and the last day belong to it. */
export interface RoleDraft {
  readonly role: Role;
  readonly rights: readonly Right[];
  readonly unit: string | null;
  /** In øre; null is no limit. */
  readonly amountLimitOre: number | null;
  readonly deputyFor: string | null;
  readonly delegationReference: string | null;
  readonly from: CalendarDate;
  readonly to: CalendarDate | null;
  readonly reason: string;
}

/** Roles that one person can give another. The others belong to who runs Fagtorg, and to programs. */
const given: readonly Role[] = ['MANAGER', 'CASE_WORKER', 'SPECIALIST', 'BROKER', 'ORG_ADMIN'];

/** How far ahead of its first day a role can be given. */
const DAYS_AHEAD = 366;
/** The largest amount that the contract's Int holds: about 21 million kroner. */
const MOST_ORE = 2_147_483_647;
const NAME_LENGTH = 200;
/** The longest address that mail can carry (RFC 5321). */
const EMAIL_LENGTH = 254;

/** Checks a role before it is given, and tidies its texts. Refuses with INVALID_INPUT at the field. */
export function checkRole(draft: RoleDraft, organisation: KnownOrganisation, today: CalendarDate): Result<RoleDraft> {
  const problem = firstOf(roleProblems(draft, organisation, today));
  if (problem) return problem;
  const { unit, deputyFor, delegationReference, reason } = draft;
  const texts = { unit: orNull(unit), deputyFor: orNull(deputyFor), delegationReference: orNull(delegationReference) };
  return ok({ ...draft, ...texts, reason: tidy(reason) });
}

function* roleProblems(draft: RoleDraft, organisation: KnownOrganisation, today: CalendarDate): Generator<Refused> {
  const { role, rights: asked, amountLimitOre } = draft;
  if (!given.includes(role)) yield refuse('INVALID_INPUT', ['role'], 'role-is-not-given', undefined);
  if (role === 'BROKER' && organisation.kind !== 'COUNTY' && organisation.code !== OSLO)
    yield refuse('INVALID_INPUT', ['role'], 'broker-elsewhere', undefined);
  yield* choiceProblems(['rights'], asked, { max: rights.length, required: false });
  if (role !== 'MANAGER' && asked.length > 0) yield refuse('INVALID_INPUT', ['rights'], 'rights-are-a-managers', undefined);
  if (amountLimitOre !== null) {
    if (role !== 'MANAGER') yield refuse('INVALID_INPUT', ['amountLimitOre'], 'rights-are-a-managers', undefined);
    yield* numberProblems(['amountLimitOre'], amountLimitOre, 0, MOST_ORE);
  }
  yield* deputyProblems(draft);
  yield* dayProblems(draft, today);
  yield* textProblems(['unit'], draft.unit ?? '', { max: NAME_LENGTH, required: false });
  yield* reasonProblems(draft.reason);
}

/** Oslo is municipality and county in one (product.md, Where a match may come from, 4). */
const OSLO = '0301';

/** Who acts for another says for whom, and by which delegation. */
function* deputyProblems({ deputyFor, delegationReference }: RoleDraft): Generator<Refused> {
  const required = orNull(deputyFor) !== null || orNull(delegationReference) !== null;
  yield* textProblems(['deputyFor'], deputyFor ?? '', { max: NAME_LENGTH, required });
  yield* textProblems(['delegationReference'], delegationReference ?? '', { max: NAME_LENGTH, required });
}

/** Nobody is given a role for days that have passed: what was done then was done without. */
function* dayProblems({ from, to }: RoleDraft, today: CalendarDate): Generator<Refused> {
  yield* dateProblems(['from'], from);
  const last = addDays(today, DAYS_AHEAD);
  if (from < today || from > last) yield refuse('INVALID_INPUT', ['from'], 'day-out-of-range', { first: today, last });
  if (to === null) return;
  yield* dateProblems(['to'], to);
  if (to < from) yield refuse('INVALID_INPUT', ['to'], 'period-reversed', { from, to });
}

/** Why something is done to somebody's roles: always given. */
export function* reasonProblems(reason: string): Generator<Refused> {
  if (tidy(reason) === '') yield refuse('INVALID_INPUT', ['reason'], 'reason-missing', undefined);
  yield* textProblems(['reason'], reason, { max: REASON_LENGTH, required: false });
}

/** An e-mail address in the form that it is stored in. Refuses what no mail could be sent to. */
export function checkEmail(text: string): Result<string> {
  const email = tidy(text).toLowerCase();
  const problem = firstOf(textProblems(['email'], email, { max: EMAIL_LENGTH, required: true }));
  if (problem) return problem;
  if (!/^[^\s@,;<>"]+@[^\s@,;<>".]+(\.[^\s@,;<>".]+)+$/.test(email)) return refuse('INVALID_INPUT', ['email'], 'not-an-email', undefined);
  return ok(email);
}

/** What a program is to be. */
export interface ServiceAccountDraft {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly reason: string;
}

/** The longest name of a program. */
const PROGRAM_NAME_LENGTH = 100;

/** Checks a program's account before it is made. Refuses with INVALID_INPUT at the field. */
export function checkServiceAccount({ name, scopes: asked, reason }: ServiceAccountDraft): Result<ServiceAccountDraft> {
  function* problems(): Generator<Refused> {
    yield* textProblems(['name'], name, { max: PROGRAM_NAME_LENGTH, required: true });
    yield* choiceProblems(['scopes'], asked, { max: scopes.length, required: true });
    yield* reasonProblems(reason);
  }
  return firstOf(problems()) ?? ok({ name: tidy(name), scopes: asked, reason: tidy(reason) });
}

/** How long a program's token can last. */
const TOKEN_DAYS = 365;

/** Checks the last day of a token: today at the earliest, a year from today at the latest. */
export function checkTokenEnd(day: CalendarDate, today: CalendarDate): Result<CalendarDate> {
  function* problems(): Generator<Refused> {
    yield* dateProblems(['lastDay'], day);
    const last = addDays(today, TOKEN_DAYS);
    if (day < today || day > last) yield refuse('INVALID_INPUT', ['lastDay'], 'day-out-of-range', { first: today, last });
  }
  return firstOf(problems()) ?? ok(day);
}

const orNull = (text: string | null): string | null => (text === null || tidy(text) === '' ? null : tidy(text));
