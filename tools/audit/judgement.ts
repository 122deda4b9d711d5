/** What `npm audit --json` tells, as far as it matters here. */
export interface Report {
  readonly vulnerabilities: Readonly<Record<string, { readonly severity: string; readonly via: readonly (string | Advisory)[] }>>;
}

interface Advisory {
  readonly url: string;
  readonly title: string;
  readonly severity: string;
}

/** A weakness that we live with for a while: which, why it does no harm here, and when somebody looks again. */
export interface Exception {
  readonly advisory: string;
  readonly reason: string;
  readonly reviewBy: string;
}

const grave = new Set(['high', 'critical']);
const LEAST_REASON = 20;

/** Everything that stands in the way, one sentence each. */
export function judge(report: Report, exceptions: readonly Exception[], today: string): string[] {
  const found = new Map<string, string>();
  for (const [name, { via }] of Object.entries(report.vulnerabilities)) {
    for (const advisory of via)
      if (typeof advisory !== 'string' && grave.has(advisory.severity))
        found.set(advisory.url, `${advisory.severity} in ${name}: ${advisory.title} (${advisory.url})`);
  }
  const allowed = new Set(exceptions.map(({ advisory }) => advisory));
  return [
    ...[...found].filter(([url]) => !allowed.has(url)).map(([, words]) => words),
    ...exceptions.flatMap(({ advisory, reason, reviewBy }) => [
      ...(found.has(advisory) ? [] : [`The exception for ${advisory} is not needed any longer.`]),
      ...(/^\d{4}-\d{2}-\d{2}$/.test(reviewBy) && reviewBy >= today
        ? []
        : [`The exception for ${advisory} was to be looked at by ${reviewBy}.`]),
      ...(reason.length >= LEAST_REASON ? [] : [`The exception for ${advisory} does not say why.`]),
    ]),
  ];
}
