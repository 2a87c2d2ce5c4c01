/** A file that cannot be converted; the message says why in the reader's terms. */
export class ConvertError extends Error {
  override name = 'ConvertError';
}
