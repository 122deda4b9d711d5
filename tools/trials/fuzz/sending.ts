import type { Headers } from '@fagtorg/testing';
import { connect } from 'node:net';
import type { Raw } from './bodies.js';

/** What came back. */
export interface Answered {
  /** 0 where nothing came back. */
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

const ANSWER_MS = 15_000;
const CUT_MS = 20;

export async function sendJson(url: string, body: unknown, headers: Headers): Promise<Answered> {
  const response = await fetch(url, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  return { status: response.status, type: response.headers.get('content-type') ?? '', text: await response.text() };
}

/** Sends bytes as they are. Resolves when the connection is closed, by whomever. */
export function sendRaw(url: string, { bytes, cut }: Raw): Promise<Answered> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect({ host: hostname, port: Number(port) });
    socket.setTimeout(ANSWER_MS, () => socket.destroy());
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', () => undefined); // whoever closes first is no matter here
    socket.on('close', () => resolve(answeredIn(Buffer.concat(chunks).toString())));
    socket.write(bytes);
    if (cut) setTimeout(() => socket.destroy(), CUT_MS);
  });
}

function answeredIn(text: string): Answered {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0),
    type: /^content-type: *(.*)$/im.exec(head)?.[1]?.trim() ?? '',
    text: /^transfer-encoding: *chunked/im.test(head) ? joined(rest.join('\r\n\r\n')) : rest.join('\r\n\r\n'),
  };
}

/** A body that came in pieces, each after its length. */
function joined(pieces: string): string {
  const [, length = '0', rest = ''] = /^([\da-f]+)\r\n([\s\S]*)$/i.exec(pieces) ?? [];
  const size = parseInt(length, 16);
  return size === 0 ? '' : rest.slice(0, size) + joined(rest.slice(size + 2));
}
