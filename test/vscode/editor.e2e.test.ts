/** What the editor knows about a cell: hovers before and after a run, completion, Gradient Check from the palette. */
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { note, pictureOfFailure, Session, screenshotFile, type Window } from './harness/session.ts';

const cells = [
  "import { manualSeed, nn, randn } from 'nnbook';",
  'manualSeed(0);\nconst weights = randn(3, 5);\nconst net = new nn.Sequential(new nn.Linear(5, 4), new nn.Tanh());',
  'const activation = net(weights);\nconst loss = activation.pow(2).mean();\nloss.backward();\nloss',
];

let session: Session;
let window: Window;

beforeAll(async () => {
  session = await Session.start(inject('session'));
  window = await session.window({ files: { 'try.nnbook': note(...cells) }, open: 'try.nnbook' });
});
afterEach(({ task }) => pictureOfFailure(task, window));
afterAll(async () => {
  await window?.close();
  await session?.stop();
});

test('hover shows a planned shape before anything has run', async () => {
  const { workbench } = window;
  const row = await workbench.cell('const activation');
  const hover = await workbench.hover(row, 'activation', /3\D{1,3}4/);
  expect(hover).toContain('Tensor');
  await workbench.page.screenshot({ path: screenshotFile('editor', 'hover-before') });
});

test('hover shows live figures after the run', async () => {
  const { workbench } = window;
  expect(await workbench.runAll()).toEqual([]);
  const row = await workbench.cell('const activation');
  const hover = await workbench.hover(row, 'activation', /mean/i);
  expect(hover).toMatch(/3\D{1,3}4/);
  await workbench.page.screenshot({ path: screenshotFile('editor', 'hover-after') });
});

test('completes the names of earlier cells', async () => {
  const { workbench } = window;
  const offers = await workbench.complete(await workbench.cell('const activation'), '\nweigh');
  expect(offers.some((offer) => offer.includes('weights'))).toBe(true);
  await workbench.page.keyboard.press('Escape');
});

test('Gradient Check runs from the palette and reports in the notebook', async () => {
  const { workbench } = window;
  await workbench.command('nnbook: Gradient Check');
  await workbench.pick('net');
  const outputs = await workbench.views('gradcheck');
  await workbench.reveal(outputs.first());
  await outputs.first().getByText(/pass/i).first().waitFor();
  await outputs.first().screenshot({ path: screenshotFile('editor', 'gradient-check') });
});
