import type { NeedDraft } from '@fagtorg/domain';
import type { Field, Rhythm, Words } from './fields.js';
import { textTable } from './text-table.js';

/** Why a municipality looks for somebody, as its manager puts it. {who} is the profession, {people} the inhabitants. */
export interface Situation {
  readonly says: Words;
  readonly lacks: NonNullable<NeedDraft['lacks']>;
  readonly barriers: NeedDraft['barriers'];
  readonly reliesOnOnePerson: boolean;
}

export const situations: readonly Situation[] = [
  {
    says: {
      nb: 'Vi mangler {who} etter at to sluttet i løpet av ett år.',
      nn: 'Vi manglar {who} etter at to slutta i løpet av eitt år.',
    },
    lacks: 'BOTH',
    barriers: ['STAFFING', 'RECRUITMENT'],
    reliesOnOnePerson: false,
  },
  {
    says: { nb: 'Den eneste hos oss som kunne dette, er i permisjon.', nn: 'Den einaste hos oss som kunne dette, er i permisjon.' },
    lacks: 'COMPETENCE',
    barriers: ['STAFFING'],
    reliesOnOnePerson: true,
  },
  {
    says: {
      nb: 'Stillingen som {who} har vært lyst ut tre ganger uten kvalifiserte søkere.',
      nn: 'Stillinga som {who} har vore lyst ut tre gonger utan kvalifiserte søkjarar.',
    },
    lacks: 'COMPETENCE',
    barriers: ['RECRUITMENT'],
    reliesOnOnePerson: false,
  },
  {
    says: {
      nb: 'Vi er {people} innbyggere og for små til å ansette {who} alene.',
      nn: 'Vi er {people} innbyggjarar og for små til å tilsetje {who} åleine.',
    },
    lacks: 'COMPETENCE',
    barriers: ['ECONOMY', 'RECRUITMENT'],
    reliesOnOnePerson: false,
  },
  {
    says: {
      nb: 'Den som har hatt ansvaret, går av med pensjon, og vi har ikke funnet noen etterfølger.',
      nn: 'Den som har hatt ansvaret, går av med pensjon, og vi har ikkje funne nokon etterfølgjar.',
    },
    lacks: 'COMPETENCE',
    barriers: ['RECRUITMENT'],
    reliesOnOnePerson: true,
  },
  {
    says: {
      nb: 'Oppgaven deles i dag mellom ansatte som har full jobb med noe annet.',
      nn: 'Oppgåva er i dag delt mellom tilsette som har full jobb med noko anna.',
    },
    lacks: 'CAPACITY',
    barriers: ['STAFFING', 'TIME'],
    reliesOnOnePerson: false,
  },
  {
    says: {
      nb: 'Vi har kjøpt tjenesten av konsulenter, og det har blitt dyrere enn budsjettet tåler.',
      nn: 'Vi har kjøpt tenesta av konsulentar, og det har vorte dyrare enn budsjettet toler.',
    },
    lacks: 'BOTH',
    barriers: ['ECONOMY'],
    reliesOnOnePerson: false,
  },
  {
    says: { nb: 'Vi har fagfolk, men ikke nok timer fram til fristen.', nn: 'Vi har fagfolk, men ikkje nok timar fram til fristen.' },
    lacks: 'CAPACITY',
    barriers: ['TIME'],
    reliesOnOnePerson: false,
  },
];

/** Situations that only a small municipality is in. */
export const smallOnly = ({ says }: Situation): boolean => says.nb.includes('{people}');

