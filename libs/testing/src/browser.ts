import { CookieJar } from 'tough-cookie';
import type { Headers, Reply } from './api-client.js';

/** What a browser got for an address; redirections are not followed by themselves. */
export interface Visit {
  readonly url: string;
  readonly status: number;
  readonly location: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly setCookies: readonly string[];
  readonly text: string;
}

/** Somebody's browser: it keeps cookies as browsers do, follows what it is told to, and fills in forms. */
export class Browser {
  readonly cookies = new CookieJar();

  constructor(
    /** Where our page would stand. */
    readonly origin: string,
    private readonly userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
  ) {}

  /** One request. What is not plain reading names our page as its sender, unless the headers say otherwise; an empty one leaves it out. */
  async visit(
    path: string,
    { method = 'GET', body = null, headers = {} }: { method?: string; body?: string | null; headers?: Headers } = {},
  ): Promise<Visit> {
    const url = new URL(path, this.origin).href;
    const cookie = await this.cookies.getCookieString(url);
    const sent = {
      'user-agent': this.userAgent,
      ...(cookie === '' ? {} : { cookie }),
      ...(method === 'GET' ? {} : { origin: new URL(url).origin }),
      ...headers,
    };
    const given = Object.entries(sent).filter(([, value]) => value !== '');
    const response = await fetch(url, { method, body, redirect: 'manual', headers: Object.fromEntries(given) });
    const setCookies = response.headers.getSetCookie();
    for (const one of setCookies) await this.cookies.setCookie(one, url);
    const location = response.headers.get('location');
    return {
      url,
      status: response.status,
      location: location === null ? null : new URL(location, url).href,
      headers: Object.fromEntries(response.headers),
      setCookies,
      text: await response.text(),
    };
  }

  /** Follows redirections until something is shown, or an address begins as given. */
  async follow(path: string, until?: string): Promise<Visit> {
    let visit = await this.visit(path);
    while (visit.location !== null && (until === undefined || !visit.location.startsWith(until))) visit = await this.visit(visit.location);
    return visit;
  }

  /** Sends a form to the address that the page shown names. */
  async fillIn(shown: Visit, fields: Readonly<Record<string, string>>): Promise<Visit> {
    const action = /<form method="post" action="([^"]+)"/.exec(shown.text)?.[1];
    if (action === undefined) throw new Error(`There is no form on ${shown.url} (${shown.status}): ${shown.text}`);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return this.visit(new URL(action, shown.url).href, { method: 'POST', body: new URLSearchParams(fields).toString(), headers });
  }

  /** Asks to sign in, or comes by the link of an invitation, and fills in the forms of the demonstration's identity provider. Answers the address that it sends the browser back to. */
  async comesBackAs(email: string, { organisation = '', returnTo = '/', link = '' } = {}): Promise<string> {
    const way = link === '' ? `/sign-in?returnTo=${encodeURIComponent(returnTo)}` : await this.saysYes(link);
    const who = await this.follow(way);
    let visit = await this.fillIn(who, { email, choice: 'go-on' });
    const callback = `${this.origin}/sign-in/callback`;
    visit = await this.follow(visit.location ?? '', callback);
    if (visit.location === null) {
      visit = await this.fillIn(visit, { organisation, choice: 'go-on' });
      visit = await this.follow(visit.location ?? '', callback);
    }
    if (visit.location === null) throw new Error(`The identity provider did not send ${email} back: ${visit.text}`);
    return visit.location;
  }

  /** Says yes to an invitation. Answers where it sends the browser then. */
  private async saysYes(link: string): Promise<string> {
    const { location } = await this.fillIn(await this.visit(link), {});
    if (location === null) throw new Error(`${link} led nowhere.`);
    return location;
  }

  /** Signs in all the way. Answers where the browser is sent then. */
  async signsIn(email: string, options: { organisation?: string; returnTo?: string; link?: string } = {}): Promise<Visit> {
    return this.visit(await this.comesBackAs(email, options));
  }

  /** Sends a GraphQL operation from our page. */
  async sends(query: string, variables: unknown = {}, headers: Headers = {}): Promise<Reply> {
    const body = JSON.stringify({ query, variables });
    const { status, text } = await this.visit('/graphql', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
    return { status, body: JSON.parse(text) as Reply['body'] };
  }

  /** Sends a form to the token endpoint from our page. */
  async asksForTokens(
    form: Readonly<Record<string, string>>,
    headers: Headers = {},
  ): Promise<{ status: number; body: Readonly<Record<string, unknown>> }> {
    const body = new URLSearchParams(form).toString();
    const sent = { 'content-type': 'application/x-www-form-urlencoded', ...headers };
    const { status, text } = await this.visit('/token', { method: 'POST', body, headers: sent });
    return { status, body: JSON.parse(text) as Readonly<Record<string, unknown>> };
  }
}
