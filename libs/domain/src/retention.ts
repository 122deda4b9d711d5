import type { Texts } from './language.js';

/** What is kept about people, for how long, and why: the table that the privacy page shows and a job enforces. */
export interface RetentionRule {
  readonly thing:
    'SESSION' | 'REFRESH_TOKEN' | 'INVITATION' | 'IDEMPOTENCY_KEY' | 'REQUEST' | 'PERSON' | 'STEP' | 'BACKUP' | 'WORDS' | 'AUDIT';
  /** Days after the moment that `from` tells; null where it is not removed. */
  readonly days: number | null;
  readonly what: Texts;
  readonly from: Texts;
  readonly because: Texts;
  /** Where the right to keep it stands. */
  readonly law: string | null;
}

/** Regulation (EU) 2016/679, made Norwegian law by personopplysningsloven § 1. */
export const KEPT_BY_LAW = 'personvernforordningen art. 17 nr. 3 bokstav b og d, arkivlova';

export const retention: readonly RetentionRule[] = [
  {
    thing: 'SESSION',
    days: 30,
    what: { nb: 'Innlogginger', nn: 'Innloggingar', en: 'Sign-ins' },
    from: { nb: 'etter at den ble avsluttet', nn: 'etter at ho blei avslutta', en: 'after it ended' },
    because: {
      nb: 'Du skal kunne se hvor du har vært logget inn.',
      nn: 'Du skal kunne sjå kvar du har vore logga inn.',
      en: 'You shall be able to see where you were signed in.',
    },
    law: null,
  },
  {
    thing: 'REFRESH_TOKEN',
    days: 30,
    what: {
      nb: 'Nøkler som fornyer tilgang for programmer',
      nn: 'Nøklar som fornyar tilgang for program',
      en: 'Tokens that programs renew access with',
    },
    from: { nb: 'etter at den gikk ut', nn: 'etter at han gjekk ut', en: 'after it expired' },
    because: {
      nb: 'En nøkkel som brukes to ganger, er trolig stjålet.',
      nn: 'Ein nøkkel som blir brukt to gonger, er truleg stolen.',
      en: 'A token that is used twice was probably stolen.',
    },
    law: null,
  },
  {
    thing: 'INVITATION',
    days: 365,
    what: {
      nb: 'Invitasjoner, uten e-postadressen',
      nn: 'Invitasjonar, utan e-postadressa',
      en: 'Invitations, without the e-mail address',
    },
    from: {
      nb: 'etter at den ble besvart eller gikk ut',
      nn: 'etter at han blei svart på eller gjekk ut',
      en: 'after it was answered or expired',
    },
    because: {
      nb: 'Organisasjonen skal kunne se hvem som slapp inn hvem.',
      nn: 'Organisasjonen skal kunne sjå kven som slapp inn kven.',
      en: 'The organisation shall be able to see who let whom in.',
    },
    law: null,
  },
  {
    thing: 'IDEMPOTENCY_KEY',
    days: 3,
    what: { nb: 'Nøkler mot dobbel innsending', nn: 'Nøklar mot dobbel innsending', en: 'Keys against sending twice' },
    from: { nb: 'etter at den ble brukt', nn: 'etter at han blei brukt', en: 'after it was used' },
    because: {
      nb: 'Et brudd i nettet skal ikke gi to like behov.',
      nn: 'Eit brot i nettet skal ikkje gi to like behov.',
      en: 'A lost connection shall not make two of a need.',
    },
    law: null,
  },
  {
    thing: 'REQUEST',
    days: 7,
    what: {
      nb: 'Arbeidslister for systemet, uten navn',
      nn: 'Arbeidslister for systemet, utan namn',
      en: 'The system’s own lists of work, without names',
    },
    from: { nb: 'etter at det ble gjort', nn: 'etter at det blei gjort', en: 'after it was done' },
    because: { nb: 'Feil skal kunne rettes.', nn: 'Feil skal kunne rettast.', en: 'Faults shall be mendable.' },
    law: null,
  },
  {
    thing: 'PERSON',
    days: 730,
    what: { nb: 'Navn, tittel og e-postadresse', nn: 'Namn, tittel og e-postadresse', en: 'Name, title and e-mail address' },
    from: { nb: 'etter at den siste rollen tok slutt', nn: 'etter at den siste rolla tok slutt', en: 'after the last role ended' },
    because: {
      nb: 'Den som kommer tilbake, skal kjennes igjen. Du kan be om sletting før.',
      nn: 'Den som kjem tilbake, skal kjennast igjen. Du kan be om sletting før.',
      en: 'Whoever comes back shall be known. You may ask for erasure before.',
    },
    law: null,
  },
  {
    thing: 'BACKUP',
    days: 7,
    what: { nb: 'Daglige sikkerhetskopier', nn: 'Daglege tryggingskopiar', en: 'Daily backups' },
    from: { nb: 'etter at kopien ble tatt', nn: 'etter at kopien blei teken', en: 'after the backup was taken' },
    because: {
      nb: 'Det som går tapt ved et uhell, skal kunne hentes tilbake.',
      nn: 'Det som går tapt ved eit uhell, skal kunne hentast tilbake.',
      en: 'What is lost by accident shall be recoverable.',
    },
    law: 'personvernforordningen art. 32 nr. 1 bokstav c',
  },
  {
    thing: 'STEP',
    days: null,
    what: {
      nb: 'Behov, tilbud og hva som skjedde med dem, under et pseudonym',
      nn: 'Behov, tilbod og kva som skjedde med dei, under eit pseudonym',
      en: 'Needs, offers and what happened to them, under a pseudonym',
    },
    from: { nb: 'tas vare på', nn: 'blir teke vare på', en: 'kept' },
    because: {
      nb: 'Det er saksdokumenter i et offentlig organ.',
      nn: 'Det er saksdokument i eit offentleg organ.',
      en: 'They are case documents of a public body.',
    },
    law: KEPT_BY_LAW,
  },
  {
    thing: 'WORDS',
    days: null,
    what: {
      nb: 'Navnet ditt der andre har skrevet det, som i et behov eller en begrunnelse',
      nn: 'Namnet ditt der andre har skrive det, som i eit behov eller ei grunngjeving',
      en: 'Your name where others have written it, as in a need or a reason',
    },
    from: { nb: 'tas vare på', nn: 'blir teke vare på', en: 'kept' },
    because: {
      nb: 'Det er saksdokumenter i et offentlig organ. Hvert sted og dato står i loggen til organisasjonen som har det.',
      nn: 'Det er saksdokument i eit offentleg organ. Kvar stad og dato står i loggen til organisasjonen som har det.',
      en: 'They are case documents of a public body. Each place and date stands in the audit of the organisation that has it.',
    },
    law: KEPT_BY_LAW,
  },
  {
    thing: 'AUDIT',
    days: null,
    what: {
      nb: 'Loggen over hvem som gjorde hva, under et pseudonym',
      nn: 'Loggen over kven som gjorde kva, under eit pseudonym',
      en: 'The audit of who did what, under a pseudonym',
    },
    from: { nb: 'tas vare på', nn: 'blir teke vare på', en: 'kept' },
    because: {
      nb: 'Organisasjonen skal kunne vise at opplysninger er behandlet riktig.',
      nn: 'Organisasjonen skal kunne vise at opplysningar er handsama rett.',
      en: 'The organisation shall be able to show that data were handled rightly.',
    },
    law: 'personvernforordningen art. 5 nr. 2 og art. 32',
  },
];
