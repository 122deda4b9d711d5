import { type CompetenceCode, type WorkMode, workModes } from '@fagtorg/domain';
import { textTable } from './text-table.js';

/** The written forms that the market is made up in. */
export type Form = 'nb' | 'nn';
export type Words = Readonly<Record<Form, string>>;

/** How the work of a field comes: as a task with an end, as a part of a post, or as a backlog to clear. */
export const rhythms = ['task', 'post', 'backlog'] as const;
export type Rhythm = (typeof rhythms)[number];

/** A field of work that municipalities look for people in, and lend people of. */
export interface Field {
  readonly competence: CompetenceCode;
  /** The category of the competence: the part before the dot. */
  readonly category: string;
  /** How often it is asked for and offered, beside the others. */
  readonly asked: number;
  readonly offered: number;
  /** Where the work can be done, the usual first. */
  readonly workModes: readonly WorkMode[];
  readonly rhythm: Rhythm;
  /** A verified statutory requirement that stands behind it, or null. */
  readonly duty: string | null;
  /** Who does it, as one names the profession; and what there is to do, as it stands after "til". */
  readonly who: Words;
  readonly task: Words;
}

/**
 * What is asked for is weighed by what reports on municipal capacity name first: planners, psychologists, climate budgets, doctors, child
 * welfare, surveying, information security, archives, procurement. What is rare is offered less than it is asked for.
 */
