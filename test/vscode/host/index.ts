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

/** A case that takes longer has hung; the others still run. */
const limitMs = 3 * 60_000;

/** `NNBOOK_CASES=interrupt npx vitest run ...` runs the cases with this in their name. Filled in by the bundler. */
const filter = process.env.NNBOOK_CASES ?? '';

async function withinLimit(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not finished after ${limitMs / 1000} s`)), limitMs);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

export async function run(): Promise<void> {
  const outcomes: Outcome[] = [];
  for (const { name, run: runCase } of cases.filter((each) => each.name.includes(filter))) {
    const started = performance.now();
    let error: string | undefined;
    try {
      await withinLimit(runCase());
    } catch (reason) {
      error = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
    }
    await withinLimit(closeAll());
    const ms = Math.round(performance.now() - started);
    outcomes.push({ name, ms, ...(error === undefined ? {} : { error }) });
    console.log(`${error === undefined ? 'passed' : 'FAILED'}  ${name}  ${ms} ms`);
    writeFileSync(path.join(__dirname, 'outcomes.json'), JSON.stringify(outcomes, null, 2));
  }
  const failed = outcomes.filter(({ error }) => error !== undefined);
  if (failed.length > 0) throw new Error(`${failed.length} of ${outcomes.length} failed`);
}
