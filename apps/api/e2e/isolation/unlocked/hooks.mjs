/**
 * Takes the application's own checks out of an API while it is loaded: whoever asks is let in, and no list is filtered. What is left is row
 * security. Nothing of it stands in the application.
 */

/** A module whose conditions are all true. */
const alwaysTrue = (source) => {
  const names = [...source.matchAll(/export (?:const|function) (\w+)/g)].map(([, name]) => name);
  return [`import { Prisma } from '@fagtorg/db';`, ...names.map((name) => `export const ${name} = () => Prisma.sql\`true\`;`)].join('\n');
};

/** Puts another function in the place of an exported one, which it may call as `checked`. */
const instead = (name, code) => (source) => {
  const declared = new RegExp(`export (async )?function ${name}\\(`);
  if (!declared.test(source)) throw new Error(`There is no function ${name} to take out.`);
  return `${source.replace(declared, '$1function checked(')}\n${code}`;
};

const LET_IN = `export function authorize(actor, action, concerned) {
  const held = checked(actor, action, concerned) ?? actor.memberships[0] ?? { role: 'MANAGER', rights: ['POST', 'RELEASE'], scopes: [], organisation: {} };
  return { ...held, organisation: { ...held.organisation, id: concerned.organisationId } };
}`;

const taken = [
  ['/libs/domain/dist/policy.js', instead('authorize', LET_IN)],
  ['/libs/core/dist/sights/sights.js', alwaysTrue],
  ['/libs/core/dist/organisations/in-sight.js', alwaysTrue],
  ['/libs/core/dist/organisations/membership-rows.js', instead('belongsTo', 'export const belongsTo = async () => true;')],
  [
    '/libs/core/dist/identity/people.js',
    instead(
      'specialistOf',
      `export const specialistOf = async (tx, organisationId, personId) => (await checked(tx, organisationId, personId)) ?? { personId, name: 'x' };`,
    ),
  ],
  ['/apps/api/dist/operation/signed-in.js', (source) => source.replace('canActivate(context) {', 'canActivate(context) { return true;')],
];

export async function load(url, context, nextLoad) {
  const loaded = await nextLoad(url, context);
  const [, change] = taken.find(([path]) => url.endsWith(path)) ?? [];
  return change ? { ...loaded, source: change(String(loaded.source)) } : loaded;
}
