import { defaultDataDirectory, shown } from '../home/data-directory.js';
import type { Launched } from '../launch/launch.js';

/** What stands on the terminal when Fagtorg is ready: where it answers, how to sign in, and a first query. */
export function welcome({ api, identity, demonstration, queue, data }: Launched, directory: string): string {
  const lines = [
    '',
    'Fagtorg is ready.',
    '',
    `  API      ${api}/graphql`,
    `  Health   ${api}/health/ready`,
    ...(identity === null ? [] : [`  Sign in  ${api}/sign-in  (by the identity provider of the demonstration at ${identity})`]),
    `  Queue    ${queue === 'redis' ? 'Redis' : 'in PostgreSQL'}`,
    `  Data     ${data}`,
    '',
  ];
  return [...lines, ...(demonstration ? signIn(api, directory) : nobodyYet), '', 'Ctrl-C stops everything and keeps the data.'].join('\n');
}

/** In one line, as JSON has no line breaks inside a text. */
const FIRST_QUERY = JSON.stringify({
  query:
    '{ needs(filter: { municipalityCode: "5001" }, first: 2) { edges { node { title matches(first: 2) { totalCount edges { node { ' +
    'score offer { headline } criteria { criterion outcome explanation(language: nb) } } } } } } } }',
});

/** Trondheim's manager reads what the municipality lacks, and who could help. */
function signIn(api: string, directory: string): string[] {
  const elsewhere = directory === defaultDataDirectory ? '' : ` --data-dir ${shown(directory)}`;
  return [
    'Everyone here is made up. Sign in as somebody (manager@, specialist1@ or caseworker@<municipality>.example, broker@<county>.example):',
    '',
    `  TOKEN=$(npx fagtorg token manager@5001.example${elsewhere})`,
    '',
    "and ask for a municipality's needs with their best matches, and why:",
    '',
    `  curl -s ${api}/graphql -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' -d '${FIRST_QUERY}'`,
  ];
}

const nobodyYet = ['Without a demonstration nobody can sign in yet; what is public can be read.'];
