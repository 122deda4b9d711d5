import { type Refusal, type Texts, type Tongue, tongueOf } from '@fagtorg/domain';
import escapeHtml from 'escape-html';
import type { Request, Response } from 'express';
import { createHash } from 'node:crypto';
import { languageOf } from '../operation/operation-context.js';

/** What a page can have to say when somebody could not be signed in. */
export type SignInTrouble =
  | 'no-provider'
  | 'provider-away'
  | 'bad-address'
  | 'cancelled'
  | 'refused'
  | 'not-invited'
  | 'no-role'
  | 'bad-link'
  | 'foreign-organisation';

interface Words {
  readonly title: string;
  readonly text: string;
}

const STATUS: Readonly<Record<SignInTrouble, number>> = {
  'no-provider': 503,
  'provider-away': 503,
  'bad-address': 400,
  cancelled: 403,
  refused: 403,
  'not-invited': 403,
  'no-role': 403,
  'bad-link': 404,
  'foreign-organisation': 403,
};

const words: Readonly<Record<SignInTrouble, Readonly<Record<Tongue, Words>>>> = {
  'no-provider': {
    nb: { title: 'Innlogging er ikke satt opp', text: 'Den som drifter Fagtorg, må koble til en innloggingstjeneste først.' },
    nn: { title: 'Innlogging er ikkje sett opp', text: 'Den som driftar Fagtorg, må kople til ei innloggingsteneste først.' },
    en: { title: 'Sign-in is not set up', text: 'Whoever runs Fagtorg has to connect an identity provider first.' },
  },
  'provider-away': {
    nb: { title: 'Innloggingstjenesten svarer ikke', text: 'Vent litt og prøv igjen.' },
    nn: { title: 'Innloggingstenesta svarer ikkje', text: 'Vent litt og prøv igjen.' },
    en: { title: 'The identity provider does not answer', text: 'Wait a little and try again.' },
  },
  'bad-address': {
    nb: { title: 'Adressen er ikke gyldig', text: 'Etter innlogging kan du bare sendes til en side i Fagtorg.' },
    nn: { title: 'Adressa er ikkje gyldig', text: 'Etter innlogging kan du berre sendast til ei side i Fagtorg.' },
    en: { title: 'The address is not valid', text: 'After signing in you can only be sent to a page of Fagtorg.' },
  },
  cancelled: {
    nb: { title: 'Du avbrøt innloggingen', text: 'Ingenting er endret. Du kan prøve igjen når du vil.' },
    nn: { title: 'Du avbraut innlogginga', text: 'Ingenting er endra. Du kan prøve igjen når du vil.' },
    en: { title: 'You cancelled signing in', text: 'Nothing has changed. You can try again whenever you like.' },
  },
  refused: {
    nb: { title: 'Innloggingen ble ikke fullført', text: 'Svaret fra innloggingstjenesten passet ikke. Kanskje gikk det for lang tid.' },
    nn: { title: 'Innlogginga vart ikkje fullført', text: 'Svaret frå innloggingstenesta passa ikkje. Kanskje gjekk det for lang tid.' },
    en: { title: 'Signing in was not completed', text: 'The answer of the identity provider did not fit. Perhaps it took too long.' },
  },
  'not-invited': {
    nb: {
      title: 'Du må inviteres først',
      text: 'Ingen i Fagtorg er knyttet til denne innloggingen. Be administratoren i din egen kommune, fylkeskommune eller virksomhet om en invitasjon.',
    },
    nn: {
      title: 'Du må bli invitert først',
      text: 'Ingen i Fagtorg er knytt til denne innlogginga. Be administratoren i din eigen kommune, fylkeskommune eller verksemd om ein invitasjon.',
    },
    en: {
      title: 'You need an invitation first',
      text: 'Nobody in Fagtorg belongs to this sign-in. Ask the administrator of your own municipality, county or body for an invitation.',
    },
  },
  'no-role': {
    nb: {
      title: 'Du har ingen rolle i Fagtorg nå',
      text: 'Be administratoren i kommunen, fylkeskommunen eller virksomheten du arbeider for, om en rolle. Det som er lagret om deg, kan du fortsatt lese og få slettet.',
    },
    nn: {
      title: 'Du har inga rolle i Fagtorg no',
      text: 'Be administratoren i kommunen, fylkeskommunen eller verksemda du arbeider for, om ei rolle. Det som er lagra om deg, kan du framleis lese og få sletta.',
    },
    en: {
      title: 'You hold no role in Fagtorg now',
      text: 'Ask the administrator of the municipality, county authority or body that you work for to give you one. What is stored about you, you can still read and have erased.',
    },
  },
  'foreign-organisation': {
    nb: {
      title: 'Du har ingen rolle i organisasjonen du valgte',
      text: 'Logg inn på nytt og velg en av dem du har en rolle i, eller be administratoren i den du valgte, om en rolle.',
    },
    nn: {
      title: 'Du har inga rolle i organisasjonen du valde',
      text: 'Logg inn på nytt og vel ein av dei du har ei rolle i, eller be administratoren i den du valde, om ei rolle.',
    },
    en: {
      title: 'You hold no role in the organisation that you chose',
      text: 'Sign in again and choose one in which you hold a role, or ask the administrator of the one that you chose to give you one.',
    },
  },
  'bad-link': {
    nb: { title: 'Lenken er ikke hel', text: 'Kopier hele lenken fra invitasjonen, eller be om en ny invitasjon.' },
    nn: { title: 'Lenkja er ikkje heil', text: 'Kopier heile lenkja frå invitasjonen, eller be om ein ny invitasjon.' },
    en: { title: 'The link is not complete', text: 'Copy the whole link of the invitation, or ask for a new one.' },
  },
};

