import { pathOfOurs } from './same-origin.js';

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
  ])('is never %j', (path) => expect(pathOfOurs(path, publicUrl)).toBeNull());
});