/** What comes of it, by competence or by its category. */
const consequenceTable = `
  plan       | Planene våre er over ti år gamle, og politikerne vil i gang. | Planane våre er over ti år gamle, og politikarane vil i gang.
  plan       | Utbyggere og innbyggere venter på svar. | Utbyggjarar og innbyggjarar ventar på svar.
  byggesak   | Sakene hoper seg opp, og vi taper gebyrer når fristene ryker. | Sakene hopar seg opp, og vi taper gebyr når fristane ryk.
  byggesak   | Naboer og utbyggere venter på svar. | Naboar og utbyggjarar ventar på svar.
  kart       | Førti saker venter, de eldste siden i fjor. | Førti saker ventar, dei eldste sidan i fjor.
  kart       | Kartet vårt er ikke til å stole på, og saksbehandlerne merker det. | Kartet vårt er ikkje til å stole på, og sakshandsamarane merkar det.
  kart.eiendomsskatt | Forrige taksering er ti år gammel. | Førre taksering er ti år gammal.
  klima      | Kommunestyret har vedtatt mål for utslippene, men ingen har tid til å følge dem opp. | Kommunestyret har vedteke mål for utsleppa, men ingen har tid til å følgje dei opp.
  klima      | Ingen hos oss har gjort dette før. | Ingen hos oss har gjort dette før.
  natur      | Sakene blir liggende, og det går ut over både natur og næring. | Sakene blir liggjande, og det går ut over både natur og næring.
  natur      | Kontoret har én ansatt, som ikke rekker over alt. | Kontoret har éin tilsett, som ikkje rekk over alt.
  natur.veterinar | Dyreeiere må kjøre to timer når vakta ikke er dekket. | Dyreeigarar må køyre to timar når vakta ikkje er dekt.
  teknisk    | Anlegget er gammelt, og vi må prioritere riktig. | Anlegget er gammalt, og vi må prioritere rett.
  teknisk    | Pengene er vedtatt, men vi har ingen til å lede arbeidet. | Pengane er vedtekne, men vi har ingen til å leie arbeidet.
  helse      | Ventetida er over tre måneder. | Ventetida er over tre månader.
  helse      | Nærmeste tilbud er to timer unna med bil. | Næraste tilbod er to timar unna med bil.
  helse.samfunnsmedisin | Fastlegen som har hatt oppgaven, kan ikke lenger. | Fastlegen som har hatt oppgåva, kan ikkje lenger.
  helse.folkehelse | Tallene vi bygger på, er fra før pandemien. | Tala vi byggjer på, er frå før pandemien.
  helse.velferdsteknologi | Utstyret er kjøpt, men ligger i eskene. | Utstyret er kjøpt, men ligg i eskene.
  barnevern  | Familier venter for lenge, og statsforvalteren har bedt om en plan. | Familiar ventar for lenge, og statsforvaltaren har bede om ein plan.
  barnevern  | Tjenesten er sårbar når én er syk. | Tenesta er sårbar når éin er sjuk.
  oppvekst   | Barn venter på hjelp de har rett til. | Barn ventar på hjelp dei har rett til.
  oppvekst   | Skolene og barnehagene melder om flere saker enn i fjor. | Skulane og barnehagane melder om fleire saker enn i fjor.
  sosial     | Flere tar kontakt enn vi rekker å følge opp. | Fleire tek kontakt enn vi rekk å følgje opp.
  sosial     | Sakene har blitt mer sammensatte. | Sakene har vorte meir samansette.
  jus        | Vi bruker advokat til saker som en jurist i kommunen kunne ha løst. | Vi bruker advokat til saker som ein jurist i kommunen kunne ha løyst.
  jus        | Sakene blir liggende, og vi risikerer feil. | Sakene blir liggjande, og vi risikerer feil.
  innkjop    | Tre avtaler går snart ut. | Tre avtalar går snart ut.
  innkjop    | Vi er usikre på regelverket og vil gjøre det riktig. | Vi er usikre på regelverket og vil gjere det rett.
  okonomi    | Ledelsen trenger tallene for å kunne prioritere. | Leiinga treng tala for å kunne prioritere.
  okonomi    | Alt dette hviler på én person hos oss. | Alt dette kviler på éin person hos oss.
  digital    | Systemet er kjøpt, men vi får ikke tatt det i bruk. | Systemet er kjøpt, men vi får ikkje teke det i bruk.
  digital    | IT-ansvarlig er alene og har nok med driften. | IT-ansvarleg er åleine og har nok med drifta.
  sikkerhet  | Revisjonen har bedt om en plan. | Revisjonen har bede om ein plan.
  sikkerhet  | Nabokommunen ble rammet av dataangrep i fjor, og vi vil være forberedt. | Nabokommunen vart råka av dataangrep i fjor, og vi vil vere førebudde.
  beredskap  | Statsforvalteren ga oss avvik ved siste tilsyn. | Statsforvaltaren gav oss avvik ved siste tilsyn.
  beredskap  | Planverket er ikke rørt på fire år. | Planverket er ikkje rørt på fire år.
  arkiv      | Vi har hyllemeter som ingen har oversikt over. | Vi har hyllemeter som ingen har oversikt over.
  arkiv      | Nytt sak- og arkivsystem skal på plass. | Nytt sak- og arkivsystem skal på plass.
  arkiv.bibliotek | Biblioteket har vært uten faglig leder siden i fjor. | Biblioteket har vore utan fagleg leiar sidan i fjor.
  sprak      | Innbyggerne ringer fordi de ikke forstår brevene de får. | Innbyggjarane ringjer fordi dei ikkje forstår breva dei får.
  sprak      | Vi vil svare innbyggerne på et språk de forstår. | Vi vil svare innbyggjarane på eit språk dei forstår.
  ledelse    | Medarbeiderne etterlyser avklaringer. | Medarbeidarane etterlyser avklaringar.
  ledelse    | Kommunestyret venter på et forslag. | Kommunestyret ventar på eit framlegg.
  naring     | To bedrifter vurderer å etablere seg her. | To bedrifter vurderer å etablere seg her.
  naring     | Vi vil ha mer liv i sentrum. | Vi vil ha meir liv i sentrum.
`;

