/** VS Code calls `run()` in the extension host. The outcome of each case is written beside this module. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { cases } from './cases.ts';
import { closeAll } from './notebooks.ts';

export interface Outcome {
  readonly name: string;
  readonly ms: number;
  /** Missing if the case passed. */
  readonly error?: string;
}

export async function run(): Promise<void> {
  const outcomes: Outcome[] = [];
  for (const { name, run: runCase } of cases) {
    const started = performance.now();
    let error: string | undefined;
    try {
      await runCase();
    } catch (reason) {
      error = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
    }
    await closeAll();
    const ms = Math.round(performance.now() - started);
    outcomes.push({ name, ms, ...(error === undefined ? {} : { error }) });
    console.log(`${error === undefined ? 'passed' : 'FAILED'}  ${name}  ${ms} ms`);
    writeFileSync(path.join(__dirname, 'outcomes.json'), JSON.stringify(outcomes, null, 2));
  }
  const failed = outcomes.filter(({ error }) => error !== undefined);
  if (failed.length > 0) throw new Error(`${failed.length} of ${outcomes.length} failed`);
}
