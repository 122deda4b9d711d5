import { RateLimiterRes } from 'rate-limiter-flexible';

/** Something that counts: resolves where there was enough left, rejects with the state where there was not, and with an Error where it failed. */
interface Counter {
  consume(who: string, points: number): Promise<RateLimiterRes>;
}

/** What this process may still give to somebody without asking; nothing is left to give until then where it was refused. */
interface Handful {
  points: number;
  readonly until: number;
  readonly refused: boolean;
}

/** A twentieth of the limit at a time: so much may a process hold that has no use for it. */
const SHARE = 20;
/** Not to be forgotten before they end, unless there are very many. */
const MOST_HELD = 20_000;
/** How long the store is left in peace after it failed. */
const PAUSE_MS = 1_000;

/**
 * A limit over several processes that costs next to nothing: each takes points from the common store by the handful and gives them out from
 * memory. Together they never give more than the limit; up to a handful a process may be left over when the time is up.
 */
export class Handfuls {
  private readonly held = new Map<string, Handful>();
  private readonly underWay = new Map<string, Promise<void>>();
  private readonly size: number;
  private awayUntil = 0;

  /**
   * @param limit points in all; a limit below 40 is counted one by one
   * @param own counts where the shared one fails
   * @param report is told each fault of the shared one, and null when it counts
   */
  constructor(
    limit: number,
    private readonly shared: Counter,
    private readonly own: Counter,
    private readonly report: (fault: unknown) => void,
  ) {
    this.size = Math.max(1, Math.floor(limit / SHARE));
  }

  /** Takes one point. Answers 0, or the milliseconds until there are points again. */
  async take(who: string): Promise<number> {
    for (;;) {
      const handful = this.valid(who);
      if (handful?.refused) return handful.until - Date.now();
      if (handful && handful.points > 0) {
        handful.points -= 1;
        return 0;
      }
      await this.fetch(who);
    }
  }

  /** The milliseconds to wait where it is known that nothing is left, else 0. What is being counted is waited for. */
  async left(who: string): Promise<number> {
    await this.underWay.get(who);
    const handful = this.valid(who);
    return handful?.refused ? handful.until - Date.now() : 0;
  }

  private valid(who: string): Handful | null {
    const handful = this.held.get(who);
    return handful && handful.until > Date.now() ? handful : null;
  }

  /** Callers at the same time wait for one answer of the store. */
  private fetch(who: string): Promise<void> {
    const known = this.underWay.get(who);
    if (known) return known;
    const fetching = this.ask(who).finally(() => this.underWay.delete(who));
    this.underWay.set(who, fetching);
    return fetching;
  }

  private async ask(who: string): Promise<void> {
    if (this.held.size > MOST_HELD) this.forgetEnded();
    const answer = await this.count(who);
    const until = Date.now() + Math.max(1, answer.msBeforeNext);
    this.held.set(who, answer.granted ? { points: this.size, until, refused: false } : { points: 0, until, refused: true });
  }

  private async count(who: string): Promise<{ granted: boolean; msBeforeNext: number }> {
    if (Date.now() >= this.awayUntil) {
      try {
        const answer = await outcomeOf(this.shared.consume(who, this.size));
        this.report(null);
        return answer;
      } catch (fault) {
        this.awayUntil = Date.now() + PAUSE_MS;
        this.report(fault);
      }
    }
    return outcomeOf(this.own.consume(who, this.size));
  }

  private forgetEnded(): void {
    const now = Date.now();
    for (const [who, { until }] of this.held) if (until <= now) this.held.delete(who);
  }
}

/** Rejects only where the counting failed. */
async function outcomeOf(counting: Promise<RateLimiterRes>): Promise<{ granted: boolean; msBeforeNext: number }> {
  try {
    return { granted: true, msBeforeNext: (await counting).msBeforeNext };
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    return { granted: false, msBeforeNext: refusal.msBeforeNext };
  }
}
