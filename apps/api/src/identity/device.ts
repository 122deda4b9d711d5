/** Looked for in this order, as browsers name those that they descend from. */
const browsers: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|CriOS)\//],
  ['Safari', /\bSafari\//],
];
const systems: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Android', /\bAndroid\b/],
  ['iOS', /\b(?:iPhone|iPad)\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Linux', /\bLinux\b/],
];

/** Browser and system in a few words, as "Firefox, Windows": enough to know one's own again, and not enough to follow anybody. */
export function deviceOf(userAgent: string | undefined): string {
  const named = (kinds: typeof browsers): string[] => kinds.filter(([, pattern]) => pattern.test(userAgent ?? '')).map(([name]) => name);
  const words = [...named(browsers).slice(0, 1), ...named(systems).slice(0, 1)];
  return words.length > 0 ? words.join(', ') : '?';
}
