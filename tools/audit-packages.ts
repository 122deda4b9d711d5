import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type Exception, judge, type Report } from './audit/judgement.js';

/**
 * Asks the registry for known weaknesses of our packages and ends with 1 where one is high or critical and no exception, which must be dated and
 * still be needed, allows it. Ends with 0 and says «skipped» where the registry does not answer such questions.
 */

const EXCEPTIONS = 'tools/audit/exceptions.json';

const { stdout } = spawnSync('npm', ['audit', '--json'], { encoding: 'utf8', maxBuffer: 2 ** 28 });
const report = reportIn(stdout);
const exceptions = JSON.parse(readFileSync(EXCEPTIONS, 'utf8')) as Exception[];
if (report === null) {
  console.log('0 passed, 0 failed, 1 skipped: the registry does not tell what is known of packages (npm audit)');
} else {
  const problems = judge(report, exceptions, new Date().toISOString().slice(0, 10));
  for (const problem of problems) console.error(problem);
  console.log(problems.length === 0 ? '1 passed, 0 failed, 0 skipped' : `0 passed, ${problems.length} failed, 0 skipped`);
  process.exit(problems.length === 0 ? 0 : 1);
}

function reportIn(text: string): Report | null {
  try {
    const read = JSON.parse(text) as Partial<Report>;
    return read.vulnerabilities ? { vulnerabilities: read.vulnerabilities } : null;
  } catch {
    return null;
  }
}
