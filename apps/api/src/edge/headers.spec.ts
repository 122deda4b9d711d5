import type { Request, Response } from 'express';
import { securityHeaders } from './headers.js';

/** What is set on an answer where the service is reached at an address. */
function headersAt(publicUrl: string | undefined): Record<string, string> {
  const set: Record<string, string> = {};
  const response = { set: (headers: Record<string, string>) => Object.assign(set, headers) } as unknown as Response;
  let went = false;
  void securityHeaders(publicUrl)({} as Request, response, () => (went = true));
  expect(went).toBe(true);
  return set;
}

const always = {
  'Content-Security-Policy': expect.stringMatching(/^default-src 'none';.*frame-ancestors 'none'/) as string,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

describe('the headers of every answer', () => {
  it.each([undefined, 'http://127.0.0.1:4000'])('keep browsers in check at %s', (publicUrl) => {
    expect(headersAt(publicUrl)).toEqual(always);
  });

  it('hold browsers to https where we are reached by it', () => {
    expect(headersAt('https://fagtorg.example')).toEqual({
      ...always,
      'Strict-Transport-Security': expect.stringMatching(/^max-age=\d{8}; includeSubDomains$/) as string,
    });
  });
});
