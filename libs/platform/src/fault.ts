/** What is written of an error: its kind, its words and where it came from, down to the first cause. */
export interface WrittenFault {
  readonly type: string;
  readonly message: string;
  readonly stack: string;
}

const DEEPEST = 5;
const DATABASE = /Prisma|DriverAdapter|DatabaseError/;
/** PostgreSQL's SQLSTATE, or Prisma's own. */
const DATABASE_CODE = /^(?:[0-9A-Z]{5}|P\d{4})$/;

/** Words of a database quote what people wrote, so of its errors only kind and code are kept. */
export function writtenFault(fault: unknown): WrittenFault {
  const chain: unknown[] = [];
  for (let one = fault; one !== undefined && one !== null && chain.length < DEEPEST; one = one instanceof Error ? one.cause : undefined)
    chain.push(one);
  const parts = chain.map(partOf);
  const [first = partOf(undefined)] = parts;
  return { ...first, stack: parts.map(({ stack }) => stack).join('\ncaused by: ') };
}

function partOf(fault: unknown): WrittenFault {
  if (!(fault instanceof Error)) return { type: typeof fault, message: String(fault), stack: String(fault) };
  const type = fault.constructor.name === 'Error' ? fault.name : fault.constructor.name;
  const code = codeOf(fault);
  const message = DATABASE.test(type) || DATABASE_CODE.test(code) ? `database error ${code || codeOf(fault.cause)}`.trim() : fault.message;
  const frames = (fault.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { type, message, stack: [`${type}: ${message}`, ...frames].join('\n') };
}

function codeOf(fault: unknown): string {
  const { code, originalCode } = (typeof fault === 'object' && fault !== null ? fault : {}) as { code?: unknown; originalCode?: unknown };
  const found = [originalCode, code].find((one) => typeof one === 'string');
  return typeof found === 'string' ? found : '';
}
