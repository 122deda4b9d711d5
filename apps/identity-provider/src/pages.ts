import type { DemonstrationAccount } from '@fagtorg/core';
import type { KoaContextWithOIDC } from 'oidc-provider';

/** A page without script. */
export function page(title: string, body: string): string {
  return (
    `<!doctype html><html lang="nb"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<title>${title} – demonstrasjon av Fagtorg</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>\n`
  );
}

const STYLE =
  'body{font:1.125rem/1.5 system-ui,sans-serif;margin:0;color:#1b1b1b;background:#fff}main{max-width:34rem;margin:2rem auto;padding:0 1rem}' +
  'label,legend{display:block;margin:1rem 0 .25rem;font-weight:600}fieldset label{font-weight:400;margin:.25rem 0}' +
  'input[type=email]{font:inherit;width:100%;box-sizing:border-box;padding:.5rem;border:2px solid #1b1b1b}fieldset{border:0;padding:0;margin:0}' +
  'button{font:inherit;padding:.5rem 1.5rem;margin:1rem .5rem 0 0;border:2px solid #0b4f71;background:#0b4f71;color:#fff}' +
  'button[value=cancel]{background:#fff;color:#0b4f71}:focus-visible{outline:3px solid #0b4f71;outline-offset:3px}.error{color:#a80014}';

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[letter] ?? '');

const CANCEL = '<button name="choice" value="cancel" formnovalidate>Avbryt</button>';

/** Asks who somebody is. @param unknown the address that nobody has, after a first attempt */
export function whoPage(action: string, unknown: string | null): string {
  const error =
    unknown === null ? '' : `<p class="error" id="error" role="alert">Ingen i demonstrasjonen har adressen ${escaped(unknown)}.</p>`;
  const described = unknown === null ? 'examples' : 'error examples';
  return page(
    'Logg inn',
    `<h1>Hvem vil du være?</h1><p>Dette er en demonstrasjon. Alle her er oppdiktet, og du kan logge inn som hvem du vil.</p>
<form method="post" action="${escaped(action)}">
<label for="email">E-postadresse</label>${error}
<input id="email" name="email" type="email" required autocomplete="off" spellcheck="false" aria-describedby="${described}"${unknown === null ? '' : ' aria-invalid="true"'} value="${escaped(unknown ?? '')}">
<p id="examples">For eksempel manager@5001.example (leder i Trondheim), specialist1@5001.example, caseworker@5001.example, orgadmin@5001.example eller broker@50.example (koordinator i Trøndelag).</p>
<button name="choice" value="go-on">Logg inn</button>${CANCEL}
</form>`,
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
