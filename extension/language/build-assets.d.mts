/** Virtual path to text. */
type Table = Record<string, string>;

export default function buildAssets(settings: { root: string; dist: string; dev?: boolean }): Promise<void>;
export function buildGuest(root: string, outfile: string): Promise<void>;
export function libraryFiles(root: string): Table;
export function ownFiles(root: string): Table;
export function nodeFiles(root: string): Table;
export function coreFiles(root: string, cacheFolder: string): Table;
