/** What tells an operator what goes on, on stderr, so that stdout holds the answer alone. */
export interface Progress {
  /** A line of its own. */
  readonly say: (line: string) => void;
  /** The same line again with newer figures: rewritten on a terminal, and told now and then elsewhere. */
  readonly count: (line: string) => void;
}

interface Stream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const NOW_AND_THEN_MS = 5_000;

export function progressOn(stream: Stream, now: () => number = Date.now): Progress {
  let counting = false;
  let told = -Infinity;
  return {
    say: (line) => {
      stream.write(`${counting ? '\n' : ''}${line}\n`);
      counting = false;
    },
    count: (line) => {
      if (stream.isTTY) {
        stream.write(`\r\u001b[K${line}`);
        counting = true;
      } else if (now() - told >= NOW_AND_THEN_MS) {
        stream.write(`${line}\n`);
        told = now();
      }
    },
  };
}

/** A number as it is read: 2 000. */
export const figure = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ' ');
