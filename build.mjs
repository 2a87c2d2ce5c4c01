/**
 * The one build script. `node build.mjs [--core] [--watch] [--dev] [--clean]`
 *
 *   dist/extension.cjs         the extension host's entry
 *   dist/kernel-worker.cjs     the kernel: one worker thread per notebook
 *   dist/language-worker.cjs   the language service
 *   dist/typescript.cjs        TypeScript, once, for both workers
 *   dist/cli.mjs               `nnbook run file.nnbook`
 *   dist/renderers/<view>.js   one ES module per view; `dist/renderers/lazy/` holds what a view loads when it needs it
 *   dist/core/index.js         the core alone, as an ES module for plain Node
 *
 * `--core` builds only the last one, `--watch` rebuilds on change, `--dev` leaves names readable and adds source maps,
 * `--clean` empties `dist/` first, as a package needs it.
 * A room may build further files by a `build-assets.mjs` beside its sources (see `assetHooks`).
 */
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';

const root = path.dirname(fileURLToPath(import.meta.url));
const dist = path.join(root, 'dist');
const flags = new Set(process.argv.slice(2));
const known = ['--core', '--watch', '--dev', '--minify', '--clean'];
const unknown = [...flags].filter((flag) => !known.includes(flag));
if (unknown.length > 0) {
  console.error(`build: unknown option ${unknown.join(' ')}; known are ${known.join(', ')}`);
  process.exit(2);
}
const dev = flags.has('--dev') || (flags.has('--watch') && !flags.has('--minify'));

/** Folders of the house that may bring a `build-assets.mjs`: `export default async ({ root, dist, dev }) => { ... }`. */
const assetHooks = ['core/kernels', 'core/ops', 'extension/language', 'media/data'].map(
  (room) => `${room}/build-assets.mjs`,
);

/** @type {esbuild.BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  sourcemap: dev ? 'linked' : false,
};

/** Names survive in everything that holds the core: a module prints its class name, an error its stack. */
const minifyKeepingNames = dev ? {} : { minifySyntax: true, minifyWhitespace: true };

/** Both workers load TypeScript from one file beside them. */
const sharedTypeScript = {
  name: 'shared-typescript',
  setup(build) {
    build.onResolve({ filter: /^typescript$/ }, () => ({ path: './typescript.cjs', external: true }));
  },
};

/** `import.meta.url` in a CommonJS bundle. */
const importMetaUrl = {
  banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
  define: { 'import.meta.url': 'importMetaUrl' },
};

/** @type {esbuild.BuildOptions} */
const nodeHost = { ...common, platform: 'node', target: 'node20', ...minifyKeepingNames };

/** The node bundles: source entry, output file, and what sets it apart. */
const nodeBundles = [
  { entry: 'extension/extension.ts', out: 'extension.cjs', options: { external: ['vscode'] } },
  { entry: 'extension/kernel/worker/main.ts', out: 'kernel-worker.cjs', options: { plugins: [sharedTypeScript] } },
  { entry: 'extension/language/worker.ts', out: 'language-worker.cjs', options: { plugins: [sharedTypeScript] } },
  { entry: 'extension/cli.ts', out: 'cli.mjs', options: {} },
];

/** The core alone. `neutral` makes any `node:` import an error: the core must run in a browser worker as well. */
const coreBundle = {
  ...common,
  platform: 'neutral',
  target: 'es2022',
  format: 'esm',
  entryPoints: [path.join(root, 'core/index.ts')],
  outfile: path.join(dist, 'core/index.js'),
};

/**
 * VS Code loads one file per renderer. What is heavy and seldom needed (Plotly, KaTeX) stands in `renderers/shared/lazy/`
 * and becomes a file of its own: `await import('../shared/lazy/plotly.ts')` in a view turns into a load of
 * `lazy/plotly.js` beside the renderer.
 */
const lazyDir = 'renderers/shared/lazy';
const lazyChunks = {
  name: 'lazy-chunks',
  setup(build) {
    build.onResolve({ filter: /\/lazy\/[\w-]+\.tsx?$/ }, ({ path: request, kind, resolveDir, importer }) => {
      const file = path.resolve(resolveDir, request);
      if (path.relative(path.join(root, lazyDir), path.dirname(file)) !== '') return undefined;
      if (kind !== 'dynamic-import') {
        return {
          errors: [{ text: `${importer}: load ${request} by import(), so that it stays out of the view's file` }],
        };
      }
      return { path: `./lazy/${path.basename(file).replace(/\.tsx?$/, '.js')}`, external: true };
    });
  },
};

/** @type {esbuild.BuildOptions} */
const rendererBundle = {
  ...common,
  platform: 'browser',
  target: ['chrome128', 'firefox128', 'safari17'],
  format: 'esm',
  minify: !dev,
  loader: { '.css': 'text', '.svg': 'text' },
  jsx: 'automatic',
  jsxImportSource: 'preact',
};

const exists = (file) => existsSync(path.join(root, file));

/** First of `base.ts`, `base.tsx` that exists. */
const source = (base) => [`${base}.ts`, `${base}.tsx`].find(exists);

