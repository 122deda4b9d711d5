import { type Action, type Grant, policy, relations, roles } from '@fagtorg/domain';
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';

/** Writes `libs/domain/POLICY.md`: who may do and see what, from the policy table. `--check` compares it with the committed file instead. */

const committed = 'libs/domain/POLICY.md';
const command = 'npx tsx --conditions=source tools/policy-document.ts';

/** What an action is, as it goes on after "may". An action without a sentence does not compile. */
const deeds: Readonly<Record<Action, string>> = {
  'draft-need': 'draft a need, and change it while it is a draft',
  'submit-need': 'submit a need to those who may post it',
  'post-need': 'post a need and take it from step to step',
  'widen-search': 'set how far the search for a need reaches, with a reason',
  'see-draft-need': 'see a need before it is open',
  'see-matches-of-need': 'see the matches and near misses of a need',
  'see-why-of-need': 'see who took a step of a need, and why',
  'offer-own-hours': 'offer their own hours, and change what they offer',
  'release-hours': 'release hours of an employee, or not; offer hours on behalf of one',
  'see-unpublished-offer': 'see an offer before it is published, and what the lender alone knows of it',
  'see-matches-of-offer': 'see the matches and near misses of an offer',
  'see-people': 'see names, titles and e-mail addresses of who works there, of which the audit tells',
  'see-members': 'see who holds and held which role, and who is invited, of which the audit tells',
  'see-programs': 'see programs’ accounts and tokens, without the secrets',
  'give-roles': 'invite, give and end roles, and hand their own over',
  'make-service-accounts': 'make and end programs’ accounts, issue and end their tokens',
  'read-audit': 'read the audit, which tells of it, and the head of its chain',
};

const words: Readonly<Record<Grant['role'], string>> = {
  MANAGER: 'a manager',
  CASE_WORKER: 'a case worker',
  SPECIALIST: 'a specialist',
  BROKER: 'a broker',
  ORG_ADMIN: 'an administrator',
  PLATFORM_ADMIN: 'who runs Fagtorg',
  SERVICE_ACCOUNT: 'a program',
};
const standing: Readonly<Record<Grant['relation'], string>> = {
  ORGANISATION: 'in their own organisation',
  SELF: 'for themselves, in their own organisation',
  REGION: 'where the region touches their county',
};

const needed = ({ right, scope }: Grant): string => (right ? ` with the right ${right}` : scope ? ` with the scope ${scope}` : '');
const grantsOf = (action: Action): readonly Grant[] => policy[action];
const actions = Object.keys(policy) as Action[];

const byAction = actions.map((action) => {
  const who = grantsOf(action).map((grant) => `${words[grant.role]}${needed(grant)}, ${standing[grant.relation]}`);
  return `| \`${action}\` | ${deeds[action]} | ${who.join('<br>')} |`;
});

const cell = (action: Action, role: Grant['role']): string =>
  grantsOf(action)
    .filter((grant) => grant.role === role)
    .map(({ relation, right, scope }) => [relation, right ?? scope].filter(Boolean).join(' + '))
    .join('<br>');
const matrix = actions.map((action) => `| \`${action}\` | ${roles.map((role) => cell(action, role)).join(' | ')} |`);

const sights = actions.filter((action) => /^(see|read)-/.test(action));
const seen = roles.map((role) => {
  const may = sights.flatMap((action) =>
    grantsOf(action)
      .filter((grant) => grant.role === role)
      .map((grant) => `- ${deeds[action]}: ${standing[grant.relation]}${needed(grant)}`),
  );
  return [
    `### ${words[role].replace(/^./, (letter) => letter.toUpperCase())} may`,
    '',
    ...(may.length > 0 ? may : ['- see what everyone sees']),
    '',
  ].join('\n');
});

const document = `# Who may do and see what

Written from \`libs/domain/src/policy.ts\` by \`${command}\`; \`npm test\` checks that it is current. Services ask this table, lists
filter by it, and row security says the same in its own words: either lock holds where the other one fails. Whatever does not stand here nobody may.

Everybody sees reference data. Whoever is signed in sees needs from OPEN on and offers from AVAILABLE on: never the person behind an offer, and
not the lender where the specialist shows the region alone. What one may not see does not exist: NOT_FOUND. FORBIDDEN is for what one sees and
may not change.

A role holds from its first day to its last. It may be given with rights (POST, RELEASE, APPROVE, SIGN), which are a manager's alone; a program
has scopes instead.

## By action

| action | means to | who may |
| --- | --- | --- |
${byAction.join('\n')}

## By role

${relations.map((relation) => `${relation}: ${standing[relation]}.`).join(' ')} After a plus stands the right or the scope that it takes.

| action | ${roles.join(' | ')} |
| --- | ${roles.map(() => '---').join(' | ')} |
${matrix.join('\n')}

## Who sees what

Beside what everybody sees:

${seen.join('\n')}`;

const written = await format(document, { ...(await resolveConfig(committed)), parser: 'markdown' });
if (!process.argv.includes('--check')) {
  writeFileSync(committed, written);
} else if (readFileSync(committed, 'utf8') !== written) {
  console.error(`${committed} does not follow from libs/domain/src/policy.ts. Run: ${command}`);
  process.exit(1);
}
