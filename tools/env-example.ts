import { environmentSchema, launcherEnvironmentSchema } from '@fagtorg/platform';
import { readFileSync } from 'node:fs';

/** Prints `.env.example` from the schemas of the environment. `--check` compares it with the committed file instead. */

/** The little of a variable's schema that is shown. */
interface Variable {
  readonly description?: string | undefined;
  safeParse(value: unknown): {
    success: boolean;
    data?: string | number | boolean | object | undefined;
    error?: { issues: readonly { message: string }[] } | undefined;
  };
}

const committed = '.env.example';
const command = 'npx tsx --conditions=source tools/env-example.ts';

/** What the schema says of a value that no variable can have; nothing where any text will do. */
function rule(variable: Variable): string | undefined {
  return variable.safeParse('impossible').error?.issues[0]?.message;
}

function entry(name: string, variable: Variable): string {
  const absent = variable.safeParse(undefined);
  const fallback = typeof absent.data === 'object' ? '' : String(absent.data ?? '');
  const requirement = [absent.success ? null : 'required', rule(variable)].filter((part) => part).join('; ');
  return [
    `# ${variable.description ?? ''}`,
    ...(requirement === '' ? [] : [`# ${requirement.charAt(0).toUpperCase()}${requirement.slice(1)}.`]),
    // What may be left out is commented out, and shows what it then is.
    `${absent.success ? '#' : ''}${name}=${fallback}`,
    '',
  ].join('\n');
}

const shared = new Set(Object.keys(environmentSchema.shape));
const example = [
  `# The environment of the API and the worker. Printed from libs/platform/src/env.ts by: ${command} > ${committed}`,
  '# What begins with # may be left out and shows its default.',
  '',
  ...Object.entries(environmentSchema.shape).map(([name, variable]) => entry(name, variable)),
  '# ------------------------------------------------------------ npm start and npm test read these besides',
  '',
  ...Object.entries(launcherEnvironmentSchema.shape)
    .filter(([name]) => !shared.has(name))
    .map(([name, variable]) => entry(name, variable)),
].join('\n');

if (!process.argv.includes('--check')) {
  process.stdout.write(example);
} else if (readFileSync(committed, 'utf8') !== example) {
  console.error(`${committed} does not follow from libs/platform/src/env.ts. Run: ${command} > ${committed}`);
  process.exit(1);
}
