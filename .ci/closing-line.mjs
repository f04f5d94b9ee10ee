// Prints what test reports say as one line, "N passed, N failed"; exits with 1 if anything failed.
//
//   node .ci/closing-line.mjs TESTS.json [E2E.json]    vitest's JSON report, result.json of the end-to-end tests
//
// A file that could not be run counts as one failure; so does a report that is not there or holds no test.
import { readFileSync } from 'node:fs';

const [tests, e2e] = process.argv.slice(2);
let passed = 0;
let failed = 0;

/** Adds up one report; `count` gives how many passed and failed. */
function add(path, count) {
  let counts = { passed: 0, failed: 1 };
  try {
    counts = count(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    console.error(`No report of the tests in ${path}: ${error.message}`);
  }
  passed += counts.passed;
  failed += counts.passed + counts.failed === 0 ? 1 : counts.failed;
}

add(tests, ({ testResults, success }) => {
  const of = ({ assertionResults }, status) => assertionResults.filter((t) => t.status === status).length;
  const sum = { passed: 0, failed: 0 };
  for (const file of testResults) {
    sum.passed += of(file, 'passed');
    sum.failed += Math.max(of(file, 'failed'), file.status === 'failed' ? 1 : 0);
  }
  return !success && sum.failed === 0 ? { ...sum, failed: 1 } : sum;
});
if (e2e !== undefined) {
  add(e2e, ({ failures, skipped, lines }) => ({
    passed: lines.length - failures - skipped,
    failed: failures,
  }));
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
