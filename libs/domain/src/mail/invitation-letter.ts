import type { CalendarDate } from '../calendar.js';
import { dateInWords, momentInWords, type Texts, type Tongue } from '../language.js';
import type { RoleDraft } from '../role-draft.js';
import type { OrganisationKind } from '../scope.js';
import { organisationInWords, roleWords } from '../words.js';
import type { Letter } from './letter.js';

/** What the letter of an invitation tells. */
export interface InvitationFacts {
  readonly organisation: { readonly name: string; readonly kind: OrganisationKind };
  readonly role: keyof typeof roleWords;
  readonly unit: RoleDraft['unit'];
  readonly from: CalendarDate;
  readonly to: CalendarDate | null;
  /** Null where an operator invited, whom nobody knows by name. */
  readonly inviter: { readonly name: string; readonly email: string } | null;
  /** The whole address of the link. */
  readonly link: string;
  readonly expiresAt: Date;
}

/** The letter that invites somebody: by whom, to what, what Fagtorg is, until when the link holds, whom to ask, and that it may be ignored. */
export function invitationLetter(facts: InvitationFacts, tongue: Tongue, today: CalendarDate): Letter {
  const { link, expiresAt } = facts;
  const say = (texts: Texts): string => texts[tongue];
  return {
    tongue,
    subject: say(subject(facts)),
    greeting: say({ nb: 'Hei!', nn: 'Hei!', en: 'Hello,' }),
    before: [[say(who(facts)), ...days(facts, today).map(say)].join(' '), say(about)],
    step: { label: say(accept), url: link },
    orCopy: say(copy),
    behind: [say(until(momentInWords(expiresAt, tongue))), say(questions(facts)), say(ignore)],
    closing: say(closing),
  };
}

const subject = ({ organisation: { name, kind } }: InvitationFacts): Texts => {
  const { nb, nn, en } = organisationInWords(name, kind);
  return { nb: `Invitasjon til Fagtorg fra ${nb}`, nn: `Invitasjon til Fagtorg frå ${nn}`, en: `Invitation to Fagtorg from ${en}` };
};

/** Administrators are it for their organisation, everybody else works in it. */
function who({ inviter, role, unit, organisation: { name, kind } }: InvitationFacts): Texts {
  const organisation = organisationInWords(name, kind);
  const place = (inside: string, behalf: string, tongue: Tongue): string =>
    `${roleWords[role][tongue]} ${role === 'ORG_ADMIN' ? behalf : inside} ${organisation[tongue]}${unit === null ? '' : ` (${unit})`}`;
  const [nb, nn, en] = [place('i', 'for', 'nb'), place('i', 'for', 'nn'), place('in', 'for', 'en')];
  if (!inviter)
    return {
      nb: `Du er invitert til Fagtorg som ${nb}.`,
      nn: `Du er invitert til Fagtorg som ${nn}.`,
      en: `You are invited to Fagtorg as ${en}.`,
    };
  return {
    nb: `${inviter.name} inviterer deg til Fagtorg som ${nb}.`,
    nn: `${inviter.name} inviterer deg til Fagtorg som ${nn}.`,
    en: `${inviter.name} invites you to Fagtorg as ${en}.`,
  };
}

/** Nothing of a role that holds from now on without end. */
function days({ from, to }: InvitationFacts, today: CalendarDate): Texts[] {
  const begins = from > today;
  if (!begins && to === null) return [];
  const said = (tongue: Tongue, first: string, last: string): string =>
    [begins ? `${first} ${dateInWords(from, tongue)}` : '', to === null ? '' : `${last} ${dateInWords(to, tongue)}`]
      .filter(Boolean)
      .join(' ');
  return [
    {
      nb: `Rollen gjelder ${said('nb', 'fra og med', 'til og med')}.`,
      nn: `Rolla gjeld ${said('nn', 'frå og med', 'til og med')}.`,
      en: `The role is yours ${said('en', 'from', 'until')}.`,
    },
  ];
}

const about: Texts = {
  nb: 'I Fagtorg låner kommuner og fylkeskommuner fagfolk av hverandre: Den som mangler kompetanse, melder et behov, og den som har timer å avse, tilbyr dem.',
  nn: 'I Fagtorg låner kommunar og fylkeskommunar fagfolk av kvarandre: Den som manglar kompetanse, melder eit behov, og den som har timar å avsjå, tilbyr dei.',
  en: 'In Fagtorg, Norwegian municipalities and counties lend each other expertise: those who lack it post a need, and those with hours to spare offer them.',
};

const accept: Texts = {
  nb: 'Logg inn og ta imot invitasjonen',
  nn: 'Logg inn og ta imot invitasjonen',
  en: 'Sign in and accept the invitation',
};

const copy: Texts = {
  nb: 'Virker ikke knappen? Kopier denne adressen inn i nettleseren:',
  nn: 'Verkar ikkje knappen? Kopier denne adressa inn i nettlesaren:',
  en: 'Does the button not work? Copy this address into your browser:',
};

const until = (moment: string): Texts => ({
  nb: `Lenken kan brukes én gang, senest ${moment}. Den er bare til deg, så ikke send den videre.`,
  nn: `Lenkja kan brukast éin gong, seinast ${moment}. Ho er berre til deg, så ikkje send ho vidare.`,
  en: `The link can be used once, until ${moment}. It is for you alone, so please do not forward it.`,
});

function questions({ inviter }: InvitationFacts): Texts {
  if (!inviter)
    return {
      nb: 'Har du spørsmål, kan du ta dem med den som innfører Fagtorg hos dere.',
      nn: 'Har du spørsmål, kan du ta dei med den som innfører Fagtorg hos dykk.',
      en: 'If you have questions, ask whoever introduces Fagtorg where you work.',
    };
  const { name, email } = inviter;
  const person = name === email ? email : `${name} (${email})`;
  return {
    nb: `Har du spørsmål, kan du svare på denne e-posten. Da svarer du til ${person}.`,
    nn: `Har du spørsmål, kan du svare på denne e-posten. Då svarer du til ${person}.`,
    en: `If you have questions, you can reply to this e-mail. Your reply goes to ${person}.`,
  };
}

const ignore: Texts = {
  nb: 'Ventet du ikke denne invitasjonen? Da kan du se bort fra den. Ingenting skjer før noen logger inn med lenken.',
  nn: 'Venta du ikkje denne invitasjonen? Då kan du sjå bort frå han. Ingenting skjer før nokon loggar inn med lenkja.',
  en: 'Did you not expect this invitation? Then you can ignore it. Nothing happens unless somebody signs in by the link.',
};

const closing: Texts = {
  nb: 'Denne e-posten er sendt automatisk av Fagtorg.',
  nn: 'Denne e-posten er send automatisk av Fagtorg.',
  en: 'This e-mail was sent automatically by Fagtorg.',
};
