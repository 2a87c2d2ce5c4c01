/** The Variables view, the status bar and stale marks, as a reader meets them. In dark and in light. */
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { note, pictureOfFailure, Session, screenshotFile, type Theme, type Window } from './harness/session.ts';

let session: Session;

beforeAll(async () => {
  session = await Session.start(inject('session'));
});
afterAll(() => session?.stop());

const CELLS = [
  "import { manualSeed, nn, randn } from 'nnbook';\nmanualSeed(0);",
  'const x = randn([64, 16]);\nconst rate = 0.5;',
  'const net = new nn.Sequential(new nn.Linear(16, 32), new nn.ReLU(), new nn.Linear(32, 1));',
  'const loss = net(x).square().mean();\nloss.backward();\nloss',
];

describe.each(['dark', 'light'] as const)('in %s', (theme: Theme) => {
  let window: Window;

  beforeAll(async () => {
    window = await session.window({ theme, files: { 'try.nnbook': note(...CELLS) }, open: 'try.nnbook' });
  });
  afterEach(({ task }) => pictureOfFailure(task, window));
  afterAll(() => window?.close());

  const rows = () => window.workbench.page.locator('.pane-body .monaco-list-row');
  const row = (name: string) =>
    rows()
      .filter({ has: window.workbench.page.getByText(name, { exact: true }) })
      .first();

  test('lists variables after a run, with shape, memory and gradient', async () => {
    const { workbench } = window;
    expect(await workbench.runAll()).toEqual([]);
    await workbench.command('Show Variables');
    await row('net').waitFor();
    await expect.poll(() => row('x').textContent()).toMatch(/float32 \[64, 16\].*4 KiB.*cell 2/);
    await expect.poll(() => row('net').textContent()).toMatch(/Sequential.*‖∇‖ \d.*cell 3/);
    await expect.poll(() => row('rate').textContent()).toMatch(/number · 0\.5/);
    await workbench.page
      .locator('#nnbook\\.nnbook\\.kernel, [id$="nnbook.kernel"]')
      .first()
      .getByText(/idle · [\d.]+ KiB/)
      .waitFor();
  });

  test('opens a module to its parameters', async () => {
    await row('net').locator('.monaco-tl-twistie').click();
    await row('0.weight').waitFor();
    expect(await row('0.weight').textContent()).toMatch(/float32 \[32, 16\].*4 KiB/);
    await window.workbench.page.screenshot({ path: screenshotFile('variables', `${theme}-list`) });
  });

  test('sorts by memory', async () => {
    const { page } = window.workbench;
    await page.getByRole('button', { name: 'Sort by Memory' }).first().click();
    await expect.poll(async () => (await rows().first().textContent()) ?? '').toMatch(/^net/);
  });

  test('shows a tensor in its view, in a cell of its own', async () => {
    const { workbench } = window;
    await row('0.weight').hover();
    await row('0.weight').getByRole('button', { name: 'Open in the Tensor View' }).click();
    const source = 'display(net.stateDict';
    // The cell is on its way.
    await workbench.page.locator('.notebookOverlay .view-line').filter({ hasText: source }).first().waitFor();
    const cell = await workbench.cell(source);
    expect(await workbench.ended(cell)).toBe(true);
    await workbench.views('tensor');
  });

  test('marks what an edit makes stale, with the reason, and runs it', async () => {
    const { workbench } = window;
    const { page } = workbench;
    await workbench.setText(await workbench.cell('const rate'), 'const x = randn([8, 16]);\nconst rate = 0.5;');
    const loss = await workbench.cell('const loss');
    const mark = loss.locator('.cell-statusbar-container').getByText('stale');
    await mark.waitFor();
    await mark.hover();
    const tooltip = page.locator('.monaco-hover').filter({ hasText: 'x comes from cell 2, which is stale itself' });
    await tooltip.first().waitFor();
    await page.screenshot({ path: screenshotFile('variables', `${theme}-stale`) });
    await workbench.command('Run Stale Cells');
    await mark.waitFor({ state: 'detached' });
    await expect.poll(() => row('x').textContent()).toMatch(/float32 \[8, 16\]/);
  });
});
