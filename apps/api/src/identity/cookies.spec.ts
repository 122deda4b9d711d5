import type { Request, Response } from 'express';
import { sessionCookieFor } from './cookies.js';

/** What a browser is told to keep by a service at an address. */
function kept(publicUrl: string): unknown[] {
  const told: unknown[] = [];
  const cookie = (...words: unknown[]): void => void told.push(...words);
  sessionCookieFor(publicUrl).write({ cookie } as unknown as Response, 'secret', 60);
  return told;
}

describe('the cookie that a browser is signed in by', () => {
  it('is for this very host over https, over TLS alone, and for no script and no other site', () => {
    const options = { httpOnly: true, secure: true, sameSite: 'lax', path: '/', maxAge: 60_000 };
    expect(kept('https://fagtorg.example')).toEqual(['__Host-fagtorg', 'secret', options]);
  });

  it('has another name on http, where browsers would not keep that promise', () => {
    const options = { httpOnly: true, secure: false, sameSite: 'lax', path: '/', maxAge: 60_000 };
    expect(kept('http://127.0.0.1:4000')).toEqual(['fagtorg', 'secret', options]);
  });

  it('is read by its whole name', () => {
    const request = { headers: { cookie: 'fagtorg=other; __Host-fagtorg=secret' } } as Request;
    expect(sessionCookieFor('https://fagtorg.example').read(request)).toBe('secret');
    expect(sessionCookieFor('https://fagtorg.example').read({ headers: { cookie: 'fagtorg=other' } } as Request)).toBeNull();
  });
});
