import { appendFileSync } from 'node:fs';

/** Tells of each spec, by the name of its project, how many of its tests passed and failed: a line each in report.jsonl. */
export default class Reporter {
  onTestResult({ context }, { numPassingTests: passed, numFailingTests: failed, failureMessage }) {
    const project = context.config.displayName?.name ?? '';
    appendFileSync('report.jsonl', `${JSON.stringify({ project, passed, failed, broken: (failureMessage ?? '').slice(0, 2000) })}\n`);
  }
}