const table = `
  plan.arealdel           | 9 | 5 | hybrid remote | task    | pbl-3-3 | arealplanlegger | arealplanleggjar | rullering av kommuneplanens arealdel | rullering av arealdelen til kommuneplanen
  plan.samfunnsdel        | 7 | 4 | hybrid remote | task    | pbl-3-3 | samfunnsplanlegger | samfunnsplanleggjar | ny samfunnsdel av kommuneplanen | ny samfunnsdel i kommuneplanen
  plan.regulering         | 8 | 5 | hybrid remote | backlog | pbl-3-3 | reguleringsplanlegger | reguleringsplanleggjar | reguleringsplaner som har hopet seg opp | reguleringsplanar som har hopa seg opp
  plan.private            | 4 | 3 | remote hybrid | backlog | pbl-3-3 | planrådgiver | planrådgivar | behandling av private planforslag | handsaming av private planforslag
  plan.planstrategi       | 3 | 2 | remote hybrid | task    | pbl-10-1 | samfunnsplanlegger | samfunnsplanleggjar | ny planstrategi | ny planstrategi
  plan.ku                 | 2 | 1 | remote hybrid | task    | - | planlegger med erfaring fra konsekvensutredning | planleggjar med erfaring frå konsekvensutgreiing | konsekvensutredning av nye byggeområder | konsekvensutgreiing av nye byggjeområde
  plan.rosplan            | 3 | 2 | hybrid remote | task    | - | rådgiver for ROS i plan | rådgivar for ROS i plan | ROS-analyser i plansaker | ROS-analysar i plansaker
  plan.landskap           | 2 | 2 | hybrid onsite | task    | - | landskapsarkitekt | landskapsarkitekt | plan for uteområder og park | plan for uteområde og park
  plan.kulturminne        | 2 | 1 | hybrid onsite | task    | - | kulturminnerådgiver | kulturminnerådgivar | kulturminneplan | kulturminneplan
  byggesak.behandling     | 7 | 5 | remote hybrid | backlog | pbl-21-7 | byggesaksbehandler | byggjesakshandsamar | byggesaker som nærmer seg fristen | byggjesaker som nærmar seg fristen
  byggesak.tilsyn         | 3 | 2 | onsite hybrid | backlog | - | tilsynsingeniør for byggesaker | tilsynsingeniør for byggjesaker | tilsyn og ulovlighetsoppfølging | tilsyn og oppfølging av ulovlege tiltak
  byggesak.dispensasjon   | 3 | 3 | remote hybrid | backlog | - | saksbehandler for dispensasjoner | sakshandsamar for dispensasjonar | dispensasjonssaker | dispensasjonssaker
  kart.oppmaling          | 8 | 3 | onsite        | backlog | - | landmåler | landmålar | oppmålingsforretninger | oppmålingsforretningar
  kart.gis                | 6 | 4 | hybrid remote | task    | - | GIS-ingeniør | GIS-ingeniør | ny kartløsning | ny kartløysing
  kart.matrikkel          | 4 | 3 | remote hybrid | backlog | - | matrikkelfører | matrikkelførar | føring i matrikkelen | føring i matrikkelen
  kart.planregister       | 2 | 2 | remote hybrid | task    | - | rådgiver for planregister | rådgivar for planregister | digitalt planregister | digitalt planregister
  kart.eiendomsskatt      | 2 | 2 | hybrid onsite | task    | - | rådgiver for eiendomsskatt | rådgivar for eigedomsskatt | ny taksering av eiendommer | ny taksering av eigedommar
  klima.klimabudsjett     | 9 | 4 | remote hybrid | task    | - | klimarådgiver | klimarådgivar | klimabudsjettet | klimabudsjettet
  klima.plan              | 6 | 4 | remote hybrid | task    | spr-klima-4-2 | klima- og energirådgiver | klima- og energirådgivar | ny klima- og energiplan | ny klima- og energiplan
  klima.tilpasning        | 4 | 3 | remote hybrid | task    | spr-klima-4-2 | rådgiver for klimatilpasning | rådgivar for klimatilpassing | klimatilpasning i planene våre | klimatilpassing i planane våre
  klima.regnskap          | 3 | 2 | remote        | task    | - | klimaanalytiker | klimaanalytikar | klimagassregnskap | klimagassrekneskap
  klima.tilskudd          | 3 | 2 | remote        | task    | - | prosjektrådgiver for klimatiltak | prosjektrådgivar for klimatiltak | søknader til Klimasats og Enova | søknader til Klimasats og Enova
  klima.energi            | 3 | 3 | hybrid onsite | task    | - | energirådgiver | energirådgivar | energisparing i kommunale bygg | energisparing i kommunale bygg
  natur.mangfold          | 3 | 2 | hybrid onsite | task    | naturmangfoldloven-7-12 | naturforvalter | naturforvaltar | kartlegging av natur før ny arealplan | kartlegging av natur før ny arealplan
  natur.spredtavlop       | 3 | 2 | hybrid onsite | task    | - | miljørådgiver | miljørådgivar | opprydding i spredt avløp | opprydding i spreidde avløp
  natur.jordbruk          | 3 | 3 | remote hybrid | backlog | - | jordbruksrådgiver | jordbruksrådgivar | søknader om produksjonstilskudd | søknader om produksjonstilskot
  natur.veterinar         | 1 | 1 | onsite        | post    | dyrehelsepersonelloven-3a | veterinær | veterinær | klinisk veterinærvakt | klinisk veterinærvakt
  teknisk.vaplan          | 6 | 3 | hybrid remote | task    | - | VA-ingeniør | VA-ingeniør | hovedplan for vann og avløp | hovudplan for vatn og avløp
  teknisk.drikkevann      | 4 | 2 | onsite hybrid | post    | drikkevannsforskriften-9 | driftsingeniør for vannverk | driftsingeniør for vassverk | drift og beredskap i vannverket | drift og beredskap i vassverket
  teknisk.byggherre       | 5 | 3 | onsite hybrid | post    | - | prosjektleder for bygg | prosjektleiar for bygg | bygging av nytt omsorgssenter | bygging av nytt omsorgssenter
  teknisk.veg             | 3 | 3 | hybrid onsite | task    | - | vegingeniør | vegingeniør | plan for vedlikehold av kommunale veger | plan for vedlikehald av kommunale vegar
  teknisk.geoteknikk      | 3 | 1 | hybrid onsite | task    | - | geotekniker | geoteknikar | vurdering av skredfare i planområder | vurdering av skredfare i planområde
  helse.psykolog          | 9 | 3 | hybrid        | post    | hol-3-2-psykolog | psykolog | psykolog | lavterskeltilbudet innen psykisk helse | lågterskeltilbodet innan psykisk helse
  helse.psykologbarn      | 4 | 2 | hybrid        | post    | hol-3-2-psykolog | barnepsykolog | barnepsykolog | samtaler med barn og unge i skolehelsetjenesten | samtalar med barn og unge i skulehelsetenesta
  helse.fastlege          | 7 | 2 | onsite        | post    | hol-3-2-helsepersonell | allmennlege | allmennlege | en fastlegeliste uten lege | ei fastlegeliste utan lege
  helse.samfunnsmedisin   | 5 | 2 | hybrid remote | post    | - | kommuneoverlege | kommuneoverlege | samfunnsmedisin og smittevern | samfunnsmedisin og smittevern
  helse.jordmor           | 4 | 2 | onsite        | post    | hol-3-2-helsepersonell | jordmor | jordmor | svangerskapsomsorg | svangerskapsomsorg
  helse.helsesykepleier   | 4 | 3 | onsite hybrid | post    | hol-3-2-helsepersonell | helsesykepleier | helsesjukepleiar | skolehelsetjenesten | skulehelsetenesta
  helse.fysioterapi       | 3 | 3 | onsite        | post    | hol-3-2-helsepersonell | fysioterapeut | fysioterapeut | rehabilitering etter sykehusopphold | rehabilitering etter sjukehusopphald
  helse.ergoterapi        | 3 | 2 | onsite hybrid | post    | - | ergoterapeut | ergoterapeut | hjelpemidler og boligtilpasning | hjelpemiddel og bustadtilpassing
  helse.logoped           | 4 | 2 | hybrid remote | backlog | - | logoped | logoped | barn og voksne på venteliste | barn og vaksne på venteliste
  helse.vernepleier       | 3 | 2 | hybrid onsite | backlog | - | vernepleier | vernepleiar | vedtak etter kapittel 9 | vedtak etter kapittel 9
  helse.velferdsteknologi | 3 | 3 | hybrid        | task    | - | rådgiver for velferdsteknologi | rådgivar for velferdsteknologi | innføring av digital hjemmeoppfølging | innføring av digital heimeoppfølging
  helse.folkehelse        | 2 | 2 | remote hybrid | task    | folkehelseloven-5 | folkehelsekoordinator | folkehelsekoordinator | oversikt over folkehelsa | oversikt over folkehelsa
  barnevern.undersokelse  | 7 | 4 | onsite hybrid | backlog | - | barnevernspedagog | barnevernspedagog | undersøkelser som nærmer seg fristen | undersøkingar som nærmar seg fristen
  barnevern.leder         | 4 | 2 | hybrid        | post    | - | barnevernsleder | barnevernsleiar | ledelse av tjenesten mens vi rekrutterer | leiing av tenesta medan vi rekrutterer
  barnevern.familie       | 3 | 3 | hybrid onsite | post    | - | familieveileder | familierettleiar | foreldreveiledning | foreldrerettleiing
  barnevern.vold          | 2 | 1 | hybrid remote | task    | krisesenterlova-2 | voldskoordinator | valdskoordinator | handlingsplan mot vold i nære relasjoner | handlingsplan mot vald i nære relasjonar
  barnevern.koordinator   | 2 | 2 | hybrid        | post    | - | barnekoordinator | barnekoordinator | samordning for familier med sammensatte behov | samordning for familiar med samansette behov
  oppvekst.ppt            | 6 | 3 | hybrid        | backlog | - | PP-rådgiver | PP-rådgivar | sakkyndige vurderinger på venteliste | sakkunnige vurderingar på venteliste
  oppvekst.spesped        | 3 | 3 | hybrid onsite | post    | - | spesialpedagog | spesialpedagog | veiledning av lærere i lese- og skrivevansker | rettleiing av lærarar i lese- og skrivevanskar
  oppvekst.barnehage      | 3 | 2 | hybrid        | task    | - | barnehagerådgiver | barnehagerådgivar | tilsyn med barnehagene | tilsyn med barnehagane
  oppvekst.skolejus       | 2 | 2 | remote        | backlog | - | rådgiver i oppvekstjus | rådgivar i oppvekstjus | enkeltvedtak og klager | enkeltvedtak og klager
  sosial.gjeld            | 3 | 2 | hybrid remote | post    | - | gjeldsrådgiver | gjeldsrådgivar | økonomisk rådgivning | økonomisk rådgiving
  sosial.bolig            | 3 | 2 | remote hybrid | task    | boligsosialloven-5 | boligrådgiver | bustadrådgivar | boligsosial handlingsplan | bustadsosial handlingsplan
  sosial.integrering      | 3 | 3 | hybrid onsite | post    | - | flyktningkonsulent | flyktningkonsulent | introduksjonsprogrammet | introduksjonsprogrammet
  jus.plan                | 5 | 3 | remote        | backlog | - | planjurist | planjurist | klager etter plan- og bygningsloven | klager etter plan- og bygningslova
  jus.forvaltning         | 4 | 3 | remote        | backlog | - | kommunejurist | kommunejurist | klagebehandling | klagehandsaming
  jus.samarbeid           | 3 | 2 | remote hybrid | task    | - | jurist for interkommunalt samarbeid | jurist for interkommunalt samarbeid | vertskommuneavtaler | vertskommuneavtalar
  innkjop.anskaffelse     | 8 | 4 | remote hybrid | task    | - | innkjøpsrådgiver | innkjøpsrådgivar | konkurransegrunnlag for nye rammeavtaler | konkurransegrunnlag for nye rammeavtalar
  innkjop.kontrakt        | 4 | 3 | remote        | post    | - | kontraktsrådgiver | kontraktsrådgivar | oppfølging av kontrakter | oppfølging av kontraktar
  innkjop.innovativ       | 2 | 2 | remote        | task    | - | rådgiver for grønne innkjøp | rådgivar for grøne innkjøp | klimakrav i anskaffelsene | klimakrav i innkjøpa
  okonomi.budsjett        | 5 | 4 | remote hybrid | task    | kommuneloven-14-3 | økonomirådgiver | økonomirådgivar | budsjett og økonomiplan | budsjett og økonomiplan
  okonomi.regnskap        | 4 | 4 | remote        | backlog | - | regnskapsfører | rekneskapsførar | avslutning av årsregnskapet | avslutning av årsrekneskapen
  okonomi.selvkost        | 3 | 2 | remote        | task    | - | rådgiver for selvkost | rådgivar for sjølvkost | beregning av kommunale gebyrer | utrekning av kommunale gebyr
  okonomi.kostra          | 2 | 2 | remote        | task    | - | analyserådgiver | analyserådgivar | sammenligning av KOSTRA-tall | samanlikning av KOSTRA-tal
  digital.prosjekt        | 4 | 4 | hybrid remote | task    | - | digitaliseringsrådgiver | digitaliseringsrådgivar | innføring av nytt fagsystem | innføring av nytt fagsystem
  digital.arkitektur      | 3 | 2 | remote        | task    | - | IKT-arkitekt | IKT-arkitekt | integrasjoner mellom fagsystemene | integrasjonar mellom fagsystema
  digital.data            | 2 | 3 | remote        | task    | - | dataanalytiker | dataanalytikar | styringsdata for ledelsen | styringsdata for leiinga
  digital.ki              | 2 | 2 | remote        | task    | - | rådgiver for kunstig intelligens | rådgivar for kunstig intelligens | ansvarlig bruk av kunstig intelligens | ansvarleg bruk av kunstig intelligens
  digital.uu              | 2 | 1 | remote        | task    | likestillingsloven-18 | rådgiver for digital tilgjengelighet | rådgivar for digitalt tilgjenge | universell utforming av nettsidene | universell utforming av nettsidene
  sikkerhet.informasjon   | 8 | 3 | remote hybrid | post    | - | rådgiver for informasjonssikkerhet | rådgivar for informasjonstryggleik | styringssystem for informasjonssikkerhet | styringssystem for informasjonstryggleik
  sikkerhet.personvernombud | 6 | 3 | remote      | post    | gdpr-37 | personvernombud | personvernombod | oppgavene som personvernombud | oppgåvene som personvernombod
  sikkerhet.dpia          | 3 | 2 | remote        | task    | - | personvernrådgiver | personvernrådgivar | databehandleravtaler og DPIA | databehandlaravtalar og DPIA
  sikkerhet.hendelse      | 4 | 2 | remote hybrid | task    | - | rådgiver for digital beredskap | rådgivar for digital beredskap | beredskapsplan for dataangrep | beredskapsplan for dataangrep
  beredskap.ros           | 4 | 3 | hybrid remote | task    | sivilbeskyttelsesloven-14 | beredskapskoordinator | beredskapskoordinator | helhetlig ROS-analyse | heilskapleg ROS-analyse
  beredskap.plan          | 3 | 3 | hybrid remote | task    | sivilbeskyttelsesloven-15 | beredskapsrådgiver | beredskapsrådgivar | ny beredskapsplan | ny beredskapsplan
  beredskap.brannforebygging | 2 | 2 | onsite     | backlog | brannvesenforskriften-6-11 | branninspektør | branninspektør | tilsyn i særskilte brannobjekter | tilsyn i særskilde brannobjekt
  arkiv.faglig            | 6 | 3 | hybrid remote | post    | arkivlova-2025-5 | arkivleder | arkivleiar | arkivplan og internkontroll | arkivplan og internkontroll
  arkiv.bevaring          | 6 | 3 | onsite hybrid | backlog | arkivlova-2025-5 | arkivar | arkivar | ordning og avlevering av eldre arkiv | ordning og avlevering av eldre arkiv
  arkiv.bibliotek         | 2 | 1 | onsite hybrid | post    | folkebibliotekloven-5 | biblioteksjef | biblioteksjef | ledelse av folkebiblioteket | leiing av folkebiblioteket
  sprak.klarsprak         | 2 | 3 | remote        | task    | - | klarspråkrådgiver | klarspråkrådgivar | brevmaler på klart språk | brevmalar på klart språk
  ledelse.internkontroll  | 3 | 2 | remote hybrid | task    | kommuneloven-25-1 | kvalitetsrådgiver | kvalitetsrådgivar | internkontroll og avvik | internkontroll og avvik
  ledelse.hr              | 3 | 3 | hybrid remote | post    | - | HR-rådgiver | HR-rådgivar | rekruttering og personalsaker | rekruttering og personalsaker
  ledelse.omstilling      | 2 | 2 | hybrid        | task    | - | omstillingsrådgiver | omstillingsrådgivar | ny organisering av tjenestene | ny organisering av tenestene
  naring.utvikling        | 3 | 3 | hybrid remote | post    | - | næringsrådgiver | næringsrådgivar | næringsplan og førstelinje for gründere | næringsplan og førstelinje for gründerar
  naring.sted             | 2 | 2 | hybrid onsite | task    | - | stedsutvikler | stadutviklar | plan for et levende sentrum | plan for eit levande sentrum
  sprak.nordsamisk        | 4 | 3 | remote hybrid | post    | - | samiskspråklig saksbehandler | samiskspråkleg sakshandsamar | brev og vedtak på nordsamisk | brev og vedtak på nordsamisk
  sprak.lulesamisk        | 4 | 3 | remote hybrid | post    | - | samiskspråklig saksbehandler | samiskspråkleg sakshandsamar | brev og vedtak på lulesamisk | brev og vedtak på lulesamisk
  sprak.sorsamisk         | 4 | 3 | remote hybrid | post    | - | samiskspråklig saksbehandler | samiskspråkleg sakshandsamar | brev og vedtak på sørsamisk | brev og vedtak på sørsamisk
`;