/** Build settings of everything whose entry exists; the rest is named once. */
function plan() {
  const builds = [];
  const missing = [];
  const add = (entry, options) => (exists(entry) ? builds.push(options) : missing.push(entry));

  add('core/index.ts', coreBundle);
  if (flags.has('--core')) return { builds, missing };

  for (const { entry, out, options } of nodeBundles) {
    const cjs = out.endsWith('.cjs');
    add(entry, {
      ...nodeHost,
      ...(cjs ? importMetaUrl : {}),
      ...options,
      format: cjs ? 'cjs' : 'esm',
      entryPoints: [path.join(root, entry)],
      outfile: path.join(dist, out),
    });
  }
  builds.push({
    ...nodeHost,
    minify: true,
    sourcemap: false,
    format: 'cjs',
    entryPoints: [path.join(root, 'node_modules/typescript/lib/typescript.js')],
    outfile: path.join(dist, 'typescript.cjs'),
  });

  const folders = exists('renderers') ? readdirSync(path.join(root, 'renderers'), { withFileTypes: true }) : [];
  for (const folder of folders) {
    if (!folder.isDirectory() || folder.name === 'shared') continue;
    const entry = source(`renderers/${folder.name}/index`);
    if (!entry) {
      missing.push(`renderers/${folder.name}/index.ts`);
      continue;
    }
    builds.push({
      ...rendererBundle,
      plugins: [lazyChunks],
      entryPoints: [path.join(root, entry)],
      outfile: path.join(dist, 'renderers', `${folder.name}.js`),
    });
  }
  if (exists(lazyDir)) {
    for (const file of readdirSync(path.join(root, lazyDir)).filter((name) => /\.tsx?$/.test(name))) {
      builds.push({
        ...rendererBundle,
        entryPoints: [path.join(root, lazyDir, file)],
        outfile: path.join(dist, 'renderers/lazy', file.replace(/\.tsx?$/, '.js')),
      });
    }
  }
  return { builds, missing };
}

/** KaTeX's style sheet and its fonts: the style sheet names them relative to itself. woff2 is all that VS Code needs. */
function copyKatex() {
  const from = path.join(root, 'node_modules/katex/dist');
  const to = path.join(dist, 'renderers/katex');
  mkdirSync(path.join(to, 'fonts'), { recursive: true });
  cpSync(path.join(from, 'katex.min.css'), path.join(to, 'katex.min.css'));
  for (const font of readdirSync(path.join(from, 'fonts')).filter((name) => name.endsWith('.woff2'))) {
    cpSync(path.join(from, 'fonts', font), path.join(to, 'fonts', font));
  }
}

/** Third-party code that the package carries, with its licence texts. */
function copyLicences() {
  const to = path.join(dist, 'licences');
  mkdirSync(to, { recursive: true });
  for (const [name, file] of [
    ['katex', 'LICENSE'],
    ['marked', 'LICENSE'],
    ['plotly.js-dist-min', 'LICENSE'],
    ['preact', 'LICENSE'],
    ['typescript', 'LICENSE.txt'],
  ]) {
    cpSync(path.join(root, 'node_modules', name, file), path.join(to, `${name}.txt`));
  }
}

async function runAssetHooks() {
  for (const hook of assetHooks.filter((file) => exists(file) && (!flags.has('--core') || file.startsWith('core/')))) {
    const { default: build } = await import(pathToFileURL(path.join(root, hook)).href);
    await build({ root, dist, dev });
  }
}

const started = performance.now();
const { builds, missing } = plan();
if (flags.has('--clean')) rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
for (const entry of missing) console.log(`build: skipped ${entry}, which does not exist`);
if (!flags.has('--core')) {
  copyKatex();
  copyLicences();
}
await runAssetHooks();

if (flags.has('--watch')) {
  const report = {
    name: 'report',
    setup(build) {
      build.onEnd(({ errors }) => {
        const out = path.relative(root, build.initialOptions.outfile);
        console.log(errors.length > 0 ? `build: ${out} has errors` : `build: ${out}`);
      });
    },
  };
  for (const options of builds) {
    const context = await esbuild.context({ ...options, plugins: [...(options.plugins ?? []), report] });
    await context.watch();
  }
  console.log('build: watching; a new entry file needs a restart');
} else {
  const results = await Promise.allSettled(builds.map((options) => esbuild.build(options)));
  const failed = results.filter((result) => result.status === 'rejected');
  const sizes = results.flatMap((result) =>
    result.status === 'fulfilled' ? Object.entries(result.value.metafile.outputs) : [],
  );
  for (const [file, { bytes }] of sizes.sort(([a], [b]) => a.localeCompare(b))) {
    if (!file.endsWith('.map')) console.log(`${String(Math.ceil(bytes / 1024)).padStart(7)} KiB  ${file}`);
  }
  console.log(
    `build: ${results.length - failed.length} of ${results.length} bundles in ${Math.round(performance.now() - started)} ms`,
  );
  if (failed.length > 0) process.exitCode = 1;
}
