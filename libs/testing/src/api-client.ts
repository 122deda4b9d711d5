/** What came back over HTTP. */
export interface Reply {
  readonly status: number;
  readonly body: { readonly data?: unknown; readonly errors?: readonly ApiError[] };
}

export interface ApiError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string };
}

export type Headers = Readonly<Record<string, string>>;

/** Sends one GraphQL operation. */
export const send = (url: string, query: string, variables: unknown, headers: Headers): Promise<Reply> =>
  sendBody(url, JSON.stringify({ query, variables }), { 'content-type': 'application/json', ...headers });

/** Sends any body. An answer that is no JSON is a fault of the API. */
export async function sendBody(url: string, body: string | Uint8Array, headers: Headers): Promise<Reply> {
  const response = await fetch(url, { method: 'POST', body, headers });
  const text = await response.text();
  return { status: response.status, body: JSON.parse(text) as Reply['body'] };
}
