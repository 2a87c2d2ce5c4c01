import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/**
 * The arrow rules of the house are lint rules. Each one is shown here by an import that breaks it and by the nearest
 * import that does not, linted with the project's own settings.
 */
const samples: { file: string; imports: string; allowed: boolean }[] = [
  { file: 'core/nn/a.ts', imports: '../tensor/tensor.ts', allowed: true },
  { file: 'core/nn/b.ts', imports: './module.ts', allowed: true },
  { file: 'core/c.ts', imports: './nn/module.ts', allowed: true },
  { file: 'core/nn/d.ts', imports: 'node:fs', allowed: false },
  { file: 'core/nn/e.ts', imports: 'vscode', allowed: false },
  { file: 'core/nn/f.ts', imports: 'typescript', allowed: false },
  { file: 'core/nn/g.ts', imports: '../../extension/extension.ts', allowed: false },
  { file: 'core/nn/h.ts', imports: '../../renderers/shared/theme.ts', allowed: false },
  { file: 'core/payload/a.ts', imports: './view.ts', allowed: true },
  { file: 'core/payload/b.ts', imports: '../tensor/tensor.ts', allowed: false },
  { file: 'renderers/tensor/a.ts', imports: '../../core/payload/tensor.ts', allowed: true },
  { file: 'renderers/tensor/b.ts', imports: '../shared/theme.ts', allowed: true },
  { file: 'renderers/tensor/c.ts', imports: 'preact', allowed: true },
  { file: 'renderers/tensor/d.ts', imports: '../../core/tensor/tensor.ts', allowed: false },
  { file: 'renderers/tensor/e.ts', imports: '../../core/index.ts', allowed: false },
  { file: 'renderers/tensor/f.ts', imports: '../../extension/kernel/protocol.ts', allowed: false },
  { file: 'renderers/tensor/g.ts', imports: 'vscode', allowed: false },
  { file: 'renderers/tensor/h.ts', imports: 'node:path', allowed: false },
  { file: 'extension/notebook/a.ts', imports: '../../core/payload/view.ts', allowed: true },
  { file: 'extension/notebook/b.ts', imports: 'vscode', allowed: true },
  { file: 'extension/notebook/c.ts', imports: '../../renderers/tensor/model.ts', allowed: false },
  { file: 'extension/notebook/d.ts', imports: '../../test/vscode/harness/workbench.ts', allowed: false },
  { file: 'extension/kernel/worker/a.ts', imports: '../../../core/index.ts', allowed: true },
  { file: 'extension/kernel/worker/b.ts', imports: 'vscode', allowed: false },
  { file: 'extension/kernel/worker/c.ts', imports: '../../../renderers/shared/theme.ts', allowed: false },
];

const root = path.resolve(import.meta.dirname, '../..');
const sandbox = realpathSync(mkdtempSync(path.join(tmpdir(), 'nnbook-arrows-')));
let broken: Set<string>;

beforeAll(() => {
  const settings = JSON.parse(readFileSync(path.join(root, 'biome.json'), 'utf8'));
  delete settings.$schema;
  settings.vcs = { enabled: false };
  writeFileSync(path.join(sandbox, 'biome.json'), JSON.stringify(settings));
  for (const { file, imports } of samples) {
    const target = path.join(sandbox, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, `import { value } from '${imports}';\n\nexport const copy = value;\n`);
  }
  broken = new Set(lint().map(({ file }) => file));
});

afterAll(() => rmSync(sandbox, { recursive: true, force: true }));

function lint(): { rule: string; file: string }[] {
  const biome = path.join(root, 'node_modules/@biomejs/biome/bin/biome');
  const args = [biome, 'lint', '--max-diagnostics=200', '--reporter=github', '.'];
  let report = '';
  try {
    report = execFileSync(process.execPath, args, {
      cwd: sandbox,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    report = String((error as { stdout?: unknown }).stdout);
  }
  return [...report.matchAll(/title=lint\/style\/(noRestricted\w+),file=([^,]+),/g)].map(([, rule, file]) => ({
    rule,
    file: path.isAbsolute(file) ? path.relative(sandbox, file) : file,
  }));
}

describe('the arrow rules', () => {
  test.each(samples)('$file may import $imports: $allowed', ({ file, allowed }) => {
    expect(broken.has(file)).toBe(!allowed);
  });
});
