import { PrismaPg } from '@prisma/adapter-pg';
import {
  type ColumnType,
  ColumnTypeEnum,
  DriverAdapterError,
  isDriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
  type SqlResultSet,
} from '@prisma/driver-adapter-utils';
import pg from 'pg';

/** What PostgreSQL said about a script that it refused, as the engine's own message has no line and no hint. */
export interface RefusedScript {
  readonly error: pg.DatabaseError;
  readonly script: string;
}

/** The types that PostgreSQL's catalogue is described in, with those that the engine knows them by. */
const catalogueTypes = new Map<number, ColumnType>([
  [pg.types.builtins.BOOL, ColumnTypeEnum.Boolean],
  [pg.types.builtins.CHAR, ColumnTypeEnum.Character],
  [pg.types.builtins.INT2, ColumnTypeEnum.Int32],
  [pg.types.builtins.INT4, ColumnTypeEnum.Int32],
  [pg.types.builtins.OID, ColumnTypeEnum.Int64],
]);

/** Reads the catalogue itself where @prisma/adapter-pg 7.10 refuses PostgreSQL's internal type "char". */
const readCatalogue = async (pool: pg.Pool, query: SqlQuery): Promise<SqlResultSet> => {
  const { fields, rows } = await pool.query<unknown[]>({ text: query.sql, values: query.args, rowMode: 'array' });
  return {
    columnNames: fields.map((field) => field.name),
    columnTypes: fields.map((field) => catalogueTypes.get(field.dataTypeID) ?? ColumnTypeEnum.Text),
    rows,
  };
};

const asDriverError = ({ code, severity, message, detail, column, hint }: pg.DatabaseError): DriverAdapterError =>
  new DriverAdapterError({ kind: 'postgres', code: code ?? '', severity: severity ?? 'ERROR', message, detail, column, hint });

/**
 * Prisma's adapter with two repairs that the schema engine needs. A script goes to PostgreSQL whole, so that it is one transaction
 * and function bodies survive: the adapter cuts it at every semicolon. And the catalogue can be read, for the drift check.
 */
export const engineAdapter = (pool: pg.Pool, onRefused: (refused: RefusedScript) => void): SqlMigrationAwareDriverAdapterFactory => {
  const factory = new PrismaPg(pool);

  const repaired = (adapter: SqlDriverAdapter): SqlDriverAdapter => ({
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    executeRaw: (query) => adapter.executeRaw(query),
    startTransaction: (level) => adapter.startTransaction(level),
    getConnectionInfo: () => adapter.getConnectionInfo?.() ?? { supportsRelationJoins: true },
    dispose: () => adapter.dispose(),
    queryRaw: async (query) => {
      try {
        return await adapter.queryRaw(query);
      } catch (failure) {
        if (isDriverAdapterError(failure) && failure.cause.kind === 'UnsupportedNativeDataType') return readCatalogue(pool, query);
        throw failure;
      }
    },
    executeScript: async (script) => {
      try {
        await pool.query(script);
      } catch (failure) {
        if (!(failure instanceof pg.DatabaseError)) throw failure;
        onRefused({ error: failure, script });
        throw asDriverError(failure);
      }
    },
  });

  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => repaired(await factory.connect()),
    connectToShadowDb: async () => repaired(await factory.connectToShadowDb()),
  };
};
