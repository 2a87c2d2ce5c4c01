/**
 * The course in a real VS Code, as a reader meets it: opened, run from top to bottom, looked at, saved, reloaded. In dark
 * and in light. Every view has painted something that stands out from the theme's own background, and the pictures are
 * left in `artifacts/screenshots/`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Ink, inkOf, themeLuminance } from './harness/pixels.ts';
import { pictureOfFailure, Session, screenshotFile, type Theme, type Window } from './harness/session.ts';
import type { Workbench } from './harness/workbench.ts';
import { projectRoot } from './setup/paths.ts';

const course = readdirSync(path.join(projectRoot, 'media/notes')).filter((file) => file.endsWith('.nnbook'));

let session: Session;

beforeAll(async () => {
  session = await Session.start(inject('session'));
});
afterAll(() => session?.stop());

test('the course has its two first notes', () => {
  expect(course.length).toBeGreaterThanOrEqual(2);
});

const runs = course.flatMap((note) => (['dark', 'light'] as const).map((theme) => ({ note, theme })));

describe.each(runs)('$note in $theme', ({ note, theme }: { note: string; theme: Theme }) => {
  let window: Window;
  let workbench: Workbench;
  /** Number of outputs by view, counted in the saved file. */
  let saved: Map<string, number>;

  beforeAll(async () => {
    window = await session.window({ theme, notes: [note], open: note });
    workbench = window.workbench;
  });
  afterEach(({ task }) => pictureOfFailure(task, window));
  afterAll(() => window?.close());

  const picture = (name: string) => screenshotFile(note.replace('.nnbook', ''), theme, name);

  test('runs from top to bottom', async () => {
    await workbench.page.screenshot({ path: picture('opened') });
    expect(await workbench.runAll()).toEqual([]);
    await workbench.page.screenshot({ path: picture('run') });
  });

  test('saves its outputs', async () => {
    await workbench.save();
    saved = viewsIn(readFileSync(path.join(window.folder, note), 'utf8'));
    expect(saved.size).toBeGreaterThan(0);
  });

  test('shows every view with ink on the theme’s background', async () => {
    await lookAtViews(workbench, saved, theme, (view, index) => picture(`${view}-${index}`));
  });

  test('shows the same views again after a reload, without a kernel', async () => {
    await workbench.load(note);
    await lookAtViews(workbench, saved, theme, (view, index) => picture(`reloaded-${view}-${index}`));
  });

  test('throws nothing into the page', () => {
    expect(workbench.pageErrors).toEqual([]);
  });
});

const viewMime = /application\/vnd\.nnbook\.(\w+)\.v1\+nnb/g;

function viewsIn(file: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [, view] of file.matchAll(viewMime)) counts.set(view, (counts.get(view) ?? 0) + 1);
  return counts;
}

async function lookAtViews(
  workbench: Workbench,
  views: ReadonlyMap<string, number>,
  theme: Theme,
  picture: (view: string, index: number) => string,
): Promise<void> {
  for (const [view, count] of views) {
    const outputs = await workbench.views(view, count);
    for (let index = 0; index < count; index++) {
      const output = outputs.nth(index);
      await workbench.reveal(output);
      await expect
        .poll(() => isPainted(output), { timeout: 20_000, message: `${view} ${index} shows nothing` })
        .toBe(true);
      const background = await themeLuminance(output, '--vscode-editor-background');
      expect(background > 0.5).toBe(theme === 'light');
      await output.screenshot({ path: picture(view, index) });
    }
  }
}

/** Ink on a canvas; a view that is all text or SVG (gradient check, a plot) has a height and words instead. */
async function isPainted(output: Locator): Promise<boolean> {
  const canvases: Ink[] = (await inkOf(output)).filter(({ width, height }) => width > 8 && height > 8);
  if (canvases.length > 0) return canvases.some(({ painted, colours }) => painted > 0.005 && colours > 3);
  const box = await output.boundingBox();
  const drawn = await output.locator('svg path, svg rect, table td').count();
  return box !== null && box.height > 40 && drawn > 0;
}
