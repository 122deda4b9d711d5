/** What no answer may hold: how we are made. */
const signs: Readonly<Record<string, RegExp>> = {
  'a stack trace': /\bat (?:async )?[\w.<>[\] ]+ \(?(?:file:|node:|\/)|\.(?:js|ts|mjs):\d+:\d+/,
  'the path of a file': /\/(?:apps|libs|node_modules|dist|home|root|tmp|usr|var|opt|srv)\/[\w@.-]+/,
  SQL: /\bSELECT\b[\s\S]+\bFROM\b|\bINSERT INTO\b|\bDELETE FROM\b|\bUPDATE\b[\s\S]+\bSET\b/,
  'words of the database': /\bPrisma|\bpg_\w+|SQLSTATE|\brelation "|\bcolumn "|violates|\bsyntax error at or near|invalid input syntax/,
  'a connection URL': /postgres(?:ql)?:\/\/|rediss?:\/\//,
};

/** Says what an answer gives away, or null. */
export function leakIn(text: string, tables: RegExp): string | null {
  for (const [what, sign] of Object.entries(signs)) if (sign.test(text)) return what;
  return tables.test(text) ? 'the name of a table' : null;
}

/** Tables whose names are no words that people use. */
export const tableNames = (names: readonly string[]): RegExp =>
  new RegExp(`\\b(?:${names.filter((name) => name.includes('_')).join('|')})\\b`);
