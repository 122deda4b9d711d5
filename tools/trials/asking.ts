import { type Headers, send } from '@fagtorg/testing';

/** The data of an answer; anything but a full answer is thrown. */
export async function ask<T>(url: string, headers: Headers, query: string, variables: unknown = {}): Promise<T> {
  const { status, body } = await send(url, query, variables, headers);
  if (status !== 200 || body.errors) throw new Error(`${status} ${JSON.stringify(body.errors)}`);
  return body.data as T;
}
