/** Messages from renderers, checked: a webview shows outputs of files that anybody may have written. */
import type {
  CodeSite,
  ExportFormat,
  JsonValue,
  KernelQuery,
  KernelRequest,
  RendererMessage,
  SliceItem,
  ValueRef,
} from '../../core/payload/messages.ts';

const MAX_TEXT = 64 * 1024 * 1024;
const MAX_AXES = 32;

/** The message, or null when it is none. */
export function readRendererMessage(value: unknown): RendererMessage | null {
  if (!isRecord(value)) return null;
  switch (value.type) {
    case 'nnbook.request': {
      const request = readRequest(value.request);
      return request && isString(value.outputId, 200) ? { type: value.type, outputId: value.outputId, request } : null;
    }
    case 'nnbook.cancel':
      return isString(value.outputId, 200) && isCount(value.id)
        ? { type: value.type, outputId: value.outputId, id: value.id }
        : null;
    case 'nnbook.ack':
      return isString(value.streamId, 200) && isCount(value.seq)
        ? { type: value.type, streamId: value.streamId, seq: value.seq }
        : null;
    case 'nnbook.resync':
      return isString(value.streamId, 200) && isCount(value.from)
        ? { type: value.type, streamId: value.streamId, from: value.from }
        : null;
    case 'nnbook.save': {
      const { name, format, b64 } = value;
      return isString(name, 200) && isFormat(format) && isString(b64, MAX_TEXT)
        ? { type: value.type, name, format, b64 }
        : null;
    }
    case 'nnbook.copy':
      return isString(value.text, MAX_TEXT) ? { type: value.type, text: value.text } : null;
    case 'nnbook.reveal': {
      const site = readSite(value.site);
      return site ? { type: value.type, site } : null;
    }
    default:
      return null;
  }
}

function readRequest(value: unknown): KernelRequest | null {
  if (!isRecord(value) || value.v !== 1 || !isCount(value.id)) return null;
  const query = readQuery(value.query);
  return query && { v: 1, id: value.id, query };
}

function readQuery(value: unknown): KernelQuery | null {
  if (!isRecord(value)) return null;
  const ref = readRef(value.ref);
  if (!ref) return null;
  if (value.kind === 'call') {
    return isString(value.name, 100)
      ? { kind: 'call', ref, name: value.name, args: (value.args ?? null) as JsonValue }
      : null;
  }
  const { which, slice, maxElems } = value;
  if (value.kind !== 'slice' || (which !== 'value' && which !== 'grad') || !isCount(maxElems)) return null;
  if (!Array.isArray(slice) || slice.length > MAX_AXES || !slice.every(isSliceItem)) return null;
  return { kind: 'slice', ref, which, slice, maxElems };
}

function readRef(value: unknown): ValueRef | null {
  if (!isRecord(value) || !isString(value.session, 100) || !isString(value.id, 100) || !isCount(value.version))
    return null;
  return { session: value.session, id: value.id, version: value.version };
}

function readSite(value: unknown): CodeSite | null {
  if (!isRecord(value) || !isString(value.cell, 1000) || !isCount(value.line) || !isCount(value.col)) return null;
  return { cell: value.cell, line: value.line, col: value.col };
}

function isSliceItem(value: unknown): value is SliceItem {
  return isCount(value) || (Array.isArray(value) && value.length === 2 && value.every(isCount));
}

function isFormat(value: unknown): value is ExportFormat {
  return value === 'svg' || value === 'png' || value === 'csv' || value === 'safetensors';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isString(value: unknown, max: number): value is string {
  return typeof value === 'string' && value.length <= max;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
