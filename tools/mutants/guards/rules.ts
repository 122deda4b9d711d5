import { guardsOf, type GuardMutant } from '../mutant.js';

const domain = 'libs/domain/src';
const spec = (name: string): { spec: string } => ({ spec: `${domain}/${name}.spec.ts` });

/** Rules that protect rights, tokens and what is kept from logs: each caught by the spec beside it. */
export const rules: readonly GuardMutant[] = [
  ...guardsOf(`${domain}/policy.ts`, spec('policy'), [
    ['any role', '  role === grant.role &&\n', ''],
    ['any right', '(grant.right === undefined || rights.includes(grant.right)) &&', ''],
    ['any scope', '(grant.scope === undefined || scopes.includes(grant.scope));', 'scopes.length >= 0;'],
    [
      'any organisation',
      `case 'ORGANISATION':\n      return organisation.id === concerned.organisationId;`,
      `case 'ORGANISATION':\n      return true;`,
    ],
    ['themselves anywhere', 'return organisation.id === concerned.organisationId && actor.personId', 'return actor.personId'],
    ['anybody for themselves', ' && actor.personId === concerned.personId', ''],
    ['any county', 'countyCode !== null && (concerned.counties ?? []).includes(countyCode)', 'countyCode !== null'],
    ['sights of any relation', 'grant.relation === relation && holds(membership, grant)', 'holds(membership, grant)'],
  ]),
  ...guardsOf(`${domain}/role-draft.ts`, spec('role-draft'), [
    ['any role is given', `if (!given.includes(role)) yield`, 'if (role === undefined) yield'],
    ['the platform’s role is given', `'BROKER', 'ORG_ADMIN'];`, `'BROKER', 'ORG_ADMIN', 'PLATFORM_ADMIN'];`],
    [
      'brokers anywhere',
      `if (role === 'BROKER' && organisation.kind !== 'COUNTY'`,
      `if (role === undefined && organisation.kind !== 'COUNTY'`,
    ],
    ['rights for anybody', `if (role !== 'MANAGER' && asked.length > 0)`, 'if (asked.length > 99)'],
    ['amounts for anybody', `if (role !== 'MANAGER') yield`, 'if (role === undefined) yield'],
    [
      'deputies without a delegation',
      `const required = orNull(deputyFor) !== null || orNull(delegationReference) !== null;`,
      'const required = false;',
    ],
    [
      'roles for days that have passed',
      `if (from < today || from > last) yield refuse('INVALID_INPUT', ['from']`,
      `if (from > last) yield refuse('INVALID_INPUT', ['from']`,
    ],
    ['roles without a reason', `if (tidy(reason) === '') yield`, 'if (reason === undefined) yield'],
    ['tokens without end', 'if (day < today || day > last)', 'if (day < today)'],
    [
      'programs without scopes',
      `choiceProblems(['scopes'], asked, { max: scopes.length, required: true })`,
      `choiceProblems(['scopes'], asked, { max: scopes.length, required: false })`,
    ],
  ]),
  ...guardsOf(`${domain}/administration.ts`, spec('administration'), [
    ['the last administrator leaves', `  const inOrder = [...others]`, `  if (day !== '') return false;\n  const inOrder = [...others]`],
    ['a gap between administrators', 'if (from > uncovered) return true;', ''],
    ['roles end in the past', 'if (from < today || from > last)', 'if (from > last)'],
    ['roles end without a reason', 'yield* reasonProblems(reason);', ''],
    ['what is over ends again', `if (tenure.to !== null && tenure.to < from) yield`, 'if (tenure.to === from) yield'],
  ]),
  ...guardsOf('libs/platform/src/tokens.ts', { spec: 'libs/platform/src/tokens.spec.ts' }, [
    ['any key', `if (header.kid !== kid) throw new Error('a key that is not ours');`, ''],
    ['any type', '          typ: TYPE,\n', ''],
    ['any issuer', '          issuer,\n          audience,\n', '          audience,\n'],
    ['any audience', '          issuer,\n          audience,\n', '          issuer,\n'],
    ['without end', `['sub', 'exp', 'iat', 'ver']`, `['sub', 'iat', 'ver']`],
    ['never issued', `['sub', 'exp', 'iat', 'ver']`, `['sub', 'exp', 'ver']`],
    ['long expired', 'clockTolerance: CLOCK_TOLERANCE_SECONDS', 'clockTolerance: 1e6'],
    ['about no id', 'UUID.test(sub)', 'sub.length > 0'],
    ['of a version in words', ' || !Number.isSafeInteger(ver)', ''],
  ]),
  ...guardsOf('libs/platform/src/secrets.ts', { spec: 'libs/platform/src/logger.spec.ts' }, [
    ['passwords in addresses', String.raw`  [/\b([a-z][a-z\d+.-]*:\/\/)[^\s/@"'` + '`' + String.raw`]+@/gi, '$1***@'],` + '\n', ''],
    ['bearer tokens', String.raw`  [/\b(Bearer|Basic|DPoP)\s+[\w.~+/=-]{4,}/gi, '$1 ***'],` + '\n', ''],
    ['signed tokens', String.raw`  [/\beyJ[\w-]{4,}\.[\w-]+(?:\.[\w-]*)*/g, '***'],` + '\n', ''],
    ['words for secrets', String.raw`(?:password|passord|secret|token|api[_-]?key))`, String.raw`(?:passordet))`],
    ['addresses', String.raw`  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '***'],` + '\n', ''],
    ['national numbers', String.raw`  [/(?<![\w-])\d{6} ?\d{5}(?![\w-])/g, '***'],` + '\n', ''],
    ['fields', 'fields.has(key.toLowerCase()', 'false && fields.has(key.toLowerCase()'],
  ]),
  ...guardsOf('libs/platform/src/logger.ts', { spec: 'libs/platform/src/logger.spec.ts' }, [
    ['nothing is taken out', 'written(withoutSecrets(JSON.parse(line)) as Line)', 'written(JSON.parse(line) as Line)'],
  ]),
  ...guardsOf('apps/api/src/identity/same-origin.ts', { spec: 'apps/api/src/identity/same-origin.spec.ts' }, [
    ['ways that lead elsewhere', ' && addressOfOurs(path, publicUrl) !== null', ''],
  ]),
  ...guardsOf('apps/api/src/identity/oidc/profile.ts', { spec: 'apps/api/src/identity/oidc/profile.spec.ts' }, [
    ['any directory', `if (profile.vouchers.includes('DIRECTORY')) requireDirectory`, 'if (profile === undefined) requireDirectory'],
    [
      'a directory that nobody named',
      'if (!directories.some((directory) => directory.tenantId === tenantId)) throw',
      'if (tenantId === null) throw',
    ],
    [
      'another directory’s issuer',
      `if (new URL(claims.iss).pathname.split('/')[1]?.toLowerCase() !== tenantId) throw`,
      'if (tenantId === null) throw',
    ],
    ['a weaker assurance', 'if (asked !== null && !strongEnough(assurance, asked)) throw', 'if (asked === undefined) throw'],
    ['another kind of details', ` || detail['type'] !== type`, ''],
    [
      'addresses of other domains',
      "tenantId === claims['tid'] && email.endsWith(`@${domain}`)",
      `tenantId === claims['tid'] && domain !== ''`,
    ],
    ['addresses from private sign-ins', `claims['acr'] === 'entraid' && domains.some(`, 'domains.some('],
    ['addresses of another organisation', 'one.orgNumber === actingFor && ', ''],
  ]),
];
