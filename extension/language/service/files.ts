/**
 * The files a language service sees: bundled declaration files (virtual, under `/nnbook-*`), and the disk beneath the
 * notebook's folder for typings of npm packages and local modules. Disk answers are remembered until `forget()`.
 */
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const libraryFolder = '/nnbook-lib/';
export const coreFolder = '/nnbook-core/';
export const nodeTypesFolder = '/nnbook-node/';
export const coreEntry = `${coreFolder}core/index.d.ts`;
/** The declarations of the global `display`. */
export const displayEntry = `${coreFolder}extension/kernel/worker/display/index.d.ts`;
export const nodeEntry = `${nodeTypesFolder}node_modules/@types/node/index.d.ts`;
export const globalsFile = `${libraryFolder}globals.d.ts`;
export const displayFile = `${libraryFolder}display.d.ts`;

/** `path -> text`, as the asset builder writes it. */
export type VirtualFiles = Readonly<Record<string, string>>;

export const isVirtual = (path: string): boolean => path.startsWith('/nnbook-');

export class Files {
  private readonly virtual = new Map<string, string>();
  private readonly folders = new Set<string>();
  private readonly nodeFiles: () => VirtualFiles;
  private nodeLoaded = false;
  private readonly known = new Map<string, string | undefined>();
  private readonly exists = new Map<string, boolean>();

  constructor(assets: VirtualFiles, nodeFiles: () => VirtualFiles) {
    this.nodeFiles = nodeFiles;
    this.addVirtual(assets);
  }

  /** Reads the two asset files that `build-assets.mjs` wrote; Node's typings only when first asked for. */
  static fromFolder(folder: string): Files {
    const load = (name: string): VirtualFiles => parseAssets(readFileSync(join(folder, name), 'utf8'), name);
    return new Files(load('assets.json'), () => load('node.json'));
  }

  /** Makes `@types/node` part of the world. */
  loadNode(): void {
    if (this.nodeLoaded) return;
    this.nodeLoaded = true;
    this.addVirtual(this.nodeFiles());
  }

  has(path: string): boolean {
    if (isVirtual(path)) return this.virtual.has(path);
    let answer = this.exists.get(path);
    if (answer === undefined) {
      answer = existsSync(path) && statSync(path).isFile();
      this.exists.set(path, answer);
    }
    return answer;
  }

  read(path: string): string | undefined {
    if (isVirtual(path)) return this.virtual.get(path);
    if (!this.known.has(path)) this.known.set(path, this.has(path) ? readFileSync(path, 'utf8') : undefined);
    return this.known.get(path);
  }

  hasFolder(path: string): boolean {
    if (isVirtual(path)) return this.folders.has(path.replace(/\/$/, ''));
    return existsSync(path) && statSync(path).isDirectory();
  }

  foldersIn(path: string): string[] {
    if (isVirtual(path) || !this.hasFolder(path)) return [];
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
      .map((entry) => entry.name);
  }

  realPath(path: string): string {
    return isVirtual(path) || !existsSync(path) ? path : realpathSync(path).replaceAll('\\', '/');
  }

  /** Version of a file on disk: its time of change, so that an edited local module is read anew after `forget()`. */
  version(path: string): string {
    return isVirtual(path) || !this.has(path) ? '0' : String(statSync(path).mtimeMs);
  }

  /** Forgets what the disk said. */
  forget(): void {
    this.known.clear();
    this.exists.clear();
  }

  private addVirtual(files: VirtualFiles): void {
    for (const [path, text] of Object.entries(files)) {
      this.virtual.set(path, text);
      for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1))
        this.folders.add(path.slice(0, at));
    }
  }
}

function parseAssets(json: string, name: string): VirtualFiles {
  const value: unknown = JSON.parse(json);
  if (typeof value !== 'object' || value === null) throw new Error(`${name} is not a table of files`);
  return value as VirtualFiles;
}
