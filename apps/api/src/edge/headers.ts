import type { RequestHandler } from 'express';

/** An API shows nothing, loads nothing and stands in no frame, and what it answers is for the caller alone. */
const always: Readonly<Record<string, string>> = {
  'Content-Security-Policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

/** Two years, as browsers ask for before they remember it for all. */
const https = { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' };

/** Sets the headers of every answer, errors and health included. */
export function securityHeaders(publicUrl: string | undefined): RequestHandler {
  const headers = publicUrl?.startsWith('https:') ? { ...always, ...https } : always;
  return (_, response, next) => {
    response.set(headers);
    next();
  };
}