const columns = ['competence', 'asked', 'offered', 'where', 'rhythm', 'duty', 'whoNb', 'whoNn', 'taskNb', 'taskNn'] as const;

/** The one of some words that a text is. */
function oneOf<const T extends string>(known: readonly T[], text: string): T {
  const found = known.find((word) => word.toLowerCase() === text);
  if (found === undefined) throw new Error(`"${text}" is none of ${known.join(', ')}.`);
  return found;
}

const fields: readonly Field[] = textTable(columns, table).map((row) => ({
  competence: row.competence,
  category: row.competence.split('.')[0] ?? '',
  asked: Number(row.asked),
  offered: Number(row.offered),
  workModes: row.where.split(' ').map((word) => oneOf(workModes, word)),
  rhythm: oneOf(rhythms, row.rhythm),
  duty: row.duty || null,
  who: { nb: row.whoNb, nn: row.whoNn },
  task: { nb: row.taskNb, nn: row.taskNn },
}));

/** Sámi languages and the competence that services in them take. */
const samiCompetences: Readonly<Record<string, string>> = { se: 'sprak.nordsamisk', smj: 'sprak.lulesamisk', sma: 'sprak.sorsamisk' };
const samiFields = new Set(Object.values(samiCompetences));

/** The fields that a place has to do with: the Sámi languages where the place has a name in them. */
export const fieldsAt = (languages: readonly string[]): readonly Field[] =>
  fields.filter(({ competence }) => !samiFields.has(competence) || languages.some((language) => samiCompetences[language] === competence));
