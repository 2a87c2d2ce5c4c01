import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ViewName, viewMime } from '../../core/payload/view.ts';

/** What the manifest promises, against what the code has. */
const root = path.resolve(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const { contributes } = manifest;
const source = readdirSync(path.join(root, 'extension'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(path.join(root, 'extension', file), 'utf8'))
  .join('\n');

/** Keys are the names of the type: a view that is added there and not here does not compile. */
const views: Record<ViewName, true> = {
  tensor: true,
  graph: true,
  gradflow: true,
  curves: true,
  attention: true,
  plot: true,
  gradcheck: true,
};

describe('the manifest', () => {
  test('has a renderer with its sources for each view', () => {
    const byMime = new Map<string, { entrypoint: string }>(
      contributes.notebookRenderer.map((renderer: { mimeTypes: string[]; entrypoint: string }) => [
        renderer.mimeTypes.join(),
        renderer,
      ]),
    );
    for (const view of Object.keys(views) as ViewName[]) {
      expect(byMime.get(viewMime(view))?.entrypoint, view).toBe(`./dist/renderers/${view}.js`);
      const entries = ['index.ts', 'index.tsx'].map((file) => path.join(root, 'renderers', view, file));
      expect(
        entries.some((file) => existsSync(file)),
        `renderers/${view}/index.ts`,
      ).toBe(true);
    }
    expect(byMime.size).toBe(Object.keys(views).length);
  });

  test('names files that exist', () => {
    const files = JSON.stringify(contributes).match(/(?:\.\/)?media\/[\w./-]+/g) ?? [];
    expect(files.length).toBeGreaterThan(8);
    expect([...files, manifest.icon].filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });

  test('has no setting that the code does not read', () => {
    const settings = Object.keys(contributes.configuration.properties);
    const read = (setting: string) =>
      source.includes(`'${setting}'`) || source.includes(`'${setting.replace('nnbook.', '')}'`);
    expect(settings.filter((setting) => !read(setting))).toEqual([]);
  });

  test('shows in menus only commands that it declares', () => {
    const declared = new Set(contributes.commands.map(({ command }: { command: string }) => command));
    const menus: { command: string }[][] = Object.values(contributes.menus);
    expect(menus.flat().filter(({ command }) => !declared.has(command))).toEqual([]);
  });

  test('has types of the oldest VS Code that it promises to run in', () => {
    expect(manifest.devDependencies['@types/vscode']).toBe(manifest.engines.vscode.replace('^', ''));
  });

  test('has at most six steps in its walkthrough', () => {
    for (const { steps } of contributes.walkthroughs) expect(steps.length).toBeLessThanOrEqual(6);
  });
});
