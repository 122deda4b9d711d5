/**
 * Loaded before the API or the worker by the launcher, which holds the other end of their input: it ends whatever way the launcher dies,
 * also by SIGKILL. The process is then asked to stop as an operator would ask it, and made to when it does not.
 */
const PATIENCE_MS = 10_000;

process.stdin.on('end', () => {
  setTimeout(() => process.exit(1), PATIENCE_MS).unref();
  process.kill(process.pid, 'SIGTERM');
});
process.stdin.resume();
// Sockets and pipes have it, files have not; nothing but the input must not keep the process alive.
if ('unref' in process.stdin) process.stdin.unref();

export {};
