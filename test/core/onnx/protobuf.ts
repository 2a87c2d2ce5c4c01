/** The part of protobuf's wire format that ONNX files use: varints, 32- and 64-bit values, length-delimited bytes. */

export interface Field {
  readonly number: number;
  /** Varints as BigInt, everything else as its bytes. */
  readonly value: bigint | Uint8Array;
}

/** The fields of a message in file order. Throws RangeError on bytes that are no message. */
export function fieldsOf(bytes: Uint8Array): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      if (at >= bytes.length) throw new RangeError('protobuf: the message ends inside a number');
      const byte = bytes[at++];
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new RangeError('protobuf: a number of more than ten bytes');
  };
  const take = (n: number): Uint8Array => {
    if (at + n > bytes.length) throw new RangeError('protobuf: the message ends inside a field');
    at += n;
    return bytes.subarray(at - n, at);
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const kind = tag & 7;
    if (kind === 0) fields.push({ number: tag >>> 3, value: varint() });
    else if (kind === 1) fields.push({ number: tag >>> 3, value: take(8) });
    else if (kind === 2) fields.push({ number: tag >>> 3, value: take(Number(varint())) });
    else if (kind === 5) fields.push({ number: tag >>> 3, value: take(4) });
    else throw new RangeError(`protobuf: wire type ${kind} is not known`);
  }
  return fields;
}

/** A message's fields by number. */
export class Message {
  private readonly fields: readonly Field[];

  constructor(bytes: Uint8Array) {
    this.fields = fieldsOf(bytes);
  }

  /** Embedded messages. */
  messages(number: number): Message[] {
    return this.all(number).map((bytes) => new Message(bytes));
  }

  message(number: number): Message | null {
    return this.messages(number)[0] ?? null;
  }

  bytes(number: number): Uint8Array | null {
    return this.all(number)[0] ?? null;
  }

  has(number: number): boolean {
    return this.fields.some((field) => field.number === number);
  }

  strings(number: number): string[] {
    return this.all(number).map((bytes) => new TextDecoder().decode(bytes));
  }

  string(number: number): string {
    return this.strings(number)[0] ?? '';
  }

  /** A repeated signed integer, packed or not. */
  ints(number: number): bigint[] {
    return this.fields
      .filter((field) => field.number === number)
      .flatMap(({ value }) => (typeof value === 'bigint' ? [value] : packedVarints(value)))
      .map((value) => BigInt.asIntN(64, value));
  }

  int(number: number): number {
    return Number(this.ints(number)[0] ?? 0n);
  }

  /** A repeated float (4 bytes) or double (8), packed or not. */
  floats(number: number, size: 4 | 8 = 4): number[] {
    return this.all(number).flatMap((bytes) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const read = (i: number) => (size === 4 ? view.getFloat32(4 * i, true) : view.getFloat64(8 * i, true));
      return Array.from({ length: bytes.byteLength / size }, (_, i) => read(i));
    });
  }

  private all(number: number): Uint8Array[] {
    return this.fields.flatMap((field) =>
      field.number === number && typeof field.value !== 'bigint' ? [field.value] : [],
    );
  }
}

function packedVarints(bytes: Uint8Array): bigint[] {
  const out: bigint[] = [];
  let value = 0n;
  let shift = 0n;
  for (const byte of bytes) {
    value |= BigInt(byte & 0x7f) << shift;
    shift += 7n;
    if (byte < 0x80) {
      out.push(BigInt.asUintN(64, value));
      value = 0n;
      shift = 0n;
    }
  }
  return out;
}
