/** What a log never holds: secrets, and who somebody is. */

/** Fields whose value is never written, wherever they stand; a database's `detail` quotes whole rows. Case, - and _ do not matter. */
const fields = new Set([
  ...[
    'authorization',
    'proxyauthorization',
    'cookie',
    'setcookie',
    'token',
    'accesstoken',
    'refreshtoken',
    'idtoken',
    'apitoken',
    'apikey',
  ],
  ...[
    'tokenkey',
    'password',
    'passord',
    'secret',
    'clientsecret',
    'codeverifier',
    'databaseurl',
    'databaseownerurl',
    'redisurl',
    'smtpurl',
  ],
  ...['email', 'name', 'givenname', 'familyname', 'fullname', 'phone', 'pid', 'detail', 'query', 'variables', 'body', 'parameters'],
]);

/** Secrets and persons that can be told by their looks, in any text. */
const looks: readonly (readonly [RegExp, string])[] = [
  [/\b([a-z][a-z\d+.-]*:\/\/)[^\s/@"'`]+@/gi, '$1***@'],
  [/\b(Bearer|Basic|DPoP)\s+[\w.~+/=-]{4,}/gi, '$1 ***'],
  [/\beyJ[\w-]{4,}\.[\w-]+(?:\.[\w-]*)*/g, '***'],
  [/\b([\w-]*(?:password|passord|secret|token|api[_-]?key))(\\?["']?\s*[:=]\s*\\?["']?)[^\s"'\\,;&]+/gi, '$1$2***'],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '***'],
  [/(?<![\w-])\d{6} ?\d{5}(?![\w-])/g, '***'],
];

const CENSOR = '***';

/** The same without secrets, however deep they lie. */
export function withoutSecrets(value: unknown): unknown {
  if (typeof value === 'string') return looks.reduce((text, [look, censored]) => text.replace(look, censored), value);
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      fields.has(key.toLowerCase().replace(/[-_]/g, '')) && inner !== null ? CENSOR : withoutSecrets(inner),
    ]),
  );
}