const again: Texts = { nb: 'Prøv igjen', nn: 'Prøv igjen', en: 'Try again' };
const toSignIn: Texts = { nb: 'Logg inn', nn: 'Logg inn', en: 'Sign in' };

/** Shows, as a page without script, why somebody was not signed in. Nothing of what was asked or answered stands in it. */
export function showTrouble(request: Request, response: Response, trouble: SignInTrouble): void {
  show(request, response, STATUS[trouble], words[trouble], again);
}

const notAdmitted: Texts = {
  nb: 'Invitasjonen kan ikke brukes',
  nn: 'Invitasjonen kan ikkje brukast',
  en: 'The invitation cannot be used',
};

/** Shows why an invitation does not let somebody in. */
export function showRefusal(request: Request, response: Response, refusal: Refusal): void {
  const said = (tongue: Tongue): Words => ({ title: notAdmitted[tongue], text: refusal.say(tongue) });
  show(request, response, refusal.code === 'NOT_FOUND' ? 404 : 403, { nb: said('nb'), nn: said('nn'), en: said('en') }, toSignIn);
}

const question: Readonly<Record<Tongue, Words & { readonly answer: string }>> = {
  nb: {
    title: 'Du er invitert til Fagtorg',
    text: 'Invitasjonen gir deg en rolle i organisasjonen som sendte den. Vil du ta imot den, logger du inn etterpå. Ventet du den ikke, kan du lukke siden.',
    answer: 'Ta imot rollen',
  },
  nn: {
    title: 'Du er invitert til Fagtorg',
    text: 'Invitasjonen gir deg ei rolle i organisasjonen som sende han. Vil du ta imot ho, loggar du inn etterpå. Venta du han ikkje, kan du lukke sida.',
    answer: 'Ta imot rolla',
  },
  en: {
    title: 'You are invited to Fagtorg',
    text: 'The invitation gives you a role in the organisation that sent it. If you want to accept it, you sign in next. If you did not expect it, close the page.',
    answer: 'Accept the role',
  },
};

/** Asks whether somebody wants the role of an invitation, before anything comes of its link. @param secret letters of base64url alone */
export function askInvited(request: Request, response: Response, secret: string): void {
  const tongue = tongueOf(languageOf(request));
  const { title, text, answer } = question[tongue];
  const button = `<form method="post" action="/invitation/${secret}"><button class="step">${answer}</button></form>`;
  // The answer leads on to the identity provider, wherever that is; and our own page must be named as its sender.
  send(response, 200, { tongue, title, text, step: button, formAction: null, referrer: 'same-origin' });
}

/** Calm, readable on a telephone, and with a focus that shows; the same look as the demonstration's identity provider. */
const STYLE =
  'button{font:inherit;border:0;cursor:pointer}' +
  'body{font:1.125rem/1.6 system-ui,sans-serif;margin:0;color:#1b1b1b;background:#fff}main{max-width:34rem;margin:2rem auto;padding:0 1rem;' +
  'overflow-wrap:break-word}.brand{font-weight:700;color:#0b4f71;margin:0 0 2rem}h1{font-size:1.75rem;line-height:1.3;margin:0 0 1rem}' +
  'a{color:#0b4f71}.step{display:inline-block;margin-top:1rem;padding:.5rem 1.5rem;background:#0b4f71;color:#fff;text-decoration:none}' +
  ':focus-visible{outline:3px solid #0b4f71;outline-offset:3px}';
/** The one style that the page may have. */
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

function show(request: Request, response: Response, status: number, page: Readonly<Record<Tongue, Words>>, step: Texts): void {
  const tongue = tongueOf(languageOf(request));
  const link = `<p><a class="step" href="/sign-in">${step[tongue]}</a></p>`;
  send(response, status, { tongue, ...page[tongue], step: link, formAction: "'none'", referrer: 'no-referrer' });
}

interface Page extends Words {
  readonly tongue: Tongue;
  /** What to do next, as HTML. */
  readonly step: string;
  /** Where forms may lead; null for anywhere. */
  readonly formAction: string | null;
  readonly referrer: 'no-referrer' | 'same-origin';
}

function send(response: Response, status: number, { tongue, title, text, step, formAction, referrer }: Page): void {
  const forms = formAction === null ? '' : ` form-action ${formAction};`;
  response
    .status(status)
    .set({
      'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none';${forms} frame-ancestors 'none'`,
      'Cache-Control': 'no-store',
      'Referrer-Policy': referrer,
    })
    .type('html')
    .send(
      `<!doctype html><html lang="${tongue}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
        `<title>${title} – Fagtorg</title><style>${STYLE}</style></head><body><main><p class="brand">Fagtorg</p><h1>${title}</h1><p>${escapeHtml(text)}</p>` +
        `${step}</main></body></html>\n`,
    );
}
