/** What is asserted inside the extension host: in the server (`host.e2e.test.ts`) and in the desktop (`electron.ts`). */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { closeAll, create, ended, mimesOf, run, runAll, show, start, textOf, until } from './notebooks.ts';

export interface Case {
  readonly name: string;
  run(): Promise<void>;
}

const extensionId = 'nnbook.nnbook';

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension(extensionId);
  assert.ok(found, `${extensionId} is not installed`);
  return found;
}

async function notes(): Promise<vscode.Uri[]> {
  return (await vscode.workspace.findFiles('**/*.nnbook')).sort((a, b) => a.path.localeCompare(b.path));
}

async function hoverText(cell: vscode.NotebookCell, word: string): Promise<string> {
  const at = cell.document.positionAt(cell.document.getText().indexOf(word));
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    cell.document.uri,
    at,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .join('\n');
}

async function labels(cell: vscode.NotebookCell): Promise<string[]> {
  const text = cell.document.getText();
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    cell.document.uri,
    cell.document.positionAt(text.length),
  );
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

export const cases: readonly Case[] = [
  {
    name: 'registers every command of the manifest',
    async run() {
      await extension().activate();
      const registered = new Set(await vscode.commands.getCommands(true));
      const declared: { command: string }[] = extension().packageJSON.contributes.commands;
      assert.deepEqual(
        declared.map(({ command }) => command).filter((command) => !registered.has(command)),
        [],
      );
    },
  },
  {
    name: 'runs 1 + 1',
    async run() {
      const document = await create('1 + 1');
      assert.equal(await run(document.cellAt(0)), true, textOf(document.cellAt(0)));
      assert.equal(textOf(document.cellAt(0)).trim(), '2');
    },
  },
  {
    name: 'keeps variables from cell to cell, and lets a cell be run again',
    async run() {
      const document = await create('const a = 20;', 'const b = a + 1;\nawait Promise.resolve(b * 2)');
      assert.deepEqual(await runAll(document), []);
      assert.deepEqual(await runAll(document), []);
      assert.equal(textOf(document.cellAt(1)).trim(), '42');
    },
  },
  {
    name: 'prints in order and then shows the last expression',
    async run() {
      const document = await create("for (let i = 0; i < 5; i++) console.log('line', i);\n'end'");
      assert.equal(await run(document.cellAt(0)), true);
      const lines = textOf(document.cellAt(0)).split('\n').filter(Boolean);
      assert.deepEqual(lines.slice(0, 5), ['line 0', 'line 1', 'line 2', 'line 3', 'line 4']);
      assert.match(lines.at(-1) ?? '', /end/);
    },
  },
  {
    name: 'shows an error with its line and stops the queue there',
    async run() {
      const document = await create(
        'const ok = 1;',
        "const x = 1;\nthrow new RangeError('too far');",
        'const after = 1;',
      );
      const failures = await runAll(document);
      assert.equal(failures.length, 1);
      assert.match(failures[0], /RangeError/);
      assert.match(failures[0], /too far/);
      assert.match(failures[0], /\b2\b/);
      assert.equal(document.cellAt(2).executionSummary?.success, undefined);
    },
  },
  {
    name: 'interrupts an endless loop and keeps the variables',
    async run() {
      const endless = "console.log('started');\nwhile (true) count++;";
      const document = await create('let count = 0;', endless, 'count > 0');
      assert.equal(await run(document.cellAt(0)), true);
      const loop = document.cellAt(1);
      const ending = start(loop);
      await until('the loop to start', () => textOf(loop).includes('started'));
      await vscode.commands.executeCommand('notebook.cancelExecution', {
        ranges: [{ start: 1, end: 2 }],
        document: document.uri,
      });
      await Promise.all([ending, ended(loop, undefined, 10_000)]);
      assert.notEqual(loop.executionSummary?.success, true);
      assert.equal(await run(document.cellAt(2)), true, textOf(document.cellAt(2)));
      assert.equal(textOf(document.cellAt(2)).trim(), 'true');
    },
  },
  {
    name: 'forgets the variables on restart',
    async run() {
      const document = await create('const kept = 7;', 'kept');
      assert.deepEqual(await runAll(document), []);
      await vscode.commands.executeCommand('nnbook.restartKernel');
      assert.equal(await run(document.cellAt(1)), false);
      assert.match(textOf(document.cellAt(1)), /kept/);
    },
  },
  {
    name: 'shows a tensor as a view with a text twin',
    async run() {
      const document = await create("import { tensor } from 'nnbook';\ndisplay(tensor([[1, 2], [3, 4]]));");
      assert.equal(await run(document.cellAt(0)), true, textOf(document.cellAt(0)));
      assert.deepEqual(mimesOf(document.cellAt(0)).toSorted(), ['application/vnd.nnbook.tensor.v1+nnb', 'text/plain']);
    },
  },
  {
    name: 'hover shows the shape before and after a run',
    async run() {
      const document = await create("import { randn } from 'nnbook';\nconst weights = randn(3, 5);");
      const cell = document.cellAt(0);
      await eventually('a planned shape', async () => /\b3\b.{1,3}\b5\b/s.test(await hoverText(cell, 'weights')));
      assert.equal(await run(cell), true, textOf(cell));
      await eventually('live figures', async () => /mean/i.test(await hoverText(cell, 'weights')));
    },
  },
  {
    name: 'completes names of earlier cells',
    async run() {
      const document = await create('const gradientOfEverything = 1;', 'gradientOf');
      await eventually('the name', async () => (await labels(document.cellAt(1))).includes('gradientOfEverything'));
    },
  },
  {
    name: 'runs every note to its end, saves it, and finds the same outputs in the file',
    async run() {
      const found = await notes();
      assert.ok(found.length >= 2, `the folder has ${found.length} notes`);
      for (const uri of found) {
        const document = await show(uri);
        assert.deepEqual(await runAll(document), [], path.basename(uri.fsPath));
        const before = document.getCells().map(mimesOf);
        assert.equal(await document.save(), true);
        await closeAll();
        const again = await show(uri);
        assert.deepEqual(again.getCells().map(mimesOf), before, path.basename(uri.fsPath));
        await closeAll();
      }
    },
  },
  {
    name: 'refuses a file that does not parse, names the place, and leaves it alone',
    async run() {
      const broken = '{\n  "nnbook": 1,\n  "cells": [,]\n}\n';
      const file = path.join(tmpdir(), `broken-${process.pid}.nnbook`);
      writeFileSync(file, broken);
      await assert.rejects(async () => show(vscode.Uri.file(file)), /line|3/i);
      await closeAll();
      assert.equal(readFileSync(file, 'utf8'), broken);
    },
  },
  {
    name: 'ends a cell that allocates without end, and the editor lives',
    async run() {
      const document = await create(
        "import { ones } from 'nnbook';\nconst hoard = [];\nfor (;;) hoard.push(ones(1024, 1024));",
        '1 + 1',
      );
      assert.equal(await run(document.cellAt(0), 90_000), false);
      assert.match(textOf(document.cellAt(0)), /memory|budget|bytes/i);
      assert.equal(await run(document.cellAt(1)), true, textOf(document.cellAt(1)));
    },
  },
];

/** Asks again until the answer is yes: language features answer before their worker knows the whole notebook. */
async function eventually(what: string, ask: () => Promise<boolean>, limitMs = 30_000): Promise<void> {
  const end = Date.now() + limitMs;
  while (Date.now() < end) {
    if (await ask()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`waited ${limitMs / 1000} s in vain for ${what}`);
}
