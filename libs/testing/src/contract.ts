import { send } from './api-client.js';

/** What a mutation takes and what it is about. */
export interface MutationContract {
  readonly input: string;
  readonly thing: 'Need' | 'Offer';
}

/** What the API says of itself. */
export interface Contract {
  readonly mutations: ReadonlyMap<string, MutationContract>;
  /** Numbers of municipalities by name; of two with one name, the latter. */
  readonly municipalities: ReadonlyMap<string, string>;
}

interface Named {
  readonly ofType: { readonly name: string };
}

interface Introspection {
  readonly municipalities: readonly { readonly code: string; readonly name: string }[];
  readonly __schema: {
    readonly mutationType: { readonly fields: readonly { name: string; args: readonly { type: Named }[]; type: Named }[] };
  };
}

const INTROSPECTION = `{
  municipalities { code name }
  __schema { mutationType { fields { name args { type { ofType { name } } } type { ofType { name } } } } }
}`;

export async function readContract(url: string): Promise<Contract> {
  const { body } = await send(url, INTROSPECTION, {}, {});
  const { municipalities, __schema } = body.data as Introspection;
  return {
    municipalities: new Map(municipalities.map(({ code, name }) => [name, code])),
    mutations: new Map(
      __schema.mutationType.fields.map(({ name, args, type }) => [
        name,
        { input: args[0]?.type.ofType.name ?? '', thing: type.ofType.name === 'NeedResult' ? 'Need' : 'Offer' },
      ]),
    ),
  };
}
