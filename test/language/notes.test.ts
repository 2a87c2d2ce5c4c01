/** The notes that we ship, in the editor as their reader opens them: real core, no error, shapes before any run. */
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import vm from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildGuest, coreFiles, libraryFiles, nodeFiles, ownFiles } from '../../extension/language/build-assets.mjs';
import { defaultLimits } from '../../extension/language/lookahead/protocol.ts';
import { lookAhead } from '../../extension/language/lookahead/run.ts';
import { NotebookLanguage } from '../../extension/language/service/answer.ts';
import { Files } from '../../extension/language/service/files.ts';
import { Notebook, root } from './notebook.ts';

const folder = path.join(root, 'media/notes');
const notes = readdirSync(folder).filter((name) => name.endsWith('.nnbook'));

function codeCells(name: string): string[] {
  const { cells } = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as {
    cells: { kind: string; source: string[] }[];
  };
  return cells.filter(({ kind }) => kind === 'code').map(({ source }) => source.join('\n'));
}

let files: Files;
let guest: vm.Script;
beforeAll(async () => {
  const cache = path.join(root, 'node_modules/.cache/nnbook');
  files = new Files({ ...libraryFiles(root), ...ownFiles(root), ...coreFiles(root, cache) }, () => nodeFiles(root));
  const script = path.join(mkdtempSync(path.join(tmpdir(), 'nnbook-notes-')), 'guest.js');
  await buildGuest(root, script);
  guest = new vm.Script(readFileSync(script, 'utf8'));
});

describe.each(notes)('%s', (name) => {
  it('has no false error', async () => {
    const book = new Notebook(codeCells(name), { language: new NotebookLanguage(files) });
    const found = await book.ask('diagnostics', { cells: null });
    expect(
      found.flatMap(({ cell, problems }) =>
        problems.map((p) => `${cell} ${book.texts.get(cell)?.slice(p.start, p.end)}: ${p.message}`),
      ),
    ).toEqual([]);
  });

  it('has its shapes before any run, and no shape problem', () => {
    const cells = codeCells(name).map((text, index) => ({ id: `c${index + 1}`, text }));
    const outlook = lookAhead(cells, guest, defaultLimits);
    expect(outlook.flatMap(({ cell, problem }) => (problem ? [`${cell}: ${problem.message}`] : []))).toEqual([]);
    expect(Object.keys(outlook.at(-1)?.values ?? {}).length).toBeGreaterThan(3);
  });
});
