import fc from 'fast-check';
import { addressOfOurs, pathOfOurs } from './same-origin.js';

const publicUrl = 'https://fagtorg.example';

describe('where to go after signing in', () => {
  it.each(['/', '/behov/5037?sort=frist#treff', '/%C3%A5'])('is %s', (path) => expect(pathOfOurs(path, publicUrl)).toBe(path));

  it.each([
    'https://elsewhere.example/',
    '//elsewhere.example',
    '/\\elsewhere.example',
    '\\\\elsewhere.example',
    '/\t/elsewhere.example',
    'javascript:alert(1)',
    'behov',
    '',
    ' /',
    '/a\nSet-Cookie: b',
    '/\u0000',
    '/.//elsewhere.example/phish',
    '/..//elsewhere.example',
    '/behov/../..//elsewhere.example',
    '/%2e//elsewhere.example',
    '/./\\elsewhere.example',
  ])('is never %j', (path) => expect(pathOfOurs(path, publicUrl)).toBeNull());

  it('stays with us whatever is asked for, once as an address and once more as browsers read it', () => {
    const pieces = fc.array(
      fc.constantFrom('/', '.', '..', '\\', '%2e', '%2F', '%5c', '@', ':', '?', '#', 'elsewhere.example', 'https:', '\t', ' '),
    );
    const asked = fc.oneof(
      pieces.map((some) => `/${some.join('')}`),
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(asked, (text) => {
        const path = pathOfOurs(text, publicUrl);
        if (path === null) return;
        expect(new URL(path, publicUrl).origin).toBe(publicUrl);
        expect(pathOfOurs(path, publicUrl)).toBe(path);
        expect(addressOfOurs(path, publicUrl)).toBe(`${publicUrl}${path}`);
      }),
      { numRuns: 5_000 },
    );
  });

  it('is no address elsewhere though it was sealed as a path of ours', () => {
    expect(addressOfOurs('//elsewhere.example/', publicUrl)).toBeNull();
    expect(addressOfOurs('/\\elsewhere.example/', publicUrl)).toBeNull();
    expect(addressOfOurs('https://elsewhere.example/', publicUrl)).toBeNull();
  });
});
