import type { Tongue } from '../language.js';

/** A mail in words: what stands before the one thing to do, that thing, and what stands behind it. */
export interface Letter {
  readonly tongue: Tongue;
  readonly subject: string;
  readonly greeting: string;
  readonly before: readonly string[];
  readonly step: { readonly label: string; readonly url: string };
  /** Said to those whose reader shows no button. */
  readonly orCopy: string;
  readonly behind: readonly string[];
  /** Small, at the end. */
  readonly closing: string;
}

/** The letter for readers that show plain text. */
export const asText = ({ greeting, before, step, behind, closing }: Letter): string =>
  [greeting, ...before, `${step.label}:\n${step.url}`, ...behind, `-- \n${closing}`].join('\n\n') + '\n';

/** The letter as a page of its own: one column, no picture, nothing that is fetched, and readable in the dark and without styles. */
export function asHtml({ tongue, subject, greeting, before, step, orCopy, behind, closing }: Letter): string {
  const url = escaped(step.url);
  return `<!doctype html>
<html lang="${tongue}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${escaped(subject)}</title>
</head>
<body style="margin:0;padding:0;background:#eef1f3;color:#1b1b1b">
<div lang="${tongue}" style="max-width:560px;margin:0 auto;padding:32px 24px;background:#ffffff;font:17px/1.55 'Segoe UI',system-ui,-apple-system,Roboto,Arial,sans-serif">
<p style="margin:0 0 24px;font-size:20px;font-weight:700;color:#0b4f71">Fagtorg</p>
<h1 style="margin:0 0 16px;font-size:24px;line-height:1.3;font-weight:700">${escaped(subject)}</h1>
${[greeting, ...before].map(paragraph).join('\n')}
<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:24px 0"><tr><td bgcolor="#0b4f71" style="border-radius:4px;background:#0b4f71">
<a href="${url}" style="display:inline-block;padding:13px 26px;font-weight:600;color:#ffffff;text-decoration:none">${escaped(step.label)}</a>
</td></tr></table>
<p style="margin:0 0 24px;font-size:15px;color:#4a4a4a">${escaped(orCopy)}<br>
<a href="${url}" style="color:#0b4f71;word-break:break-all">${url}</a></p>
${behind.map(paragraph).join('\n')}
<p style="margin:32px 0 0;padding-top:16px;border-top:1px solid #cfd6da;font-size:15px;color:#4a4a4a">${escaped(closing)}</p>
</div>
</body>
</html>
`;
}

const paragraph = (text: string): string => `<p style="margin:0 0 16px">${escaped(text)}</p>`;

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? '');
