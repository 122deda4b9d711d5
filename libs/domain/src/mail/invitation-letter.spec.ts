import { type InvitationFacts, invitationLetter } from './invitation-letter.js';
import { asHtml, asText, type Letter } from './letter.js';

const TODAY = '2026-11-23';
const facts: InvitationFacts = {
  organisation: { name: 'Tolga', kind: 'MUNICIPALITY' },
  ...{ role: 'CASE_WORKER', unit: null, from: TODAY, to: null },
  inviter: { name: 'Kari Nordmann', email: 'kari@tolga.kommune.no' },
  link: 'https://fagtorg.example/invitation/abc',
  expiresAt: new Date('2026-12-07T11:00:00Z'),
};
const letter = (tongue: Letter['tongue'], more: Partial<InvitationFacts> = {}): Letter =>
  invitationLetter({ ...facts, ...more }, tongue, TODAY);
const first = (tongue: Letter['tongue'], more: Partial<InvitationFacts> = {}): string => letter(tongue, more).before[0] ?? '';

describe('the letter of an invitation', () => {
  it('says in bokmål all that one asks oneself', () => {
    expect(asText(letter('nb'))).toBe(`Hei!

Kari Nordmann inviterer deg til Fagtorg som saksbehandler i Tolga kommune.

I Fagtorg låner kommuner og fylkeskommuner fagfolk av hverandre: Den som mangler kompetanse, melder et behov, og den som har timer å avse, tilbyr dem.

Logg inn og ta imot invitasjonen:
https://fagtorg.example/invitation/abc

Lenken kan brukes én gang, senest 7. desember 2026 kl. 12.00. Den er bare til deg, så ikke send den videre.

Har du spørsmål, kan du svare på denne e-posten. Da svarer du til Kari Nordmann (kari@tolga.kommune.no).

Ventet du ikke denne invitasjonen? Da kan du se bort fra den. Ingenting skjer før noen logger inn med lenken.

-- 
Denne e-posten er sendt automatisk av Fagtorg.
`);
  });

  it('says the same in nynorsk, and holds no bokmål', () => {
    const { subject } = letter('nn');
    const text = asText(letter('nn', { to: '2027-12-31' }));
    expect(subject).toBe('Invitasjon til Fagtorg frå Tolga kommune');
    expect(text).toContain(
      'Kari Nordmann inviterer deg til Fagtorg som saksbehandlar i Tolga kommune. Rolla gjeld til og med 31. desember 2027.',
    );
    expect(text).toContain('Lenkja kan brukast éin gong, seinast 7. desember 2026 kl. 12.00.');
    expect(`${subject} ${text}`).not.toMatch(/(^|\s)(ikke|fra|hverandre|noen|mangler|timer|kommuner|en|et|ble|da|dere)(?=[\s.,:?!]|$)/i);
  });

  it('says the same in English', () => {
    expect(letter('en').subject).toBe('Invitation to Fagtorg from Tolga municipality');
    expect(first('en')).toBe('Kari Nordmann invites you to Fagtorg as case worker in Tolga municipality.');
    expect(asText(letter('en'))).toContain('The link can be used once, until 7 December 2026 at 12:00.');
  });

  it.each<[string, Partial<InvitationFacts>, string]>([
    ['a county’s broker', { role: 'BROKER', organisation: { name: 'Vestland', kind: 'COUNTY' } }, 'koordinator i Vestland fylkeskommune.'],
    [
      'the administrator of a body',
      { role: 'ORG_ADMIN', organisation: { name: 'Fjellregionen IPR', kind: 'BODY' } },
      'administrator for Fjellregionen IPR.',
    ],
    ['the manager of a unit', { role: 'MANAGER', unit: 'Helse' }, 'leder i Tolga kommune (Helse).'],
    ['whom begins later', { from: '2027-01-01' }, 'i Tolga kommune. Rollen gjelder fra og med 1. januar 2027.'],
    [
      'whom stays for a while',
      { from: '2027-01-01', to: '2027-06-30' },
      'Rollen gjelder fra og med 1. januar 2027 til og med 30. juni 2027.',
    ],
  ])('names the role of %s', (_, more, end) => expect(first('nb', more).endsWith(end)).toBe(true));

  it.each(['nb', 'nn', 'en'] as const)('of an operator names nobody to answer to, in %s', (tongue) => {
    const text = asText(letter(tongue, { inviter: null }));
    expect(text).not.toMatch(/Kari|@|null|undefined/);
    expect(first(tongue, { inviter: null })).toMatch(/^(Du er invitert|You are invited)/);
  });

  it('names an address once where it stands for the name', () => {
    const email = 'kari@tolga.kommune.no';
    expect(asText(letter('nb', { inviter: { name: email, email } }))).toContain(`Da svarer du til ${email}.`);
  });
});

describe('the letter as a page', () => {
  it('holds what people wrote as text alone', () => {
    const html = asHtml(
      letter('nb', {
        unit: '<script>alert(1)</script>',
        inviter: { name: '"><img src=x onerror=alert(1)>', email: "o'neil&co@tolga.example" },
        link: 'https://fagtorg.example/invitation/a"onmouseover="alert(1)',
      }),
    );
    expect(html).not.toMatch(/<script|<img|"onmouseover/);
    expect(html).toContain('&lt;script&gt;');
    expect(html).toContain('o&#39;neil&amp;co@tolga.example');
  });

  it.each(['nb', 'nn', 'en'] as const)('is said to be in %s, has one heading, and fetches nothing', (tongue) => {
    const html = asHtml(letter(tongue));
    expect(html).toContain(`<html lang="${tongue}">`);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html.match(/https?:[^"<]*/g)).toEqual(Array.from({ length: 3 }, () => 'https://fagtorg.example/invitation/abc'));
    expect(html).not.toMatch(/<img|<link|url\(|@import|<script/);
  });
});
