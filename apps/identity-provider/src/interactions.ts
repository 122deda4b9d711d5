import { type Database, demonstrationAccount } from '@fagtorg/core';
import type { IncomingMessage } from 'node:http';
import type { InteractionResults, Provider } from 'oidc-provider';
import { asDetail } from './organisation-details.js';
import { organisationPage, pageHeaders, whoPage } from './pages.js';

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;
type Middleware = Parameters<Provider['use']>[0];

/** Either a page that asks for more, or what the provider is told. */
type Step = { readonly page: string } | { readonly result: InteractionResults };

/** The forms between the provider's beginning and its answer: who somebody is, and for whom they act. */
export function interactions(provider: Provider, database: Database, apiOrigin: string): Middleware {
  return async (ctx, next) => {
    if (!/^\/interaction\/[\w-]+$/.test(ctx.path) || !['GET', 'POST'].includes(ctx.method)) {
      await next();
      return;
    }
    ctx.set(pageHeaders(apiOrigin));
    const interaction = await provider.interactionDetails(ctx.req, ctx.res);
    const form = ctx.method === 'POST' ? await formOf(ctx.req) : null;
    const step = await nextStep({ provider, database, interaction, form, path: ctx.path });
    if ('page' in step) {
      ctx.type = 'html';
      ctx.body = step.page;
      return;
    }
    ctx.respond = false; // the provider itself sends the browser on
    await provider.interactionFinished(ctx.req, ctx.res, step.result, { mergeWithLastSubmission: true });
  };
}

interface Situation {
  readonly provider: Provider;
  readonly database: Database;
  readonly interaction: Interaction;
  /** What was filled in; null before. */
  readonly form: URLSearchParams | null;
  readonly path: string;
}

function nextStep(situation: Situation): Promise<Step> {
  if (situation.form?.get('choice') === 'cancel')
    return Promise.resolve({ result: { error: 'access_denied', error_description: 'cancelled' } });
  return situation.interaction.prompt.name === 'login' ? login(situation) : consent(situation);
}

async function login({ database, interaction: { params }, form, path }: Situation): Promise<Step> {
  const email = form?.get('email') ?? null;
  const account = email === null ? null : await demonstrationAccount(database, email);
  if (!account) return { page: whoPage(path, email) };
  // Whoever asks for more gets more: nobody is really looked at here.
  const acr = (text(params['acr_values']) ?? 'substantial').split(' ')[0];
  return { result: { login: { accountId: account.email, acr, amr: ['demonstration'], remember: false } } };
}

async function consent({ provider, database, interaction: { params, session }, form, path }: Situation): Promise<Step> {
  const account = await demonstrationAccount(database, session?.accountId ?? '');
  if (!account) throw new Error('Somebody is signed in who is no longer there.');
  const asked = params['authorization_details'] !== undefined;
  if (asked && form === null) return { page: organisationPage(path, account) };
  const code = form?.get('organisation') ?? '';
  const grant = new provider.Grant({ accountId: account.email, clientId: text(params['client_id']) ?? '' });
  grant.addOIDCScope(text(params['scope']) ?? '');
  const chosen = account.organisations.find((organisation) => organisation.code === code);
  if (asked && chosen) grant.addRar(asDetail(chosen.orgNumber));
  return { result: { consent: { grantId: await grant.save() } } };
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const FORM_BYTES = 10_000;

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > FORM_BYTES) throw new Error('A form is too long.');
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString());
}
