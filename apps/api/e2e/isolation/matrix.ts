import { type Reply, send } from '@fagtorg/testing';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { readFileSync } from 'node:fs';
import { type Canary, canariesIn } from './canaries.js';
import { aboutOneself, mutations, type Outcome, peopleAlone, queries, type Way } from './classification/roots.js';
import { type Asking, Documents } from './documents.js';
import { type Actor, FAR, type Ground, OWN, type Thing } from './ground.js';
import { described, type Fault, Judge } from './judge.js';
import { differences, othersOf } from './others.js';
import { lendersSide, seesNeed, seesOffer } from './who.js';

/** A cell that is not as it should be. */
export interface Finding extends Fault {
  readonly actor: string;
  readonly target: string;
}

export const inWords = ({ field, actor, target, expected, got }: Finding): string =>
  `${field}: ${actor}, ${target}: ${expected}, not ${got}`;

export interface MatrixReport {
  /** A cell is a field that was asked for, as somebody, of a thing. */
  readonly cells: { readonly tried: number; readonly failed: number };
  readonly requests: number;
  readonly findings: readonly Finding[];
  /** Rows of other organisations that came, went or changed. */
  readonly rowsWritten: number;
  /** Answers that were faults of the API. */
  readonly broken: number;
  /** Fields behind which nobody has seen anything: nothing is proved of them. */
  readonly unseen: readonly string[];
}

interface Options {
  readonly url: string;
  /** What must hold: all that is declared; or only that nobody sees or writes what is another's. */
  readonly strictness: 'declared' | 'others alone';
  readonly actors?: readonly Actor[];
  readonly stopped?: AbortSignal;
}

const LANES = 6;
const closed: readonly Outcome[] = ['NOTHING', 'NOT_FOUND', 'FORBIDDEN', 'UNAUTHENTICATED', 'INVALID_INPUT'];
/** What nobody meets who may do a thing. */
const barred: readonly string[] = ['NOTHING', 'NOT_FOUND', 'FORBIDDEN', 'UNAUTHENTICATED'];

export const contract = (): GraphQLSchema => buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));

/** Asks for every root field, as everybody, of one's own things, of others' and of what there is not, with all that stands behind it. */
export class Matrix {
  private readonly schema = contract();
  private readonly documents = new Documents(this.schema);
  private readonly judge: Judge;
  private readonly findings: Finding[] = [];
  private tried = 0;
  private requests = 0;
  private broken = 0;
  private rowsWritten = 0;

  constructor(
    private readonly ground: Ground,
    private readonly options: Options,
  ) {
    this.judge = new Judge(this.schema, ground);
  }

  async run({ reads = true, writes = true } = {}): Promise<MatrixReport> {
    if (reads) for (const [root, ways] of Object.entries(queries)) await this.root(root, ways, this.documents.query(root));
    if (writes) {
      const last = ['endServiceAccount', 'endOtherSessions', 'revokeTokens'];
      const inOrder = Object.entries(mutations).sort(([a], [b]) => last.indexOf(a) - last.indexOf(b));
      for (const [root, ways] of inOrder) await this.writing(root, () => this.root(root, ways, [this.documents.mutation(root)]));
    }
    await this.ground.system.behind.run('UPDATE person SET token_version = 0'); // revokeTokens ends those of everybody who asks
    return {
      cells: { tried: this.tried, failed: this.findings.length },
      ...{ requests: this.requests, findings: this.findings, rowsWritten: this.rowsWritten, broken: this.broken },
      unseen: this.documents.allFields().filter((field) => !this.judge.seen.has(field)),
    };
  }

  /** Whatever is tried, the rows of others stay as they are. */
  private async writing(root: string, work: () => Promise<void>): Promise<void> {
    const { behind } = this.ground.system;
    const before = await othersOf(behind);
    await work();
    const changed = differences(before, await othersOf(behind));
    this.rowsWritten += changed.length;
    const tables = [...new Set(changed)].join(', ');
    if (changed.length > 0)
      this.found({ field: root, actor: 'somebody', target: 'others', expected: 'no row of others written', got: tables });
  }

