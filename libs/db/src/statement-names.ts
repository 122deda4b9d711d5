/** How many texts a process names: every one that our code has, and no end of them where texts vary. */
const NAMED = 400;

/**
 * Names statements that read, so that each connection parses, rewrites by row security and plans them once. What writes stays unnamed: its texts
 * vary with the number of rows.
 */
export function statementNames(): (query: { readonly sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size === NAMED || !/^\s*SELECT\b/i.test(sql)) return '';
    const name = `read_${names.size + 1}`;
    names.set(sql, name);
    return name;
  };
}
