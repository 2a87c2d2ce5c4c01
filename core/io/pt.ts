/**
 * Checkpoints of `torch.save`: a zip with a pickle that describes the tensors and one entry of bytes per storage. Data
 * only: state dicts, optimizer state, lists and numbers. Tensors that share memory there share it here.
 */

import { isFloat } from '../tensor/dtype.ts';
import { Storage } from '../tensor/storage.ts';
import { Tensor } from '../tensor/tensor.ts';
import { bytesOf, decodeElements, type ElementType, type ReadOptions } from './elements.ts';
import { clip, FileError } from './file-error.ts';
import { type PickleHost, unpickle } from './pickle.ts';
import { type Bytes, bytesIn } from './tensors.ts';
import { isZip, readZip, type ZipFile } from './zip.ts';

/** What a checkpoint holds. */
export type Checkpoint = Tensor | number | string | boolean | null | Checkpoint[] | { [key: string]: Checkpoint };

const STORAGES: Readonly<Record<string, ElementType>> = {
  'torch.FloatStorage': 'F32',
  'torch.DoubleStorage': 'F64',
  'torch.HalfStorage': 'F16',
  'torch.BFloat16Storage': 'BF16',
  'torch.LongStorage': 'I64',
  'torch.IntStorage': 'I32',
  'torch.ShortStorage': 'I16',
  'torch.CharStorage': 'I8',
  'torch.ByteStorage': 'U8',
  'torch.BoolStorage': 'BOOL',
};

/** A name that stands for an element type in the pickle. */
class ElementName {
  readonly type: ElementType;
  constructor(type: ElementType) {
    this.type = type;
  }
}

const wrong = (reason: string, fix?: string) => new FileError('pt', reason, fix);

/**
 * The contents of a `.pt` or `.pth` file that `torch.save` wrote (PyTorch 1.6 or later): dicts as objects, tuples and
 * lists as arrays. Reads data and nothing else; a file that names a class or function of a program is refused.
 *
 * @example
 * net.loadStateDict(io.readPt(readFileSync('model.pt')) as Record<string, Tensor>);
 */
export function readPt(source: Bytes, options: ReadOptions = {}): Checkpoint {
  const bytes = bytesIn(source, 'readPt');
  if (!isZip(bytes)) {
    throw wrong(
      'this is no zip archive, so it was written by PyTorch before 1.6 or by another program',
      'Save it again: torch.save(torch.load(path), path).',
    );
  }
  const zip = readZip(bytes);
  const root = zip.names
    .find((name) => name === 'data.pkl' || name.endsWith('/data.pkl'))
    ?.slice(0, -'data.pkl'.length);
  if (root === undefined) throw wrong('the archive has no data.pkl');
  if (zip.has(`${root}constants.pkl`)) {
    throw wrong(
      'this is a TorchScript program, not weights',
      'Save a state dict: torch.save(model.state_dict(), path).',
    );
  }
  return unpickle(zip.read(`${root}data.pkl`), new Checkpoints(zip, root, options)) as Checkpoint;
}

/** What a checkpoint's pickle may name. */
class Checkpoints implements PickleHost {
  private readonly zip: ZipFile;
  private readonly root: string;
  private readonly options: ReadOptions;
  private readonly little: boolean;
  private readonly storages = new Map<string, Storage>();
  private readonly functions: ReadonlyMap<string, (args: readonly unknown[]) => unknown>;

  constructor(zip: ZipFile, root: string, options: ReadOptions) {
    this.zip = zip;
    this.root = root;
    this.options = options;
    const order = `${root}byteorder`;
    this.little = !zip.has(order) || new TextDecoder().decode(zip.read(order)) !== 'big';
    this.functions = new Map<string, (args: readonly unknown[]) => unknown>([
      ['collections.OrderedDict', orderedDict],
      ['collections.Counter', ([entries = {}]) => entries],
      ['torch.Size', ([sizes]) => sizes],
      ['torch._utils._rebuild_tensor_v2', rebuildTensor],
      ['torch._utils._rebuild_parameter', ([tensor, requiresGrad]) => rebuildParameter(tensor, requiresGrad)],
    ]);
  }

  isValue = (value: object) => value instanceof Tensor;

  call = (name: string) => this.functions.get(name);

  constant = (name: string): unknown => {
    const dtype = /^torch\.(float32|float64|int32|int64|uint8|bool)$/.exec(name)?.[1];
    if (dtype !== undefined) return dtype;
    return Object.hasOwn(STORAGES, name) ? new ElementName(STORAGES[name]) : undefined;
  };

  /** `('storage', class, key, device, number of elements)`. */
  persistent = (id: unknown): Storage => {
    const [kind, element, key, , count] = Array.isArray(id) ? id : [];
    if (kind !== 'storage' || !(element instanceof ElementName) || typeof key !== 'string' || !isSize(count)) {
      throw wrong('a tensor refers to its bytes in a way that is not known');
    }
    const known = this.storages.get(key);
    if (known !== undefined) return known;
    const bytes = this.zip.read(`${this.root}data/${key}`);
    if (bytes.byteLength !== count * bytesOf(element.type)) {
      throw wrong(`storage ${clip(key)}: ${count} elements of ${element.type} do not fit ${bytes.byteLength} bytes`);
    }
    const origin = { format: 'pt', name: `storage ${key}` } as const;
    const { array, dtype } = decodeElements(element.type, bytes, origin, this.options, this.little);
    const storage = new Storage(dtype, array.length, array);
    this.storages.set(key, storage);
    return storage;
  };
}

function orderedDict(args: readonly unknown[]): Record<string, unknown> {
  const [pairs = []] = args;
  if (!Array.isArray(pairs) || pairs.some((pair) => !Array.isArray(pair) || typeof pair[0] !== 'string')) {
    throw wrong('an ordered dict is made of something that is no list of pairs');
  }
  return Object.fromEntries(pairs);
}

/** `_rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks)`: a view of the storage, checked to lie in it. */
function rebuildTensor(args: readonly unknown[]): Tensor {
  const [storage, offset, shape, strides, requiresGrad] = args;
  if (
    !(storage instanceof Storage) ||
    !isSize(offset) ||
    !isSizes(shape) ||
    !isSizes(strides) ||
    shape.length !== strides.length
  ) {
    throw wrong('a tensor is described in a way that is not known');
  }
  const last = shape.reduce((sum, size, axis) => sum + (size - 1) * strides[axis], offset);
  if (!shape.includes(0) && last >= storage.length) {
    throw wrong(`a tensor of shape [${shape.join(', ')}] reads beyond its storage of ${storage.length} elements`);
  }
  if (!Number.isSafeInteger(shape.reduce((product, size) => product * size, 1)))
    throw wrong('a tensor has too many elements');
  const tensor = new Tensor(storage, [...shape], [...strides], shape.includes(0) ? 0 : offset, 'cpu');
  return requiresGrad === true ? rebuildParameter(tensor, true) : tensor;
}

function rebuildParameter(tensor: unknown, requiresGrad: unknown): Tensor {
  if (!(tensor instanceof Tensor)) throw wrong('a parameter is made of something that is no tensor');
  return requiresGrad === true && isFloat(tensor.dtype) ? tensor.requiresGrad_() : tensor;
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.length <= 64 && value.every(isSize);
}
