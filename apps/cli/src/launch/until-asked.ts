/** When an operator asks this process to stop: Ctrl-C, kill, or a terminal that is closed. */
export interface Asked {
  /** Aborted then. */
  readonly signal: AbortSignal;
  /** Resolved then. */
  readonly asked: Promise<null>;
}

/**
 * From here on those signals no longer end the process. Being asked again changes nothing: with Ctrl-C the terminal asks us, and so do
 * those that started us.
 */
export function untilAsked(): Asked {
  const controller = new AbortController();
  const asked = new Promise<null>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(name, () => {
        controller.abort();
        resolve(null);
      });
    }
  });
  return { signal: controller.signal, asked };
}