  private async root(root: string, ways: readonly Way[], askings: readonly Asking[]): Promise<void> {
    const actors = this.options.actors ?? this.ground.actors;
    const lines = ways.flatMap((way, number) => actors.map((actor) => ({ way, number, actor })));
    const lane = async (): Promise<void> => {
      for (let line = lines.shift(); line && !this.options.stopped?.aborted; line = lines.shift()) await this.line(root, line, askings);
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  }

  /** One root field, as one person, of everything; what does not exist comes first, as others' shall look the same. */
  private async line(
    root: string,
    { way, number, actor }: { way: Way; number: number; actor: Actor },
    askings: readonly Asking[],
  ): Promise<void> {
    const asked = (thing: Thing): boolean =>
      this.options.strictness === 'declared' || way.kind === 'oneself' || ![OWN, null].includes(thing.organisation);
    const things = this.ground.things.filter((thing) => thing.kind === way.kind && (way.of?.(thing) ?? true) && asked(thing));
    const inOrder = [...things].sort((a, b) => Number(a.organisation !== null) - Number(b.organisation !== null));
    const missing = new Map<string, { outcome: Outcome; looks: string }>();
    for (const thing of inOrder) {
      for (const asking of askings) {
        const reply = await this.send(asking, way, actor, thing);
        this.tried += 1 + asking.fields.length;
        const expected = outcomeOf(root, way, actor, thing);
        const looks = lookOf(reply, thing);
        if (thing.organisation === null) missing.set(asking.query, { outcome: expected, looks });
        const faults = [
          ...this.heard(actor, reply),
          ...this.judged(actor, root, reply),
          ...this.listed(actor, root, number, reply),
          ...(this.options.strictness === 'declared' ? asDeclared(root, expected, reply, looks, missing.get(asking.query)) : []),
        ];
        for (const fault of faults) this.found({ ...fault, actor: actor.name, target: described(thing) });
      }
    }
  }

  private async send({ query }: Asking, way: Way, actor: Actor, thing: Thing): Promise<Reply> {
    this.requests += 1;
    const reply = await send(this.options.url, query, way.variables(thing, actor), { 'accept-language': 'nb', ...actor.headers });
    if (reply.status >= 500 || codeOf(reply) === 'INTERNAL_SERVER_ERROR') this.broken += 1;
    return reply;
  }

  /** Canaries that are not for whoever hears them. */
  private heard(actor: Actor, { body }: Reply): Fault[] {
    const wrong = (canary: Canary): boolean =>
      !canary.isFor(actor) && (this.options.strictness === 'declared' || canary.organisation !== OWN);
    return canariesIn(JSON.stringify(body))
      .filter(wrong)
      .map(({ text }) => ({ field: text.split('-')[1] ?? '', expected: 'no canary', got: text }));
  }

  private judged(actor: Actor, root: string, { body }: Reply): Fault[] {
    const faults = this.judge.faults(actor, root, answerOf(body));
    return this.options.strictness === 'declared' ? faults : faults.filter(({ expected, others }) => others && expected === 'nothing');
  }

  /** Lists hold what one sees, all of it where nothing is filtered. */
  private listed(actor: Actor, root: string, way: number, { body }: Reply): Fault[] {
    if (root !== 'needs' && root !== 'offers') return [];
    const answer = answerOf(body) as { edges?: { node: { id: string } }[] } | null;
    if (!answer?.edges || actor.turnedAway) return [];
    const ids = new Set(answer.edges.map(({ node }) => node.id));
    const sees = root === 'needs' ? seesNeed : seesOffer;
    const others = this.ground.things.filter(({ kind, organisation }) => `${kind}s` === root && organisation !== null);
    const wrong = others.filter((thing) => {
      const hidden = way === 1 && thing.hidden && !lendersSide(actor, thing);
      if (ids.has(thing.id)) return !sees(actor, thing) || hidden || (way === 1 && thing.organisation !== FAR);
      return this.options.strictness === 'declared' && way === 0 && sees(actor, thing);
    });
    return wrong.map((thing) => ({
      field: root,
      expected: sees(actor, thing) ? 'listed' : 'not listed',
      got: described(thing),
      others: thing.organisation !== OWN,
    }));
  }

  private found(finding: Finding): void {
    this.findings.push(finding);
  }
}

const answerOf = (body: Reply['body']): unknown => (body.data as { answer?: unknown } | null | undefined)?.answer ?? null;
const codeOf = ({ body }: Reply): string | null => body.errors?.[0]?.extensions.code ?? null;

function outcomeOf(root: string, way: Way, actor: Actor, thing: Thing): Outcome {
  if (actor.turnedAway || (actor.personId === null && !way.public)) return 'UNAUTHENTICATED';
  if (peopleAlone.includes(root) && actor.roles.some(({ role }) => role === 'SERVICE_ACCOUNT')) return 'FORBIDDEN';
  const isBarred = actor.personId !== null && actor.roles.length === 0 && !way.public && !aboutOneself.includes(root);
  return isBarred ? 'FORBIDDEN' : way.outcome(actor, thing);
}

function metBy(reply: Reply): string {
  const code = codeOf(reply);
  if (code !== null) return code;
  const answer = answerOf(reply.body) as { __typename?: string; code?: string } | null;
  if (answer === null) return 'NOTHING';
  return answer.__typename === 'Refusal' ? String(answer.code) : 'SEEN';
}

/** An answer without what it was asked about and without the number of the request. */
function lookOf({ status, body }: Reply, { id, email }: Thing): string {
  const text = JSON.stringify({ status, body })
    .replace(/"correlationId":"[^"]*"/g, '')
    .replaceAll(id, '…');
  return email === null ? text : text.replaceAll(email, '…');
}

function asDeclared(root: string, expected: Outcome, reply: Reply, looks: string, missing?: { outcome: Outcome; looks: string }): Fault[] {
  const got = metBy(reply);
  const right = expected === 'MAY' ? !barred.includes(got) && codeOf(reply) === null : got === expected;
  if (!right) return [{ field: root, expected, got }];
  if (missing?.outcome !== expected || !closed.includes(expected) || looks === missing.looks) return [];
  return [{ field: root, expected: `as if it did not exist: ${missing.looks}`, got: looks }];
}
