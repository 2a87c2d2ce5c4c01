/** The command behind `npm run conformance:onnx [-- --cases <tar or folder>]`; started by `run.mjs`. */
import { existsSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { casesOf, readFiles } from './archive.ts';
import { reportOf, totalsOf } from './report.ts';
import { type Core, GRAPHS, runCase, useCore } from './runner.ts';

/** At least this share of the cases in scope has to pass. */
const REQUIRED = 0.95;

/** Runs the cases on the built library; gives the exit code. */
export function main(core: Core, args: string[], standard: string): number {
  const { values } = parseArgs({
    args,
    options: { cases: { type: 'string' }, filter: { type: 'string' }, json: { type: 'string' } },
  });
  const place = values.cases ?? standard;
  if (!existsSync(place)) {
    console.log(`onnx: left out, because ${place} is not there; name the cases with --cases <tar or folder>`);
    return values.cases === undefined ? 0 : 1;
  }
  useCore(core);
  const pattern = new RegExp(values.filter ?? '');
  const results = casesOf(readFiles(place))
    .filter(({ name }) => pattern.test(name))
    .map(runCase);
  if (values.json !== undefined) writeFileSync(values.json, JSON.stringify({ results }));
  console.log(reportOf(results));
  const { passed, failed } = totalsOf(results);
  console.log(`\n${passed} passed, ${failed} failed`);
  const groups = [results.filter(({ group }) => group !== GRAPHS), results.filter(({ group }) => group === GRAPHS)];
  return results.length > 0 && groups.every((group) => totalsOf(group).share >= REQUIRED) ? 0 : 1;
}
