import { type Headers, type Input, type Person, type Reply, type World } from '@fagtorg/testing';

/** What administrators do and read through the API, as specs ask for it. */

const REFUSAL = '... on Refusal { code path message }';
const ROLE = 'role rights unit amountLimitOre deputyFor delegationReference from to';
const MEMBER = `... on Member { id person { id name email } ${ROLE} grantedBy { role name } grantReason endedBy { name } endReason }`;
const INVITATION = `id email state mail ${ROLE} reason invitedBy { role name } expiresAt`;
const TOKEN = 'id hint createdBy { name } expiresAt lastUsedAt endedAt';
const ACCOUNT = `id name scopes reason createdBy { name } endedBy { name } endedAt tokens { ${TOKEN} }`;

const answers: Readonly<Record<string, string>> = {
  invite: `... on IssuedInvitation { linkPath invitation { ${INVITATION} } }`,
  resendInvitation: `... on IssuedInvitation { linkPath invitation { ${INVITATION} } }`,
  withdrawInvitation: `... on Invitation { ${INVITATION} }`,
  grantRole: MEMBER,
  endRole: MEMBER,
  handOver: MEMBER,
  makeServiceAccount: `... on ServiceAccount { ${ACCOUNT} }`,
  endServiceAccount: `... on ServiceAccount { ${ACCOUNT} }`,
  issueApiToken: `... on IssuedApiToken { secret apiToken { ${TOKEN} } }`,
  endApiToken: `... on ApiToken { ${TOKEN} }`,
};

/** Any answer: what was done, or a refusal. Specs name the fields that they look at. */
export interface Answer {
  readonly __typename: string;
  readonly id: string;
  readonly code?: string;
  readonly path?: readonly string[];
  readonly linkPath?: string | null;
  readonly person?: { readonly id: string; readonly name: string };
  readonly secret?: string | null;
  readonly apiToken?: { readonly id: string; readonly hint: string };
  readonly invitation?: { readonly id: string; readonly email: string | null; readonly state: string; readonly mail: string };
}

/** Does something as somebody. */
export async function administers(who: Person, mutation: string, input: Input, headers: Headers = {}): Promise<Answer> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { answer: ${mutation}(input: $input) { __typename ${answers[mutation] ?? ''} ${REFUSAL} } }`;
  return (await who.asks<{ answer: Answer }>(query, { input }, headers)).answer;
}

const lists: Readonly<Record<string, string>> = {
  members: `members(organisationCode: $code, includeEnded: true, first: 100) { totalCount edges { node { id person { id name email } ${ROLE} } } }`,
  invitations: `invitations(organisationCode: $code, includeEnded: true, first: 100) { totalCount edges { node { ${INVITATION} } } }`,
  serviceAccounts: `serviceAccounts(organisationCode: $code, includeEnded: true, first: 100) { totalCount edges { node { ${ACCOUNT} } } }`,
  auditLog: `auditLog(organisationCode: $code, first: 100) { totalCount edges { node { number act by { role name } thing thingId facts } } }`,
  auditHead: 'auditHead(organisationCode: $code) { number hash at }',
};
export const readings = Object.keys(lists);

/** Asks for one of the lists of an organisation. */
export const asksFor = (who: Person, list: string, code: string, headers: Headers = {}): Promise<Reply> =>
  who.sends(`query ($code: ID!) { answer: ${lists[list] ?? ''} }`, { code }, headers);

export interface Node {
  readonly id: string;
  readonly act: string;
  readonly number: number;
  readonly role: string;
  readonly facts: string;
  readonly thingId: string;
  readonly person: { readonly id: string; readonly name: string; readonly email: string } | null;
  readonly by: { readonly role: string | null; readonly name: string | null };
}

/** The rows of a list; throws where it was refused. */
export async function rowsOf(who: Person, list: string, code: string, headers: Headers = {}): Promise<Node[]> {
  const { body } = await asksFor(who, list, code, headers);
  if (body.errors) throw new Error(JSON.stringify(body.errors));
  return (body.data as { answer: { edges: { node: Node }[] } }).answer.edges.map(({ node }) => node);
}

/** What came of a reading: ok, or the code of the refusal. */
export const outcome = ({ body }: Reply): string => body.errors?.[0]?.extensions.code ?? 'ok';

/** Everybody who may ask, as they stand to Tolga (3426) in Innlandet. */
export const everybody = (world: World): Readonly<Record<string, Person>> => {
  const [tolga, tynset] = [world.municipality('Tolga'), world.municipality('Tynset')];
  return {
    nobody: world.anybody(),
    'a specialist': tolga.specialist(),
    'a case worker': tolga.caseWorker(),
    'a manager': tolga.manager(),
    'the administrator': tolga.orgAdmin(),
    'another’s administrator': tynset.orgAdmin(),
    'another’s manager': tynset.manager(),
    'the broker of the county': world.organisation('34').broker(),
    'the broker of another county': world.organisation('50').broker(),
  };
};

/** The headers of a program. */
export const bearing = (token: string | null | undefined): Headers => ({ authorization: `Bearer ${token ?? ''}` });
