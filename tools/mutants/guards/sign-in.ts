import { guardsOf, type GuardMutant } from '../mutant.js';

const e2e = (name: string, tests: string): { spec: string; tests: string } => ({ spec: `apps/api/e2e/${name}.e2e-spec.ts`, tests });
const api = 'apps/api/src/identity';
const identity = 'libs/core/src/identity';
const admission = { spec: 'libs/core/src/organisations/admission.int-spec.ts' };
const sessions = { spec: 'libs/core/src/identity/sessions.int-spec.ts' };

/** How one comes in, and stays in: caught by specs that forge. */
export const signIn: readonly GuardMutant[] = [
  ...guardsOf(
    `${api}/bearer.strategy.ts`,
    e2e('forged-bearer-tokens', 'where no demonstration runs|version that is over|in another scheme'),
    [
      [
        'made-up people in earnest',
        'return actor && (!actor.demonstration || this.environment.DEMONSTRATION) ? actor : null;',
        'return actor;',
      ],
      ['any version', 'this.identity.actorOf(holder.personId, holder.version,', 'this.identity.actorOf(holder.personId, null,'],
      ['any scheme', String.raw`/^Bearer ([\w.~+/-]+=*)$/i`, String.raw`/^\w+ ([\w.~+/-]+=*)$/i`],
    ],
  ),
  ...guardsOf(`${api}/bearer.strategy.ts`, e2e('acting-for', 'binds what programs get'), [
    ['roles elsewhere', 'holder.version, holder.actingFor)', 'holder.version)'],
  ]),
  ...guardsOf(`${identity}/identity.service.ts`, sessions, [['whoever was erased', ' AND erased_at IS NULL AND (', ' AND (']]),
  ...guardsOf(`${identity}/identity.service.ts`, sessions, [
    [
      'roles to come',
      'WHERE person_id = ${personId}::uuid AND valid_from <= ${today}::date AND',
      'WHERE person_id = ${personId}::uuid AND',
    ],
    ['roles that are over', ' AND (valid_to IS NULL OR valid_to >= ${today}::date)\n        ORDER BY', '\n        ORDER BY'],
  ]),
  ...guardsOf(`${api}/who-asks.ts`, e2e('forged-sessions', 'changes nothing for'), [
    [
      'pages elsewhere',
      `if (request.method !== 'GET' && !isFromOurPage(request, door.publicUrl)) {`,
      'if (door.publicUrl === undefined) {',
    ],
  ]),
  ...guardsOf(`${api}/same-origin.ts`, e2e('forged-sessions', 'changes nothing for'), [
    ['sister sites', 'headers.origin === new URL(publicUrl).origin', 'headers.origin === undefined || headers.origin.length > 4'],
  ]),
  ...guardsOf(`${identity}/session-rows.ts`, sessions, [
    [
      'sessions that have ended',
      ' AND ended_at IS NULL AND expires_at > ${now} AND last_seen_at',
      ' AND expires_at > ${now} AND last_seen_at',
    ],
    ['sessions of yesterday', ' AND ended_at IS NULL AND expires_at > ${now} AND last_seen_at', ' AND ended_at IS NULL AND last_seen_at'],
    ['sessions that nobody uses', ' AND last_seen_at > ${idleSince}`', '`'],
  ]),
  ...guardsOf(`${identity}/sessions.service.ts`, sessions, [
    [
      'former secrets',
      'if (stored.isFormer && stored.formerUntil !== null &&',
      'if (stored.isFormer && stored.formerUntil === undefined &&',
    ],
    ['stolen sessions go on', `        await endSessions(tx, personId, [id]);\n        await auditSystem`, '        await auditSystem'],
  ]),
  ...guardsOf(`${identity}/sessions.service.ts`, sessions, [['secrets for ever', 'if (age > ROTATE_AFTER) return', 'if (age < 0) return']]),
  ...guardsOf(`${identity}/session-rows.ts`, sessions, [
    ['anybody ends sessions', 'WHERE person_id = ${personId}::uuid AND id = ANY', 'WHERE id = ANY'],
  ]),
  ...guardsOf(`${api}/cookies.ts`, { spec: `${api}/cookies.spec.ts` }, [
    ['scripts', 'httpOnly: true', 'httpOnly: false'],
    ['plain http', ' secure, sameSite', ' secure: false, sameSite'],
    ['links from elsewhere', `sameSite: 'lax'`, `sameSite: 'none'`],
    ['other hosts', "`${publicUrl.startsWith('https:') ? PREFIX : ''}${name}`", 'name'],
  ]),
  ...guardsOf(`${identity}/refresh-tokens.service.ts`, sessions, [
    ['tokens come twice', 'if (stored.usedAt !== null) {', 'if (stored.usedAt === undefined) {'],
    [
      'families go on',
      'await tx.client.$executeRaw`UPDATE refresh_token SET ended_at = ${tx.now} WHERE family_id = ${familyId}::uuid AND ended_at IS NULL`;\n',
      '',
    ],
    ['what is out stays good', '  await voidBearerTokens(tx, personId);\n  const facts', '  const facts'],
    ['tokens that have ended', 't.ended_at IS NULL AND t.expires_at', 't.expires_at'],
    ['tokens that have expired', 't.expires_at > ${now} AND p.erased_at', 'p.erased_at'],
    ['sign-ins that have ended', ' AND s.ended_at IS NULL`', '`'],
    ['whoever was erased', ' AND p.erased_at IS NULL AND s.', ' AND s.'],
    ['two at once', 'WHERE secret_hash = ${hash}) FOR UPDATE`', 'WHERE secret_hash = ${hash})`'],
  ]),
  ...guardsOf(`${api}/oidc/identity-provider.ts`, e2e('forged-answers', ''), [
    ['any state', 'expectedState: id', 'expectedState: client.skipStateCheck'],
    ['any nonce', 'expectedNonce: nonce, ', ''],
    ['any signature', '[client.enableNonRepudiationChecks, ...', '[...'],
    [
      'other clients',
      `if (claims.azp !== undefined && claims.azp !== this.registration.clientId) throw`,
      'if (claims.azp === claims) throw',
    ],
  ]),
  ...guardsOf(`${api}/oidc/identity-provider.ts`, e2e('sign-in', 'goes to the identity provider and back'), [
    ['no proof', 'pkceCodeVerifier: codeVerifier, ', ''],
  ]),
  ...guardsOf(`${api}/oidc/attempt.ts`, { spec: `${api}/oidc/attempt.spec.ts` }, [
    ['keys of nobody', `Buffer.from(d, 'base64url'), ''`, `Buffer.from('x', 'base64url'), ''`],
    [
      'attempts without end',
      `typ: TYPE,\n          requiredClaims`,
      `typ: TYPE,\n          clockTolerance: 1e6,\n          requiredClaims`,
    ],
  ]),
  ...guardsOf(`${api}/oidc/profile.ts`, { spec: `${api}/oidc/profile.spec.ts` }, [
    ['national numbers', `if (isNationalNumber(subject)) throw`, `if (subject === '') throw`],
    ['addresses that nobody vouches for', `return claims['email_verified'] === true;`, 'return true;'],
    ['addresses vouched for by a word', `return claims['email_verified'] === true;`, `return Boolean(claims['email_verified']);`],
  ]),
  ...guardsOf(`${identity}/sessions.service.ts`, sessions, [['answers twice', `if (first === 0) return 'answer-taken';`, '']]),
  ...guardsOf(`${identity}/person-behind.ts`, sessions, [
    ['whoever was erased', ' AND p.erased_at IS NULL`;\n  return known', '`;\n  return known'],
    [
      'a second identity',
      'WHERE NOT EXISTS (SELECT FROM external_identity e WHERE e.issuer = ${issuer} AND e.person_id = ${personId}::uuid)',
      '',
    ],
  ]),
  ...guardsOf('libs/core/src/organisations/admission.service.ts', admission, [
    ['invitations that are used', 'if (invitation.acceptedById !== null) {', 'if (invitation.acceptedById === undefined) {'],
    ['invitations that are over', `if (invitation.over || invitation.email === null) return`, 'if (invitation.email === null) return'],
    ['links of who administers no more', ' OR NOT ${answeredFor(today)}', ''],
    ['invitations for another', 'if (known !== null && !(await isMeant', 'if (known === undefined && !(await isMeant'],
    [
      'addresses of another',
      'if (proved !== null && proved !== invited) return',
      'if (proved === invitation) return'.replace('invitation', "''"),
    ],
    ['two at once', 'WHERE secret_hash = ${secretHash(secret)} FOR UPDATE`', 'WHERE secret_hash = ${secretHash(secret)}`'],
  ]),
  ...guardsOf(`${identity}/person-behind.ts`, admission, [
    ['addresses that are not proved', ` || identity.verifiedEmail?.toLowerCase() !== wanted) return 'another'`, `) return 'another'`],
    ['somebody else’s identity', 'return linked.length > 0;', 'return true;'],
    ['addresses that another took', 'if (!person.proved) {', 'if (person.proved === null) {'],
  ]),
  ...guardsOf('libs/core/src/organisations/program-sign-in.service.ts', { spec: 'libs/core/src/organisations/programs.int-spec.ts' }, [
    ['tokens that have ended', 't.ended_at IS NULL AND t.expires_at', 't.expires_at'],
    ['tokens that have expired', 't.expires_at > ${now} AND s.ended_at', 's.ended_at'],
    ['programs that have ended', ' AND s.ended_at IS NULL`', '`'],
  ]),
  ...guardsOf(`${api}/sessions.resolver.ts`, e2e('without-role', 'refuses programs'), [
    ['programs end sessions', 'if (isProgram(actor)) return', 'if (actor === null) return'],
  ]),
  ...guardsOf('libs/core/src/privacy/privacy.service.ts', e2e('privacy', 'leaves one administrator'), [
    ['those who are leaving too', 'roles.filter((held) => held.personId !== personId)', 'roles'],
  ]),
  ...guardsOf('libs/core/src/privacy/privacy.service.ts', e2e('privacy', 'erases nobody by mistake'), [
    ['erased by mistake', 'if (person?.email !== email.trim().toLowerCase()) return', 'if (person?.email === email) return'],
    ['nobody is left', 'if (orphan !== null) return', 'if (orphan === undefined) return'],
  ]),
  ...guardsOf('libs/core/src/organisations/roles.service.ts', { spec: 'libs/core/src/organisations/roles.int-spec.ts' }, [
    ['the last administrator', `if (tenure.role === 'ORG_ADMIN' && leavesNobody(`, `if (tenure.role === undefined && leavesNobody(`],
    [
      'roles of others are handed over',
      `if (tenure.role !== 'ORG_ADMIN' || tenure.personId !== actor.personId ||`,
      `if (tenure.role !== 'ORG_ADMIN' ||`,
    ],
  ]),
  ...guardsOf('libs/core/src/organisations/membership-rows.ts', { spec: 'libs/core/src/organisations/roles.int-spec.ts' }, [
    ['two leave at once', 'ORDER BY id FOR UPDATE`', 'ORDER BY id`'],
  ]),
];
