import type { ApolloServerPlugin } from '@apollo/server';
import { refuse } from '@fagtorg/domain';
import { Kind, OperationTypeNode } from 'graphql';
import { RefusedQuery } from './bad-input.js';
import type { Operation } from './operation.js';

/** Ends the reads of an operation when its answer is ready, and tells the audit whose personal data are in it, before it goes out. */
export const endReading: ApolloServerPlugin<Operation> = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse: async ({ contextValue: { reading, personalReads } }) => {
        await reading.end();
        await personalReads.tell();
      },
    }),
};

/** A key stands for one effect: a document that carries one may hold a single mutation. */
export const oneMutationPerKey: ApolloServerPlugin<Operation> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation: ({ contextValue, operation }) => {
        const fields = operation?.selectionSet.selections.filter((one) => one.kind !== Kind.FIELD || one.name.value !== '__typename') ?? [];
        const single = fields.length === 1 && fields[0]?.kind === Kind.FIELD;
        if (operation?.operation === OperationTypeNode.MUTATION && contextValue.idempotencyKey !== null && !single)
          throw new RefusedQuery(refuse('INVALID_INPUT', [], 'key-unusable', undefined).refusal, 'INVALID_INPUT');
        return Promise.resolve();
      },
    }),
};
