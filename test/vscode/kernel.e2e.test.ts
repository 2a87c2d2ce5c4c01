/** The kernel under a user's hands: the toolbar, the palette, a runaway cell, bad files. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { note, pictureOfFailure, Session, screenshotFile, type Window } from './harness/session.ts';

let session: Session;
let window: Window | undefined;

beforeAll(async () => {
  session = await Session.start(inject('session'));
});
afterEach(({ task }) => pictureOfFailure(task, window));
afterAll(() => session?.stop());

async function open(...cells: string[]): Promise<Window> {
  await window?.close();
  window = await session.window({ files: { 'try.nnbook': note(...cells) }, open: 'try.nnbook' });
  return window;
}

test('interrupts an endless loop from the toolbar, keeps the variables, and restarts', async () => {
  const { workbench } = await open(
    'let count = 0;',
    "console.log('turning');\nwhile (true) count++;",
    "count > 0 ? 'still here' : 'lost'",
  );
  const first = await workbench.cell('let count');
  expect(await workbench.run(first)).toBe(true);

  const loop = await workbench.cell('while (true)');
  await workbench.start(loop);
  await workbench.outputs.getByText('turning', { exact: true }).waitFor();
  await workbench.page.locator('.notebook-toolbar-container').getByText('Interrupt', { exact: true }).click();
  expect(await workbench.ended(loop, 10_000)).toBe(false);

  const last = await workbench.cell('still here');
  expect(await workbench.run(last)).toBe(true);
  await workbench.outputs.getByText('still here').first().waitFor();

  await workbench.page.locator('.notebook-toolbar-container').getByText('Restart', { exact: true }).click();
  await expect
    .poll(async () => workbench.run(await workbench.cell('still here')), { message: 'the variables are gone' })
    .toBe(false);
  await workbench.outputs
    .getByText(/count is not defined/)
    .first()
    .waitFor();
});

test('shows an error in its cell, with the line', async () => {
  const { workbench } = await open("const a = 1;\nconst b = 2;\nthrow new Error('stop here');");
  expect(await workbench.run(await workbench.cell('stop here'))).toBe(false);
  const error = workbench.outputs.locator('.output').filter({ hasText: 'stop here' });
  await error
    .filter({ hasText: /line 3|:3\b/ })
    .first()
    .waitFor();
  await workbench.page.screenshot({ path: screenshotFile('kernel', 'error') });
});

test('ends a cell that allocates without end; the editor lives', async () => {
  const { workbench } = await open(
    "import { ones } from 'nnbook';\nconst hoard = [];\nfor (;;) hoard.push(ones(1024, 1024));",
    "'alive'",
  );
  await workbench.start(await workbench.cell('hoard'));
  expect(await workbench.ended(await workbench.cell('hoard'), 90_000)).toBe(false);
  expect(await workbench.run(await workbench.cell("'alive'"))).toBe(true);
});

test('refuses a file that does not parse, says where, and leaves it alone', async () => {
  await window?.close();
  const broken = '{\n  "nnbook": 1,\n  "cells": [,]\n}\n';
  window = await session.window({ files: { 'broken.nnbook': broken, 'readme.txt': 'x' }, open: 'readme.txt' });
  const { workbench, folder } = window;
  await workbench.openFromExplorer('broken.nnbook');
  await workbench.page.locator('.monaco-dialog-box').filter({ hasText: 'Line 3, column 13' }).waitFor();
  await workbench.page.screenshot({ path: screenshotFile('kernel', 'broken-file') });
  expect(readFileSync(path.join(folder, 'broken.nnbook'), 'utf8')).toBe(broken);
});

test('shows a reason in the output of a malformed payload', async () => {
  await window?.close();
  const file = JSON.parse(note('1'));
  file.outputs = {
    cell0: [{ items: [{ mime: 'application/vnd.nnbook.tensor.v1+nnb', base64: ['AAAAAAAA/w=='] }] }],
  };
  window = await session.window({ files: { 'bad.nnbook': JSON.stringify(file) }, open: 'bad.nnbook' });
  const outputs = await window.workbench.views('tensor');
  await outputs
    .first()
    .getByText(/safetensors|header|malformed/i)
    .first()
    .waitFor();
  await window.workbench.page.screenshot({ path: screenshotFile('kernel', 'malformed-payload') });
});
