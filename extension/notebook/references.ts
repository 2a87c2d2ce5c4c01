/**
 * Outputs name the live values they came from, so that a view can ask the kernel for more. In a file these names mean
 * nothing, and would differ from run to run: they are overwritten in place, which leaves every offset where it is.
 */

const REFERENCE = /\\"session\\":\\"([\w-]{1,40})\\",\\"id\\":\\"([\w-]{1,40})\\"/g;

/** The bytes of a view's payload without the identity of the kernel that made it. */
export function withoutReferences(mime: string, bytes: Uint8Array): Uint8Array {
  if (!mime.startsWith('application/vnd.nnbook.') || bytes.length < 8) return bytes;
  const headerLength = new DataView(bytes.buffer, bytes.byteOffset, 8).getUint32(0, true);
  const end = Math.min(bytes.length, 8 + headerLength);
  // One byte a character, so that offsets in the text are offsets in the bytes.
  const header = Buffer.from(bytes.buffer, bytes.byteOffset, end).toString('latin1');
  let copy: Uint8Array | null = null;
  for (const match of header.matchAll(REFERENCE)) {
    copy ??= bytes.slice();
    const session = match.index + match[0].indexOf(match[1], '\\"session\\":\\"'.length);
    const id = match.index + match[0].length - 2 - match[2].length;
    copy.fill(0x30, session, session + match[1].length);
    copy.fill(0x30, id, id + match[2].length);
  }
  return copy ?? bytes;
}
