import { dateInWords, minutesInWords, wholeNumber } from '../language.js';
import { says } from './sentences.js';

/** What stands in the way of giving and ending roles, and of programs. */
export const roles = {
  'role-is-not-given': says({
    nb: () => 'Denne rollen kan ikke gis bort. Velg leder, saksbehandler, fagperson, koordinator eller administrator.',
    nn: () => 'Denne rolla kan ikkje givast bort. Vel leiar, saksbehandlar, fagperson, koordinator eller administrator.',
    en: () => 'This role cannot be given. Choose manager, case worker, specialist, broker or administrator.',
  }),
  'broker-elsewhere': says({
    nb: () => 'Koordinatorer hører til i en fylkeskommune eller i Oslo.',
    nn: () => 'Koordinatorar høyrer til i ein fylkeskommune eller i Oslo.',
    en: () => 'Brokers belong to a county authority or to Oslo.',
  }),
  'rights-are-a-managers': says({
    nb: () => 'Bare ledere kan ha fullmakter og beløpsgrense.',
    nn: () => 'Berre leiarar kan ha fullmakter og beløpsgrense.',
    en: () => 'Only managers can have rights and an amount limit.',
  }),
  'day-out-of-range': says<{ first: string; last: string }>({
    nb: ({ first, last }) => `Velg en dag fra og med ${dateInWords(first, 'nb')} til og med ${dateInWords(last, 'nb')}.`,
    nn: ({ first, last }) => `Vel ein dag frå og med ${dateInWords(first, 'nn')} til og med ${dateInWords(last, 'nn')}.`,
    en: ({ first, last }) => `Choose a day from ${dateInWords(first, 'en')} to ${dateInWords(last, 'en')}.`,
  }),
  'not-an-email': says({
    nb: () => 'Dette er ikke en e-postadresse. Skriv for eksempel kari.nordmann@kommune.no.',
    nn: () => 'Dette er ikkje ei e-postadresse. Skriv til dømes kari.nordmann@kommune.no.',
    en: () => 'This is not an e-mail address. Write for example kari.nordmann@kommune.no.',
  }),
  'role-is-over': says<{ last: string }>({
    nb: ({ last }) => `Rollen er over da: siste dag er ${dateInWords(last, 'nb')}.`,
    nn: ({ last }) => `Rolla er over då: siste dag er ${dateInWords(last, 'nn')}.`,
    en: ({ last }) => `The role is over by then: its last day is ${dateInWords(last, 'en')}.`,
  }),
  'role-already-held': says({
    nb: () => 'Personen har allerede denne rollen i hele eller deler av perioden.',
    nn: () => 'Personen har alt denne rolla i heile eller delar av perioden.',
    en: () => 'The person holds this role already, for all or part of the period.',
  }),
  'last-administrator': says({
    nb: () => 'Organisasjonen ville stått uten administrator. Gi rollen til noen andre først, eller overlat den.',
    nn: () => 'Organisasjonen ville stått utan administrator. Gi rolla til nokon andre først, eller overlat ho.',
    en: () => 'The organisation would have no administrator. Give the role to somebody else first, or hand it over.',
  }),
  'only-own-role-handed-over': says({
    nb: () => 'Du kan bare overlate din egen rolle som administrator, og bare til noen andre.',
    nn: () => 'Du kan berre overlate di eiga rolle som administrator, og berre til nokon andre.',
    en: () => 'You can only hand over your own role as administrator, and only to somebody else.',
  }),
  'may-not-administer': says({
    nb: () => 'Bare en administrator hos organisasjonen kan gjøre dette.',
    nn: () => 'Berre ein administrator hos organisasjonen kan gjere dette.',
    en: () => 'Only an administrator of the organisation may do this.',
  }),
  'invitation-unknown': says({
    nb: () => 'Lenken gjelder ikke. Se etter at hele adressen er med, og bruk lenken i den siste e-posten du fikk.',
    nn: () => 'Lenkja gjeld ikkje. Sjå etter at heile adressa er med, og bruk lenkja i den siste e-posten du fekk.',
    en: () => 'The link is not good. See that the whole address is there, and use the link in the latest e-mail that you got.',
  }),
  'invitation-over': says({
    nb: () => 'Invitasjonen gjelder ikke lenger. Be om en ny.',
    nn: () => 'Invitasjonen gjeld ikkje lenger. Be om ein ny.',
    en: () => 'The invitation is no longer good. Ask for a new one.',
  }),
  'invitation-not-open': says({
    nb: () => 'Invitasjonen er allerede brukt, trukket tilbake eller utløpt.',
    nn: () => 'Invitasjonen er alt brukt, trekt tilbake eller gått ut.',
    en: () => 'The invitation has been used, withdrawn or expired already.',
  }),
  'invitation-just-sent': says<{ minutes: number }>({
    nb: ({ minutes }) => `Invitasjonen ble nettopp sendt. Vent ${minutesInWords(minutes, 'nb')} før du sender den på nytt.`,
    nn: ({ minutes }) => `Invitasjonen vart nettopp send. Vent ${minutesInWords(minutes, 'nn')} før du sender han på nytt.`,
    en: ({ minutes }) => `The invitation was sent just now. Wait ${minutesInWords(minutes, 'en')} before you send it again.`,
  }),
  'too-many-invitations': says<{ limit: number }>({
    nb: ({ limit }) => `Organisasjonen har sendt ${wholeNumber(limit, 'nb')} invitasjoner det siste døgnet. Prøv igjen i morgen.`,
    nn: ({ limit }) => `Organisasjonen har sendt ${wholeNumber(limit, 'nn')} invitasjonar det siste døgnet. Prøv igjen i morgon.`,
    en: ({ limit }) => `The organisation has sent ${wholeNumber(limit, 'en')} invitations in the last day. Try again tomorrow.`,
  }),
  'invitation-used': says({
    nb: () => 'Invitasjonen er brukt. Logg inn på vanlig måte.',
    nn: () => 'Invitasjonen er brukt. Logg inn på vanleg måte.',
    en: () => 'The invitation has been used. Sign in as usual.',
  }),
  'invitation-for-another': says({
    nb: () => 'Invitasjonen er til en annen e-postadresse. Logg inn med den, eller be om en ny invitasjon.',
    nn: () => 'Invitasjonen er til ei anna e-postadresse. Logg inn med ho, eller be om ein ny invitasjon.',
    en: () => 'The invitation is for another e-mail address. Sign in with that one, or ask for a new invitation.',
  }),
  'address-taken': says({
    nb: () => 'Noen er her allerede med denne e-postadressen. Logg inn slik du pleier, eller be om en ny invitasjon.',
    nn: () => 'Nokon er her alt med denne e-postadressa. Logg inn slik du pleier, eller be om ein ny invitasjon.',
    en: () => 'Somebody is here already with this e-mail address. Sign in as you used to, or ask for a new invitation.',
  }),
  'account-ended': says({
    nb: () => 'Det er allerede avsluttet.',
    nn: () => 'Det er alt avslutta.',
    en: () => 'It has ended already.',
  }),
} as const;
