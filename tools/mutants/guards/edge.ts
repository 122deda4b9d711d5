import { guardsOf, type GuardMutant } from '../mutant.js';

const e2e = (name: string, tests: string): { spec: string; tests: string } => ({ spec: `apps/api/e2e/${name}.e2e-spec.ts`, tests });
const api = 'apps/api/src';

/** What stands between the internet and the use cases: caught by specs that ask real processes. */
export const edge: readonly GuardMutant[] = [
  ...guardsOf(`${api}/app.module.ts`, e2e('edge', 'who is not signed in'), [
    ['SignedInGuard', '{ provide: APP_GUARD, useClass: SignedInGuard },', ''],
  ]),
  ...guardsOf(`${api}/operation/signed-in.ts`, e2e('edge', 'who is not signed in'), [
    ['nobody is somebody', 'if (!actor) throw signInNeeded(language);', ''],
    ['everything is public', 'if (isMarked(PUBLIC)) return true;', 'if (isMarked(PUBLIC) || context !== null) return true;'],
  ]),
  ...guardsOf(`${api}/operation/signed-in.ts`, e2e('without-role', 'last role has ended'), [
    ['whoever holds no role', 'if (actor.memberships.length === 0 && !isMarked(WITHOUT_ROLE)) throw roleNeeded(language);', ''],
  ]),
  ...guardsOf(`${api}/app.module.ts`, e2e('edge', 'in production'), [
    ['introspection', `introspection: environment.NODE_ENV !== 'production'`, 'introspection: true'],
    [
      'hints at the schema',
      `hideSchemaDetailsFromClientErrors: environment.NODE_ENV === 'production'`,
      'hideSchemaDetailsFromClientErrors: false',
    ],
    ['the explorer', 'graphiql: false', 'graphiql: true'],
  ]),
  ...guardsOf(`${api}/app.module.ts`, e2e('edge', 'several operations|a hash|holds for'), [
    ['batches', 'allowBatchedHttpRequests: false', 'allowBatchedHttpRequests: true'],
    ['persisted queries', '  persistedQueries: false,\n', ''],
    ['tokens', '  parseOptions: { maxLexicalTokens: environment.LIMIT_TOKENS },\n', ''],
    ['depth', 'depth: environment.LIMIT_DEPTH', 'depth: 1000'],
    ['aliases', 'aliases: environment.LIMIT_ALIASES', 'aliases: 1000'],
    ['cost', 'cost: environment.LIMIT_COST', 'cost: 1e12'],
    ['page', 'operations.create(req, environment.LIMIT_PAGE)', 'operations.create(req, 1e6)'],
  ]),
  ...guardsOf(`${api}/operation/limits.ts`, { spec: `${api}/operation/limits.spec.ts` }, [
    ['lists in lists', 'const all = times * this.length(parent, field, node);', 'const all = this.length(parent, field, node);'],
    ['fragments', 'if (part) this.measure(type ?? parent, part.selectionSet, times, level);', ''],
    ['depth', `this.within('query-too-deep', level, this.limits.depth);`, ''],
    ['aliases', `if (node.alias) this.within('too-many-aliases', (this.aliases += 1), this.limits.aliases);`, ''],
    ['cost', `this.within('query-too-large', (this.things += things), this.limits.cost);`, ''],
    ['subscriptions', 'if (operation?.operation === OperationTypeNode.SUBSCRIPTION) throw noSubscriptions();', ''],
  ]),
  ...guardsOf(`${api}/operation/connection.ts`, { spec: `${api}/operation/connection.spec.ts` }, [
    ['pages', `if (size < 0 || size > limit) throw badInput('page-size', { limit });`, ''],
    ['cursors', `if (type !== kind || !keys[kind].test(id)) throw`, 'if (type === undefined) throw'],
  ]),
  ...guardsOf(`${api}/app.module.ts`, e2e('bad-requests', 'a page elsewhere'), [
    ['forms', 'csrfPrevention: true', 'csrfPrevention: false'],
  ]),
  ...guardsOf(`${api}/operation/body.ts`, e2e('bad-requests', 'with what is wrong'), [
    ['size', 'limit: `${kilobytes}kb`,', `limit: '1gb',`],
    ['UTF-8', `if (!isUtf8(body)) throw new NotUtf8('not UTF-8');`, ''],
    ['kind', String.raw`request.method === 'POST' && !/^application\/json\b/i.test(type)`, 'false && type'],
  ]),
  ...guardsOf(`${api}/edge/headers.ts`, { spec: `${api}/edge/headers.spec.ts` }, [
    [
      'HSTS',
      `return (_, response, next) => {\n    response.set(headers);`,
      `return (_, response, next) => {\n    response.set({ ...headers, 'Strict-Transport-Security': '' });`,
    ],
    ['all', 'response.set(headers);', ''],
    ...['Content-Security-Policy', 'X-Content-Type-Options', 'X-Frame-Options', 'Referrer-Policy', 'Cache-Control'].map(
      (header): [string, string, string] => [header, `'${header}':`, `'X-${header}':`],
    ),
  ]),
  ...guardsOf(`${api}/main.ts`, e2e('edge', 'headers that keep|takes a number|pages elsewhere'), [
    ['our name', `app.disable('x-powered-by');`, ''],
    ['any page', 'origin: environment.ALLOWED_ORIGINS,', 'origin: true,'],
  ]),
  ...guardsOf(`${api}/edge/correlation.ts`, e2e('edge', 'takes a number'), [
    ['any number', 'given !== undefined && UUID.test(given)', 'given !== undefined'],
  ]),
  ...guardsOf(`${api}/main.ts`, e2e('rate-limits-alone', 'without a proxy'), [
    ['any proxy', `app.set('trust proxy', environment.TRUST_PROXY);`, `app.set('trust proxy', true);`],
  ]),
  ...guardsOf(`${api}/edge/rate-limiting.ts`, e2e('rate-limits', 'in PostgreSQL'), [
    ['addresses', `limits.take('address', network) :`, 'Promise.resolve(0) :'],
    ['failed credentials', `void limits.take('credential', one);`, ''],
    ['one credential after another', `void limits.take('failed', network);`, ''],
    ['people and organisations', 'const counted = actor ?', 'const counted = actor && request.path === undefined ?'],
    [
      'organisations',
      `return [['person', personId], ...[...organisations].map((id): [RateKind, string] => ['organisation', id])];`,
      `return [['person', personId]];`,
    ],
  ]),
  ...guardsOf(`${api}/edge/rate-limiting.ts`, { spec: `${api}/edge/rate-limiting.spec.ts` }, [
    ['IPv6 networks', '.slice(0, 4)', '.slice(0, 8)'],
  ]),
  ...guardsOf(`${api}/operation/format-error.ts`, e2e('secrets-in-logs', 'the database'), [
    ['what only we should know', `return say(unexpected[tongue](correlationId), 'INTERNAL_SERVER_ERROR');`, 'return say(String(thrown));'],
  ]),
  ...guardsOf(`${api}/operation/apollo-plugins.ts`, e2e('privacy', 'lets people correct|who read whose name'), [
    ['reads of names untold', 'await personalReads.tell();', ''],
  ]),
];
