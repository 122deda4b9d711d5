import type { Adapter, AdapterPayload } from 'oidc-provider';

/** What the provider remembers, in memory: a demonstration's sign-ins need not outlive it. */
export class Shelf implements Adapter {
  private static readonly held = new Map<string, { readonly payload: AdapterPayload; readonly until: number }>();

  constructor(private readonly kind: string) {}

  upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<undefined> {
    const now = Date.now();
    for (const [key, { until }] of Shelf.held) if (until < now) Shelf.held.delete(key);
    Shelf.held.set(this.key(id), { payload, until: now + expiresIn * 1000 });
    return Promise.resolve(undefined);
  }

  find(id: string): Promise<AdapterPayload | undefined> {
    const found = Shelf.held.get(this.key(id));
    return Promise.resolve(found && found.until > Date.now() ? found.payload : undefined);
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return Promise.resolve(this.all().find((payload) => payload.uid === uid));
  }

  findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return Promise.resolve(this.all().find((payload) => payload.userCode === userCode));
  }

  consume(id: string): Promise<undefined> {
    const found = Shelf.held.get(this.key(id));
    if (found) found.payload.consumed = Math.floor(Date.now() / 1000);
    return Promise.resolve(undefined);
  }

  destroy(id: string): Promise<undefined> {
    Shelf.held.delete(this.key(id));
    return Promise.resolve(undefined);
  }

  revokeByGrantId(grantId: string): Promise<undefined> {
    for (const [key, { payload }] of Shelf.held) if (payload.grantId === grantId) Shelf.held.delete(key);
    return Promise.resolve(undefined);
  }

  private key(id: string): string {
    return `${this.kind}:${id}`;
  }

  private all(): AdapterPayload[] {
    const now = Date.now();
    return [...Shelf.held].flatMap(([key, { payload, until }]) => (key.startsWith(`${this.kind}:`) && until > now ? [payload] : []));
  }
}
