export type CompetenceCode = string;

/** Knows the field, works on their own, or is the one that others ask. */
export const competenceLevels = ['BASIC', 'PROFICIENT', 'EXPERT'] as const;
export type CompetenceLevel = (typeof competenceLevels)[number];

export interface CompetenceRequirement {
  readonly competence: CompetenceCode;
  readonly level: CompetenceLevel;
  /** What is not mandatory is a wish: it moves the score and excludes nobody. */
  readonly mandatory: boolean;
}

export interface CompetenceClaim {
  readonly competence: CompetenceCode;
  readonly level: CompetenceLevel;
}

/** How a person's best claim answers a requirement; `short` counts the levels that lack, null where there is no claim at all. */
export interface CompetenceFit {
  readonly asked: CompetenceRequirement;
  readonly best: CompetenceClaim | null;
  readonly short: number | null;
}

const rank = (level: CompetenceLevel): number => competenceLevels.indexOf(level);

/** The tree of competences: a narrower one answers for every broader one above it. */
export class CompetenceTree {
  /** @param broader for each competence the next broader one, or null at the top */
  constructor(private readonly broader: ReadonlyMap<CompetenceCode, CompetenceCode | null>) {}

  isSameOrNarrower(claimed: CompetenceCode, asked: CompetenceCode): boolean {
    for (let code: CompetenceCode | null | undefined = claimed; code; code = this.broader.get(code)) {
      if (code === asked) return true;
    }
    return false;
  }

  /** The best claim for a requirement: the highest level of the same or a narrower competence. */
  fit(asked: CompetenceRequirement, claims: readonly CompetenceClaim[]): CompetenceFit {
    let best: CompetenceClaim | null = null;
    for (const claim of claims) {
      if (this.isSameOrNarrower(claim.competence, asked.competence) && (!best || rank(claim.level) > rank(best.level))) best = claim;
    }
    return { asked, best, short: best ? Math.max(0, rank(asked.level) - rank(best.level)) : null };
  }
}