const consequences = textTable(['about', 'nb', 'nn'], consequenceTable);

/** What a lack in a field brings about: what is said about the competence itself, or about its category. */
export function consequencesIn({ competence, category }: Field): readonly Words[] {
  const said = consequences.filter(({ about }) => about === competence);
  return said.length > 0 ? said : consequences.filter(({ about }) => about === category);
}

/** Titles, by how the work comes. {Who} is the profession with a capital letter, {percent} the share of a post. */
export const titles: Readonly<Record<Rhythm, readonly Words[]>> = {
  task: [
    { nb: '{Who} til {task}', nn: '{Who} til {task}' },
    { nb: 'Hjelp til {task}', nn: 'Hjelp til {task}' },
    { nb: 'Vi mangler {who} til {task}', nn: 'Vi manglar {who} til {task}' },
  ],
  post: [
    { nb: '{Who} i {percent} % stilling', nn: '{Who} i {percent} % stilling' },
    { nb: 'Vi mangler {who} til {task}', nn: 'Vi manglar {who} til {task}' },
    { nb: '{Who} {percent} % til {task}', nn: '{Who} {percent} % til {task}' },
  ],
  backlog: [
    { nb: 'Hjelp til {task}', nn: 'Hjelp til {task}' },
    { nb: '{Who} noen uker framover', nn: '{Who} nokre veker framover' },
    { nb: 'Avlastning: {task}', nn: 'Avlasting: {task}' },
  ],
};

/** How much and where. {hours} is "60 timer", {percent} the share of a post. */
export const amounts: Readonly<Record<Rhythm, Words>> = {
  task: { nb: 'Vi ser for oss {hours} til sammen.', nn: 'Vi ser for oss {hours} til saman.' },
  post: { nb: 'Det gjelder {percent} % stilling.', nn: 'Det gjeld {percent} % stilling.' },
  backlog: { nb: 'Rundt {hours} vil få oss à jour.', nn: 'Rundt {hours} vil få oss à jour.' },
};

export const places: Readonly<Record<NeedDraft['workMode'], Words>> = {
  REMOTE: { nb: 'Alt kan gjøres på nett.', nn: 'Alt kan gjerast på nett.' },
  HYBRID: { nb: 'Noen dager hos oss, resten på nett.', nn: 'Nokre dagar hos oss, resten på nett.' },
  ONSITE: {
    nb: 'Arbeidet må gjøres her, og vi ordner kontorplass og dekker reisen.',
    nn: 'Arbeidet må gjerast her, og vi ordnar kontorplass og dekkjer reisa.',
  },
};

export const fundings: Readonly<Record<'secured' | 'awaited', Words>> = {
  secured: { nb: 'Pengene er satt av i budsjettet.', nn: 'Pengane er sette av i budsjettet.' },
  awaited: { nb: 'Finansieringen avhenger av budsjettvedtaket.', nn: 'Finansieringa er avhengig av budsjettvedtaket.' },
};
