import {
  type ApiTokenRow,
  availabilityOf,
  type AvailabilityRow,
  claimsOf,
  type ClaimRow,
  countMatches,
  historyOf,
  type InvitationRow,
  invitationsByIds,
  type MatchOutcome,
  matchPages,
  type MatchRow,
  type MemberRow,
  membersByIds,
  needMatchings,
  type NeedMatchingRow,
  needsByIds,
  type NeedRow,
  offerMatchings,
  offersByIds,
  type OfferRow,
  type Page,
  peopleByIds,
  type PersonRow,
  type Reading,
  type RequirementRow,
  requirementsOf,
  type ServiceAccountRow,
  serviceAccountsByIds,
  type ShareRow,
  sharesOf,
  type Slice,
  type Step,
  tokensByIds,
  tokensOf,
  type Tx,
} from '@fagtorg/core';
import DataLoader from 'dataloader';

/** What the fields of many things read, in one statement a kind. They live as long as their operation. */
export class Loaders {
  readonly need: DataLoader<string, NeedRow | null>;
  readonly requirements: DataLoader<string, RequirementRow[]>;
  readonly shares: DataLoader<string, ShareRow[]>;
  readonly needMatching: DataLoader<string, NeedMatchingRow | null>;
  readonly needHistory: DataLoader<string, Step[]>;
  readonly offer: DataLoader<string, OfferRow | null>;
  readonly claims: DataLoader<string, ClaimRow[]>;
  readonly availability: DataLoader<string, AvailabilityRow[]>;
  readonly offerMatching: DataLoader<string, { offerId: string; matchedRevision: number } | null>;
  readonly offerHistory: DataLoader<string, Step[]>;
  readonly person: DataLoader<string, PersonRow | null>;
  readonly member: DataLoader<string, MemberRow | null>;
  readonly invitation: DataLoader<string, InvitationRow | null>;
  readonly serviceAccount: DataLoader<string, ServiceAccountRow | null>;
  readonly apiToken: DataLoader<string, ApiTokenRow | null>;
  readonly tokens: DataLoader<string, ApiTokenRow[]>;
  private readonly all: DataLoader<string, unknown>[] = [];
  private readonly pages = new Map<string, DataLoader<string, Page<MatchRow>>>();
  private readonly counts = new Map<string, DataLoader<string, number>>();

  constructor(private readonly reading: Reading) {
    this.need = this.one(needsByIds, ({ id }) => id);
    this.requirements = this.many(requirementsOf, ({ needId }) => needId);
    this.shares = this.many(sharesOf, ({ needId }) => needId);
    this.needMatching = this.one(needMatchings, ({ needId }) => needId);
    this.needHistory = this.many(
      (tx, ids) => historyOf(tx, 'need', ids),
      ({ thingId }) => thingId,
    );
    this.offer = this.one(offersByIds, ({ id }) => id);
    this.claims = this.many(claimsOf, ({ offerId }) => offerId);
    this.availability = this.many(availabilityOf, ({ offerId }) => offerId);
    this.offerMatching = this.one(offerMatchings, ({ offerId }) => offerId);
    this.offerHistory = this.many(
      (tx, ids) => historyOf(tx, 'offer', ids),
      ({ thingId }) => thingId,
    );
    this.person = this.one(peopleByIds, ({ id }) => id);
    this.member = this.one(membersByIds, ({ id }) => id);
    this.invitation = this.one(invitationsByIds, ({ id }) => id);
    this.serviceAccount = this.one(serviceAccountsByIds, ({ id }) => id);
    this.apiToken = this.one(tokensByIds, ({ id }) => id);
    this.tokens = this.many(tokensOf, ({ serviceAccountId }) => serviceAccountId);
  }

  /** Forgets what was read, after a write. */
  forget(): void {
    for (const loader of this.all) loader.clearAll();
  }

  /** Slices of the matches of needs or offers that are asked for in the same way. */
  matches(side: 'need' | 'offer', outcome: MatchOutcome, slice: Slice): DataLoader<string, Page<MatchRow>> {
    return kept(this.pages, JSON.stringify([side, outcome, slice]), () =>
      this.batched(async (tx, ids) => {
        const pages = await matchPages(tx, side, ids, outcome, slice);
        return (id) => pages.get(id) ?? { rows: [], hasNext: false };
      }),
    );
  }

  matchCount(side: 'need' | 'offer', outcome: MatchOutcome): DataLoader<string, number> {
    return kept(this.counts, `${side} ${outcome}`, () =>
      this.batched(async (tx, ids) => {
        const counts = await countMatches(tx, side, ids, outcome);
        return (id) => counts.get(id) ?? 0;
      }),
    );
  }

  private one<Row>(read: (tx: Tx, ids: readonly string[]) => Promise<Row[]>, idOf: (row: Row) => string): DataLoader<string, Row | null> {
    return this.batched(async (tx, ids) => {
      const byId = new Map((await read(tx, ids)).map((row) => [idOf(row), row]));
      return (id) => byId.get(id) ?? null;
    });
  }

  private many<Row>(read: (tx: Tx, ids: readonly string[]) => Promise<Row[]>, idOf: (row: Row) => string): DataLoader<string, Row[]> {
    return this.batched(async (tx, ids) => {
      const grouped = new Map<string, Row[]>(ids.map((id) => [id, []]));
      for (const row of await read(tx, ids)) grouped.get(idOf(row))?.push(row);
      return (id) => grouped.get(id) ?? [];
    });
  }

  private batched<T>(read: (tx: Tx, ids: readonly string[]) => Promise<(id: string) => T>): DataLoader<string, T> {
    const loader = new DataLoader<string, T>(async (ids) => {
      const answer = await read(await this.reading.tx(), ids);
      return ids.map(answer);
    });
    this.all.push(loader);
    return loader;
  }
}

function kept<T>(held: Map<string, T>, key: string, make: () => T): T {
  const found = held.get(key) ?? make();
  held.set(key, found);
  return found;
}
