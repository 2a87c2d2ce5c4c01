/** The tests that run inside the extension host of the VS Code server, each reported here. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, inject, test } from 'vitest';
import { Session } from './harness/session.ts';
import { buildHostModule } from './host/build.ts';
import type { Outcome } from './host/index.ts';

const host = await buildHostModule('test/vscode/host/index.ts', 'cases');
const session = await Session.start(inject('session'));
const window = await session.window({ notes: 'all' });
try {
  await window.workbench.runHostTests(host, (line) => {
    if (/^(passed|FAILED) {2}/.test(line)) console.log(line);
  });
} finally {
  await window.close();
  await session.stop();
}
const outcomes: Outcome[] = JSON.parse(readFileSync(path.join(host.extension, 'outcomes.json'), 'utf8'));

test.each(outcomes)('$name', ({ error }) => {
  expect(error ?? 'passed').toBe('passed');
});
