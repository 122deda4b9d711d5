import { readFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { System } from './system.js';

/** What the figures of a bench hang on. */
export interface Surroundings {
  readonly cores: number;
  readonly processor: string;
  readonly memoryGb: number;
  readonly platform: string;
  readonly versions: Readonly<Record<string, string>>;
}

const packages = ['@nestjs/core', '@apollo/server', '@prisma/client', 'bullmq', 'ioredis'];

export async function surroundings(system: System): Promise<Surroundings> {
  const [server] = await system.behind.rows<{ version: string }>(`SELECT current_setting('server_version') AS version`);
  const versions = await Promise.all(packages.map(async (name) => [name, await versionOf(name)] as const));
  return {
    cores: cpus().length,
    processor: cpus()[0]?.model ?? 'unknown',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    versions: { node: process.versions.node, postgresql: server?.version ?? 'unknown', ...Object.fromEntries(versions) },
  };
}

async function versionOf(name: string): Promise<string> {
  const file = fileURLToPath(new URL(`../../node_modules/${name}/package.json`, import.meta.url));
  return (JSON.parse(await readFile(file, 'utf8')) as { version: string }).version;
}
