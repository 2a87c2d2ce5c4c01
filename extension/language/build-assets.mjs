/**
 * Builds what the language worker reads: `dist/language/assets.json` (TypeScript's library without DOM, our globals, the
 * declarations of the core as module `nnbook`), `dist/language/node.json` (`@types/node`, read only when a notebook
 * uses Node), and `dist/language/guest.js` (the core and its glue for the look-ahead's context). The first two are
 * tables `virtual path -> text`; folder names as in `service/files.ts`.
 *
 * Our own declarations are emitted without type checking, and kept as long as no source of theirs changes.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import ts from 'typescript';

/** @param {{ root: string, dist: string }} settings */
export default async function buildAssets({ root, dist }) {
  const out = path.join(dist, 'language');
  mkdirSync(out, { recursive: true });
  const files = {
    ...libraryFiles(root),
    ...ownFiles(root),
    ...coreFiles(root, path.join(root, 'node_modules/.cache/nnbook')),
  };
  writeFileSync(path.join(out, 'assets.json'), JSON.stringify(files));
  writeFileSync(path.join(out, 'node.json'), JSON.stringify(nodeFiles(root)));
  if (existsSync(path.join(root, 'core/index.ts'))) await buildGuest(root, path.join(out, 'guest.js'));
}

/** One script without modules; names stay, since modules print their class names. */
export async function buildGuest(root, outfile) {
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [path.join(root, 'extension/language/lookahead/guest.ts')],
    outfile,
    bundle: true,
    platform: 'neutral',
    format: 'iife',
    target: 'es2022',
    minifySyntax: true,
    minifyWhitespace: true,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'error',
  });
}

/** `lib.*.d.ts` without DOM, web worker and script host, without the licence header of each. */
export function libraryFiles(root) {
  const folder = path.join(root, 'node_modules/typescript/lib');
  const wanted = readdirSync(folder).filter(
    (name) => /^lib\..*\.d\.ts$/.test(name) && !/dom|webworker|scripthost|full/.test(name),
  );
  return Object.fromEntries(
    wanted.map((name) => [
      `/nnbook-lib/${name}`,
      readFileSync(path.join(folder, name), 'utf8').replace(/^\/\*![\s\S]*?\*\/\s*/, ''),
    ]),
  );
}

export function ownFiles(root) {
  const folder = path.join(root, 'extension/language/assets');
  return Object.fromEntries(
    ['globals.d.ts', 'display.d.ts'].map((name) => [
      `/nnbook-lib/${name}`,
      readFileSync(path.join(folder, name), 'utf8'),
    ]),
  );
}

/** `@types/node` for the TypeScript that we bundle, and `undici-types`, from which it takes `fetch`. */
export function nodeFiles(root) {
  const files = {};
  for (const name of ['@types/node', 'undici-types']) {
    const folder = path.join(root, 'node_modules', name);
    if (!existsSync(folder)) continue;
    for (const file of readdirSync(folder, { recursive: true })) {
      const posix = file.split(path.sep).join('/');
      if (!/\.d\.ts$|^package\.json$/.test(posix) || /^(ts\d|node_modules)/.test(posix)) continue;
      files[`/nnbook-node/node_modules/${name}/${posix}`] = readFileSync(path.join(folder, file), 'utf8');
    }
  }
  return files;
}

/** Declarations of the core and of `display`, and all that they reach, by their path under `/nnbook-core/`. */
export function coreFiles(root, cacheFolder) {
  const entries = ['core/index.ts', 'extension/kernel/worker/display/index.ts'].map((file) => path.join(root, file));
  const cache = path.join(cacheFolder, 'core-types.cache');
  const key = keyOf(['core', 'extension/kernel/worker', 'extension/language'].map((folder) => path.join(root, folder)));
  if (existsSync(cache)) {
    const [savedKey, ...rest] = readFileSync(cache, 'utf8').split('\n');
    if (savedKey === key) return JSON.parse(rest.join('\n'));
  }
  const files = emitDeclarations(root, entries.filter(existsSync));
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(cache, `${key}\n${JSON.stringify(files)}`);
  return files;
}

function keyOf(folders) {
  const hash = createHash('sha256').update(ts.version);
  for (const folder of folders.filter(existsSync)) {
    for (const name of readdirSync(folder, { recursive: true }).sort()) {
      if (/\.m?[jt]s$/.test(name)) hash.update(name).update(readFileSync(path.join(folder, name)));
    }
  }
  return hash.digest('hex');
}

function emitDeclarations(root, entries) {
  const files = {};
  const program = ts.createProgram(entries, {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2024.d.ts', 'lib.esnext.disposable.d.ts', 'lib.dom.d.ts'],
    types: [],
    strict: true,
    skipLibCheck: true,
    noCheck: true,
    allowImportingTsExtensions: true,
    resolveJsonModule: true,
    declaration: true,
    emitDeclarationOnly: true,
    stripInternal: true,
    rootDir: root,
    outDir: '/nnbook-core',
  });
  program.emit(undefined, (name, text) => {
    files[name.replaceAll('\\', '/').replace(/^[A-Za-z]:/, '')] = text;
  });
  return files;
}
