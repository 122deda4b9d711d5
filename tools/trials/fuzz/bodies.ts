import type { Chance } from '@fagtorg/core';
import { gzipSync } from 'node:zlib';

/** A request over a bare connection, byte for byte. */
export interface Raw {
  readonly what: string;
  readonly bytes: Buffer;
  /** The connection is cut off when this has been sent: no answer is due. */
  readonly cut: boolean;
}

const WHOLE = JSON.stringify({ query: '{ viewer { id } counties { code } }', variables: { a: 1 }, operationName: null, extensions: {} });
const LENGTH = (body: Buffer): string => `Content-Length: ${body.length}`;
const JSON_TYPE = 'Content-Type: application/json';

const request = (headers: readonly string[], body: Buffer, first = 'POST /graphql HTTP/1.1'): Buffer =>
  Buffer.concat([Buffer.from(`${[first, 'Host: localhost', 'Connection: close', ...headers].join('\r\n')}\r\n\r\n`, 'latin1'), body]);

type Made = readonly [bytes: Buffer, cut?: boolean];

/** Ways of getting it wrong; those that draw bytes do so by chance. */
const ways: Readonly<Record<string, (luck: Chance) => Made>> = {
  'random bytes': (luck) => withType(bytes(luck, luck.between(1, 3000))),
  'random bytes in place of HTTP': (luck) => [Buffer.concat([bytes(luck, luck.between(1, 300)), Buffer.from('\r\n\r\n')])],
  'cut-off JSON': (luck) => withType(Buffer.from(WHOLE.slice(0, luck.between(0, WHOLE.length - 1)))),
  'a byte changed': (luck) => {
    const body = Buffer.from(WHOLE);
    body[luck.between(0, body.length - 1)] = luck.between(0, 255);
    return withType(body);
  },
  'nested lists': (luck) => withType(Buffer.from('['.repeat(luck.between(100, 60_000)))),
  'nested objects': (luck) => withType(Buffer.from(`${'{"a":'.repeat(luck.between(100, 15_000))}1`)),
  'nested variables': (luck) => {
    const depth = luck.between(100, 10_000);
    return withType(
      Buffer.from(
        `{"query":"query ($a: String) { needs(filter: {search: $a}) { totalCount } }","variables":{"a":${'['.repeat(depth)}${']'.repeat(depth)}}}`,
      ),
    );
  },
  'braces in braces': (luck) => withType(Buffer.from(JSON.stringify({ query: '{a'.repeat(luck.between(10, 30_000)) }))),
  'another JSON': (luck) =>
    withType(Buffer.from(luck.of(['null', '1', '"x"', 'true', '[]', '[[]]', '{}', '{"query":null}', '{"query":[]}', '{"query":{}}']))),
  'odd parts': (luck) => {
    const odd = luck.of<unknown>([null, 1, 'x', [], [1], { a: {} }, true, 1e308, '🦦']);
    return withType(
      Buffer.from(
        JSON.stringify({ query: '{ viewer { id } }', [luck.of(['variables', 'operationName', 'extensions', 'query', 'id', 'x'])]: odd }),
      ),
    );
  },
  'names of prototypes': () =>
    withType(Buffer.from('{"__proto__":{"query":"{viewer{id}}"},"constructor":{"prototype":{"x":1}},"query":"{viewer{id}}"}')),
  'UTF-16': (luck) => withType(Buffer.from(WHOLE, 'utf16le'), luck.of([JSON_TYPE, `${JSON_TYPE}; charset=utf-16`])),
  'Latin-1': () => withType(Buffer.from(WHOLE.replace('viewer', 'æøå'), 'latin1')),
  'another character set': (luck) =>
    withType(Buffer.from(WHOLE), `${JSON_TYPE}; charset=${luck.of(['utf-7', 'ebcdic', '"', 'x'.repeat(900)])}`),
  'another kind': (luck) =>
    withType(
      Buffer.from(WHOLE),
      `Content-Type: ${luck.of(['text/plain', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded', 'a', '/', ';', 'application/json/x', 'application/jsonx'])}`,
    ),
  'packed nonsense': (luck) =>
    withType(bytes(luck, 200), JSON_TYPE, `Content-Encoding: ${luck.of(['gzip', 'deflate', 'br', 'zebra', 'gzip, gzip'])}`),
  'packed halfway': (luck) => {
    const packed = gzipSync(WHOLE);
    return withType(packed.subarray(0, luck.between(1, packed.length - 1)), JSON_TYPE, 'Content-Encoding: gzip');
  },
  'packed out of proportion': () => withType(gzipSync(Buffer.alloc(5_000_000, ' ')), JSON_TYPE, 'Content-Encoding: gzip'),
  'too large': (luck) => withType(Buffer.alloc(luck.between(102_401, 300_000), 'x')),
  'headers given twice': (luck) => {
    const header = luck.of([
      'Authorization: Bearer a.b.c',
      'Idempotency-Key: x',
      'Accept-Language: x',
      'Content-Type: text/plain',
      'Content-Length: 1',
      'Host: x',
      'X-Correlation-Id: y',
      'Cookie: a=b',
    ]);
    return withType(Buffer.from(WHOLE), JSON_TYPE, header, header);
  },
  'odd headers': (luck) => {
    const name = luck.of([
      'Authorization',
      'Idempotency-Key',
      'Accept-Language',
      'Accept',
      'Cookie',
      'X-Forwarded-For',
      'X-Correlation-Id',
      'Origin',
      'Expect',
      'Upgrade',
      'Range',
    ]);
    return withType(
      Buffer.from(WHOLE),
      JSON_TYPE,
      `${name}: ${bytes(luck, luck.between(1, 60))
        .toString('latin1')
        .replace(/[\r\n\0]/g, '')}`,
    );
  },
  'very long headers': (luck) =>
    withType(
      Buffer.from(WHOLE),
      JSON_TYPE,
      `${luck.of(['Authorization: Bearer ', 'Accept-Language: ', 'Cookie: '])}${'x,'.repeat(luck.between(2_000, 12_000))}`,
    ),
  'forged tokens': (luck) =>
    withType(
      Buffer.from(WHOLE),
      JSON_TYPE,
      `Authorization: Bearer ${bytes(luck, 60).toString('base64url')}.${bytes(luck, 20).toString('base64url')}.x`,
    ),
  'odd addresses': (luck) => {
    const path = luck.of([
      '/',
      '/%',
      '/%00',
      '/graphql/..',
      '/graphql?query=%',
      '/graphql?query={viewer{id}}',
      '//graphql',
      '/health/%2e%2e',
      '/health?x',
      `/${'a'.repeat(5000)}`,
      '/graphql?query[]=x&query[]=y',
      '*',
      'http://x/graphql',
    ]);
    const method = luck.of(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE']);
    return [request(['Apollo-Require-Preflight: 1', 'Content-Length: 0'], Buffer.alloc(0), `${method} ${path} HTTP/1.1`)];
  },
  'broken pieces': (luck) => [
    request([JSON_TYPE, 'Transfer-Encoding: chunked'], Buffer.from(luck.of(['zz\r\nx\r\n', '-1\r\n', '5\r\nab\r\n0\r\n\r\n']))),
  ],
  'pieces and a length': () => [
    request([JSON_TYPE, 'Transfer-Encoding: chunked', 'Content-Length: 5'], Buffer.from('5\r\n{"que\r\n0\r\n\r\n')),
  ],
  'pieces without end': () => [request([JSON_TYPE, 'Transfer-Encoding: chunked'], Buffer.from('ffffffffffffffff\r\nx')), true],
  'pieces cut off': (luck) => [
    request([JSON_TYPE, 'Transfer-Encoding: chunked'], Buffer.from(`${luck.between(20, 99)}\r\n{"query"`)),
    true,
  ],
  'less than was promised': (luck) => [
    request([JSON_TYPE, `Content-Length: ${WHOLE.length + luck.between(1, 5000)}`], Buffer.from(WHOLE)),
    true,
  ],
  'more than was promised': (luck) => [request([JSON_TYPE, `Content-Length: ${luck.between(0, WHOLE.length - 1)}`], Buffer.from(WHOLE))],
};

const names = Object.keys(ways);

/** The n-th malformed request: all ways in turn. */
export function malformed(n: number, luck: Chance): Raw {
  const what = names[n % names.length] ?? '';
  const [made, cut = false] = ways[what]?.(luck) ?? [Buffer.alloc(0)];
  return { what, bytes: made, cut };
}

const withType = (body: Buffer, type = JSON_TYPE, ...headers: readonly string[]): Made => [request([type, LENGTH(body), ...headers], body)];

const bytes = (luck: Chance, length: number): Buffer => Buffer.from(Array.from({ length }, () => luck.between(0, 255)));
