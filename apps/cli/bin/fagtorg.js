#!/usr/bin/env node
import { existsSync } from 'node:fs';

const main = new URL('../dist/main.js', import.meta.url);

/** sysexits.h: something that is needed is not to be had. */
const UNAVAILABLE = 69;

if (existsSync(main)) {
  await import(main.href);
} else {
  process.stderr.write('Fagtorg has not been built yet.\n→ npm start builds and starts it; npx nx run-many -t build only builds.\n');
  process.exitCode = UNAVAILABLE;
}
