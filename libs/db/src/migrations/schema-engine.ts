import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import { engineAdapter, type RefusedScript } from './engine-adapter.js';

/** The little of WebAssembly that is used here; TypeScript has its types among those of the browser only. */
interface WebAssemblyLoader {
  instantiate(bytes: Uint8Array, imports: Record<string, object>): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
}

/**
 * The engine's own imports, but for its timers: it sets one of ten seconds for its lock and never clears it, which would keep a command
 * that is done from ending.
 */
const importsOfEngine = (): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries<unknown>({ ...bindings }).map(([name, imported]) =>
      name.startsWith('__wbg_setTimeout_')
        ? [name, (callback: () => void, milliseconds: number) => setTimeout(callback, milliseconds).unref()]
        : [name, imported],
    ),
  );

let panic: string | null = null;

const load = async (): Promise<typeof bindings.SchemaEngine> => {
  const script = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = await readFile(script.replace(/\.js$/, '.wasm'));
  const { WebAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyLoader };
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': importsOfEngine() });
  // The engine tells this global why it gave up; without it the reason is lost.
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => (panic = message) } });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return bindings.SchemaEngine;
};

let loaded: Promise<typeof bindings.SchemaEngine> | undefined;

/** A schema engine at work on one database. */
export interface EngineSession {
  readonly engine: bindings.SchemaEngine;
  /** The last script that PostgreSQL refused, and why. */
  readonly refused: () => RefusedScript | null;
}

/**
 * Runs a task with Prisma's schema engine, which comes as WebAssembly in an npm package (the CLI would fetch a native one from the
 * vendor's site, which closed networks refuse).
 *
 * @param onLog gets the engine's log, a JSON object a line.
 */
export const withSchemaEngine = async <T>(
  url: string,
  onLog: (line: string) => void,
  task: (session: EngineSession) => Promise<T>,
): Promise<T> => {
  const SchemaEngine = await (loaded ??= load());
  const pool = new pg.Pool({ connectionString: url, max: 1, application_name: 'fagtorg-migrations' });
  let refused: RefusedScript | null = null;
  try {
    const adapter = engineAdapter(pool, (script) => (refused = script));
    const engine = await SchemaEngine.new({ datamodels: undefined }, onLog, bindMigrationAwareSqlAdapterFactory(adapter));
    const result = await task({ engine, refused: () => refused });
    engine.free();
    return result;
  } catch (failure) {
    if (panic === null) throw failure;
    // An engine that panicked can't be used again.
    loaded = undefined;
    throw new Error(`Prisma's schema engine gave up: ${panic}`, { cause: failure });
  } finally {
    await pool.end();
  }
};
