import { leakIn, tableNames } from './leaks.js';
import type { Answered } from './sending.js';

/** A request and what came back. */
export interface Judged {
  readonly what: string;
  readonly sent: string;
  /** Whether an answer was due. */
  readonly due: boolean;
  readonly answered: Answered;
}

const SHOWN = 300;
const EACH = 3;
/** What Node itself answers to what is no HTTP, without a body. */
const bare = new Set([400, 408, 413, 417, 431]);

/** Counts what comes back, and keeps what should not have. */
export class Findings {
  private readonly counted = new Map<string, Map<number, number>>();
  private readonly wrong = new Map<string, string[]>();
  private readonly answeredWell = new Map<string, number>();
  private readonly tables: RegExp;

  constructor(tables: readonly string[]) {
    this.tables = tableNames(tables);
  }

  note(kind: string, judged: Judged): void {
    const { what, sent, answered } = judged;
    const counts = this.counted.get(kind) ?? new Map<number, number>();
    this.counted.set(kind, counts.set(answered.status, (counts.get(answered.status) ?? 0) + 1));
    if (kind === 'valid' && answered.status === 200) this.answeredWell.set(what, (this.answeredWell.get(what) ?? 0) + 1);
    const fault = this.faultOf(judged);
    if (fault === null) return;
    const name = `${kind}: ${fault}`;
    const known = this.wrong.get(name) ?? [];
    this.wrong.set(name, [...known, `${what}: ${sent.slice(0, SHOWN)} → ${answered.status} ${answered.text.slice(0, SHOWN)}`]);
  }

  private faultOf({ due, sent, answered: { status, type, text } }: Judged): string | null {
    if (status === 0) return due ? 'no answer' : null;
    if (status >= 500) return `status ${status}`;
    if (text.includes('INTERNAL_SERVER_ERROR')) return 'an error that was not foreseen';
    const leak = leakIn(text, this.tables);
    if (leak !== null && leakIn(sent, this.tables) === null) return `gives away ${leak}`;
    if (text === '' && (bare.has(status) || status === 204 || sent.startsWith('HEAD '))) return null;
    if (!/^application\/(?:graphql-response\+)?json\b/.test(type)) return `no JSON but ${type || 'nothing'}, with status ${status}`;
    return isJson(text) ? null : 'broken JSON';
  }

  /** How often each status came back, by kind. */
  statuses(): Record<string, Record<string, number>> {
    return Object.fromEntries([...this.counted].map(([kind, counts]) => [kind, Object.fromEntries(counts)]));
  }

  /** What part of a kind was answered with a status. */
  share(kind: string, status: number): number {
    const counts = this.counted.get(kind) ?? new Map<number, number>();
    const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
    return all === 0 ? 0 : (counts.get(status) ?? 0) / all;
  }

  /** How many different pairs of caller and root field were answered. */
  done(): number {
    return this.answeredWell.size;
  }

  /** Each fault with how often it was found and the first few. */
  faults(): string[] {
    return [...this.wrong].flatMap(([name, found]) => [
      `${found.length} × ${name}`,
      ...found.slice(0, EACH).map((example) => `    ${example}`),
    ]);
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
