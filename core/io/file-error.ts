/** The error of a file that cannot be read, or a value that a format cannot hold. */
import { NNError } from '../errors.ts';

export type FileFormat = 'safetensors' | 'npy' | 'npz' | 'zip' | 'pt' | 'json';

/** A file that is wrong, truncated, hostile, or holds what the library does not read. */
export class FileError extends NNError {
  override name = 'FileError';
  readonly format: FileFormat | undefined;

  constructor(format: FileFormat | undefined, reason: string, fix?: string) {
    super(format === undefined ? reason : `${format}: ${reason}`, fix === undefined ? {} : { fix });
    this.format = format;
  }
}

/** A name from a file, short enough for a message. */
export function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
