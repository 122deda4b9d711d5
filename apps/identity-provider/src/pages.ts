import type { DemonstrationAccount } from '@fagtorg/core';
import type { KoaContextWithOIDC } from 'oidc-provider';

/** A page without script. */
export function page(title: string, body: string): string {
  return (
    `<!doctype html><html lang="nb"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<title>${title} – demonstrasjon av Fagtorg</title><style>${STYLE}</style></head><body><main><p class="brand">Fagtorg – demonstrasjon</p>${body}</main></body></html>\n`
  );
}

const STYLE =
  'body{font:1.125rem/1.5 system-ui,sans-serif;margin:0;color:#1b1b1b;background:#fff}main{max-width:34rem;margin:2rem auto;padding:0 1rem;' +
  'overflow-wrap:break-word}.brand{font-weight:700;color:#0b4f71;margin:0 0 2rem}h1{font-size:1.75rem;line-height:1.3;margin:0 0 1rem}' +
  'h2{font-size:1.25rem;margin:2.5rem 0 .5rem}ul{padding-left:1.25rem}li{margin:.5rem 0}.hint{margin:0 0 .5rem;color:#4a4a4a}' +
  'legend{padding:0}.error{margin:0 0 .5rem}input[type=email][aria-invalid]{border-color:#a80014}' +
  'label,legend{display:block;margin:1rem 0 .25rem;font-weight:600}fieldset label{font-weight:400;margin:.25rem 0}' +
  'input[type=email]{font:inherit;width:100%;box-sizing:border-box;padding:.5rem;border:2px solid #1b1b1b}fieldset{border:0;padding:0;margin:0}' +
  'button{font:inherit;padding:.5rem 1.5rem;margin:1rem .5rem 0 0;border:2px solid #0b4f71;background:#0b4f71;color:#fff}' +
  'button[value=cancel]{background:#fff;color:#0b4f71}:focus-visible{outline:3px solid #0b4f71;outline-offset:3px}.error{color:#a80014}';

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[letter] ?? '');

const CANCEL = '<button name="choice" value="cancel" formnovalidate>Avbryt</button>';

const EXAMPLES = [
  ['manager@5001.example', 'leder i Trondheim'],
  ['caseworker@5001.example', 'saksbehandler i Trondheim'],
  ['specialist1@5001.example', 'fagperson i Trondheim'],
  ['orgadmin@5001.example', 'administrator for Trondheim'],
  ['broker@50.example', 'koordinator i Trøndelag'],
] as const;

/** Asks who somebody is. @param unknown the address that nobody has, after a first attempt */
export function whoPage(action: string, unknown: string | null): string {
  const error =
    unknown === null ? '' : `<p class="error" id="error" role="alert">Ingen i demonstrasjonen har adressen ${escaped(unknown)}.</p>`;
  const described = unknown === null ? 'hint' : 'hint error';
  return page(
    'Logg inn',
    `<h1>Hvem vil du være?</h1><p>Dette er en demonstrasjon. Alle her er oppdiktet, og du kan logge inn som hvem du vil.</p>
<form method="post" action="${escaped(action)}">
<label for="email">E-postadresse</label>
<p class="hint" id="hint">For eksempel manager@5001.example</p>${error}
<input id="email" name="email" type="email" required autocomplete="off" spellcheck="false" aria-describedby="${described}"${unknown === null ? '' : ' aria-invalid="true"'} value="${escaped(unknown ?? '')}">
<button name="choice" value="go-on">Logg inn</button>${CANCEL}
</form>
<h2>Hvem du kan være</h2>
<ul>${EXAMPLES.map(([address, who]) => `<li>${address}<br>${who}</li>`).join('')}</ul>
<p>Bytt 5001 med nummeret til en annen kommune, og 50 med nummeret til et annet fylke.</p>`,
  );
}

/** Asks for whom somebody acts, as Ansattporten does after it knows who they are. */
export function organisationPage(action: string, { name, organisations }: DemonstrationAccount): string {
  const choice = (code: string, label: string, first: boolean): string =>
    `<label><input type="radio" name="organisation" value="${escaped(code)}"${first ? ' checked' : ''}> ${escaped(label)}</label>`;
  return page(
    'Velg virksomhet',
    `<h1>Hvem handler du for, ${escaped(name)}?</h1>
<form method="post" action="${escaped(action)}"><fieldset><legend>Virksomhet</legend>
${organisations.map(({ code, name: label }, index) => choice(code, label, index === 0)).join('\n')}
${choice('', 'Meg selv', organisations.length === 0)}</fieldset>
<button name="choice" value="go-on">Fortsett</button>${CANCEL}
</form>`,
  );
}

/** Says that something went wrong; what, the log of the one who asked tells. */
export function errorPage(ctx: KoaContextWithOIDC, { error }: { readonly error: string }): void {
  ctx.type = 'html';
  ctx.body = page('Noe gikk galt', `<h1>Innloggingen kunne ikke fortsette</h1><p>Begynn forfra i Fagtorg. (${escaped(error)})</p>`);
}

/** Nothing but our own style, and forms that end at the API of the demonstration. */
export const pageHeaders = (apiOrigin: string): Readonly<Record<string, string>> => ({
  'Content-Security-Policy': `default-src 'none'; style-src 'unsafe-inline'; form-action 'self' ${apiOrigin}; frame-ancestors 'none'; base-uri 'none'`,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
});
