import { describe, expect, test } from 'vitest';
import * as T from '../../../core/index.ts';
import { checkGradients, count, values } from './check.ts';

const { nn } = T;
const B = nn.blocks;
const meta = (shape: number[]) => T.empty(shape, { device: 'meta' });
const onMeta = <M extends T.nn.Module>(module: M): M => module.to('meta');
const norms = (module: T.nn.Module) =>
  module
    .modules()
    .filter((m) => m instanceof nn.BatchNorm2d)
    .reduce((n, m) => n + count(m), 0);

describe('residual blocks', () => {
  test('shapes and parameter counts of the four blocks', () => {
    const basic = onMeta(new B.BasicBlock(256, 256));
    expect(basic(meta([1, 256, 14, 14])).shape).toEqual([1, 256, 14, 14]);
    expect(count(basic)).toBe(1_180_672);
    expect(count(basic) - norms(basic)).toBe(1_179_648);
    expect(basic.downsample).toBe(null);

    const bottleneck = onMeta(new B.Bottleneck(256, 64));
    expect(bottleneck(meta([1, 256, 56, 56])).shape).toEqual([1, 256, 56, 56]);
    expect(count(bottleneck)).toBe(70_400);
    expect(count(bottleneck) - norms(bottleneck)).toBe(69_632);

    const basicDown = onMeta(new B.BasicBlock(64, 128, { stride: 2 }));
    expect(basicDown(meta([1, 64, 56, 56])).shape).toEqual([1, 128, 28, 28]);
    expect(count(basicDown)).toBe(230_144);
    expect(count(basicDown.downsample as T.nn.Module)).toBe(8_448);

    const bottleDown = onMeta(new B.Bottleneck(256, 128, { stride: 2 }));
    expect(bottleDown(meta([1, 256, 56, 56])).shape).toEqual([1, 512, 28, 28]);
    expect(count(bottleDown)).toBe(379_392);
    expect(count(bottleDown.downsample as T.nn.Module)).toBe(132_096);
  });

  test("state-dict keys are torchvision's", () => {
    const keys = Object.keys(new B.BasicBlock(4, 8, 2).stateDict());
    expect(keys).toContain('conv1.weight');
    expect(keys).toContain('bn2.running_var');
    expect(keys).toContain('downsample.0.weight');
    expect(keys).toContain('downsample.1.num_batches_tracked');
  });

  test('ResNeXt: 70,144 weights, and the grouped convolution is the sum of its paths', () => {
    const block = new B.ResNeXtBlock(256, 64);
    expect(count(block) - norms(block)).toBe(70_144);
    expect(count(block)).toBe(71_168);
    // The last 1x1 of a grouped convolution, split into paths: each sees its own slice of channels.
    const [groups, width] = [4, 2];
    const x = values([1, 8, 5, 5]);
    const grouped = new nn.Conv2d(8, 8, 3, { groups, padding: 1, bias: false }).double();
    const up = new nn.Conv2d(8, 3, 1, { bias: false }).double();
    let sum: T.Tensor | null = null;
    for (let g = 0; g < groups; g++) {
      const part = T.conv2d(x.narrow(1, g * width, width), grouped.weight.narrow(0, g * width, width), null, {
        padding: 1,
      });
      const path = T.conv2d(part, up.weight.narrow(1, g * width, width));
      sum = sum ? sum.add(path) : path;
    }
    expect(T.allclose(up(grouped(x)), sum as T.Tensor)).toBe(true);
  });

  test('ResNet-18 and ResNet-50 are built of them: 11,689,512 and 25,557,032', () => {
    const net = (block: 'basic' | 'bottleneck', layers: number[]): T.nn.Sequential => {
      const stages: T.nn.Module[] = [
        new nn.Conv2d(3, 64, 7, { stride: 2, padding: 3, bias: false }),
        new nn.BatchNorm2d(64),
      ];
      let channels = 64;
      layers.forEach((n, stage) => {
        for (let i = 0; i < n; i++) {
          const planes = 64 << stage;
          const stride = stage > 0 && i === 0 ? 2 : 1;
          stages.push(
            block === 'basic'
              ? new B.BasicBlock(channels, planes, { stride })
              : new B.Bottleneck(channels, planes, { stride }),
          );
          channels = planes * (block === 'basic' ? 1 : 4);
        }
      });
      return new nn.Sequential(...stages, new nn.Linear(channels, 1000));
    };
    T.manualSeed(0);
    expect(count(net('basic', [2, 2, 2, 2]))).toBe(11_689_512);
    expect(count(net('bottleneck', [3, 4, 6, 3]))).toBe(25_557_032);
  });

  test('gradients', () => {
    for (const block of [
      new B.BasicBlock(2, 3, { stride: 2 }),
      new B.Bottleneck(4, 1),
      new B.ResNeXtBlock(4, 32, { groups: 2, baseWidth: 2 }),
    ]) {
      const x = values([2, block.conv1.inChannels, 4, 4], 5).requiresGrad_();
      checkGradients(block, [x], () => block(x));
    }
  });
});

describe('mobile blocks', () => {
  /** Rows of MobileNet V2: input channels and size, expansion, output channels, stride, output size, parameters. */
  const rows = [
    [32, 112, 1, 16, 1, 112, 896],
    [16, 112, 6, 24, 2, 56, 5_136],
    [24, 56, 6, 24, 1, 56, 8_832],
    [24, 56, 6, 32, 2, 28, 10_000],
    [32, 28, 6, 32, 1, 28, 14_848],
    [32, 28, 6, 64, 2, 14, 21_056],
    [64, 14, 6, 64, 1, 14, 54_272],
    [64, 14, 6, 96, 1, 14, 66_624],
    [96, 14, 6, 96, 1, 14, 118_272],
    [96, 14, 6, 160, 2, 7, 155_264],
    [160, 7, 6, 160, 1, 7, 320_000],
    [160, 7, 6, 320, 1, 7, 473_920],
  ];
  const times = [1, 1, 1, 1, 2, 1, 3, 1, 2, 1, 2, 1];

  test('every row of MobileNet V2, and its 3,504,872 parameters', () => {
    let total = 0;
    let skips = 0;
    rows.forEach(([inp, size, t, oup, stride, outSize, parameters], i) => {
      const block = onMeta(new B.InvertedResidual(inp, oup, stride, t));
      expect(block(meta([1, inp, size, size])).shape).toEqual([1, oup, outSize, outSize]);
      expect(count(block)).toBe(parameters);
      total += times[i] * parameters;
      if (block.useResConnect) skips += times[i];
    });
    expect(skips).toBe(10);
    const stem = count(B.convNormActivation(3, 32, { stride: 2 }));
    const last = count(B.convNormActivation(320, 1280, { kernelSize: 1 }));
    expect(total + stem + last + count(new nn.Linear(1280, 1000))).toBe(3_504_872);
    expect(Object.keys(new B.InvertedResidual(4, 4).stateDict())).toContain('conv.1.0.weight');
  });

  test("depthwise separable convolution: weights, ratio, MobileNet V1's 4,231,976", () => {
    for (const [cin, cout, weights] of [
      [3, 3, 36],
      [32, 64, 2_336],
      [256, 256, 67_840],
      [512, 512, 266_752],
    ])
      expect(count(new B.DepthwiseSeparableConv(cin, cout))).toBe(weights);
    const widths = [32, 64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024];
    let total = count(B.convNormActivation(3, 32)) + count(new nn.Linear(1024, 1000));
    for (let i = 1; i < widths.length; i++)
      total += count(new B.DepthwiseSeparableConv(widths[i - 1], widths[i], 3, { norm: true }));
    expect(total).toBe(4_231_976);
    expect(onMeta(new B.DepthwiseSeparableConv(4, 6, 5, { stride: 2 }))(meta([1, 4, 8, 8])).shape).toEqual([
      1, 6, 4, 4,
    ]);
  });

  test('squeeze and excitation narrows first', () => {
    expect(count(new B.SqueezeExcitation(64, 16))).toBe(2_128);
    expect(count(new B.SqueezeExcitation(72, 18))).toBe(2_682);
    expect(count(new B.SqueezeExcitation(96, 24))).toBe(4_728);
    expect(count(new B.SqueezeExcitation(16, 4))).toBe(148);
    const se = new B.SqueezeExcitation(4, 2);
    const x = T.randn([2, 4, 3, 3]);
    const scale = se.scale(x);
    expect(scale.shape).toEqual([2, 4, 1, 1]);
    expect(T.allclose(se(x), x.mul(scale))).toBe(true);
  });

  test('MobileNet V3 Large has 5,483,032 parameters', () => {
    const rowsV3: [number, number, number, number, boolean, 'relu' | 'hardswish', number][] = [
      [16, 3, 16, 16, false, 'relu', 1],
      [16, 3, 64, 24, false, 'relu', 2],
      [24, 3, 72, 24, false, 'relu', 1],
      [24, 5, 72, 40, true, 'relu', 2],
      [40, 5, 120, 40, true, 'relu', 1],
      [40, 5, 120, 40, true, 'relu', 1],
      [40, 3, 240, 80, false, 'hardswish', 2],
      [80, 3, 200, 80, false, 'hardswish', 1],
      [80, 3, 184, 80, false, 'hardswish', 1],
      [80, 3, 184, 80, false, 'hardswish', 1],
      [80, 3, 480, 112, true, 'hardswish', 1],
      [112, 3, 672, 112, true, 'hardswish', 1],
      [112, 5, 672, 160, true, 'hardswish', 2],
      [160, 5, 960, 160, true, 'hardswish', 1],
      [160, 5, 960, 160, true, 'hardswish', 1],
    ];
    let total =
      count(B.convNormActivation(3, 16, { stride: 2 })) + count(B.convNormActivation(160, 960, { kernelSize: 1 }));
    total += count(new nn.Linear(960, 1280)) + count(new nn.Linear(1280, 1000));
    for (const [cin, kernelSize, expandedChannels, cout, useSe, activation, stride] of rowsV3)
      total += count(new B.MobileNetV3Block(cin, cout, { expandedChannels, kernelSize, stride, useSe, activation }));
    expect(total).toBe(5_483_032);
  });

  test('EfficientNet-B0 has 5,288,548 parameters', () => {
    // Expansion, kernel, stride, input and output channels, repeats.
    const stages = [
      [1, 3, 1, 32, 16, 1],
      [6, 3, 2, 16, 24, 2],
      [6, 5, 2, 24, 40, 2],
      [6, 3, 2, 40, 80, 3],
      [6, 5, 1, 80, 112, 3],
      [6, 5, 2, 112, 192, 4],
      [6, 3, 1, 192, 320, 1],
    ];
    let total =
      count(B.convNormActivation(3, 32, { stride: 2 })) + count(B.convNormActivation(320, 1280, { kernelSize: 1 }));
    total += count(new nn.Linear(1280, 1000));
    for (const [expandRatio, kernelSize, stride, cin, cout, repeats] of stages)
      for (let i = 0; i < repeats; i++)
        total += count(
          new B.MBConv(i === 0 ? cin : cout, cout, { expandRatio, kernelSize, stride: i === 0 ? stride : 1 }),
        );
    expect(total).toBe(5_288_548);
  });

  test('gradients', () => {
    const x = values([2, 2, 4, 4], 3).requiresGrad_();
    const blocks = [
      new B.InvertedResidual(2, 2, 1, 2),
      new B.DepthwiseSeparableConv(2, 3, 3, { norm: true }),
      new B.SqueezeExcitation(2, 1),
      new B.MBConv(2, 2, { expandRatio: 2, squeezeChannels: 1 }),
      new B.MobileNetV3Block(2, 3, { expandedChannels: 4, stride: 2, useSe: true, activation: 'hardswish' }),
    ];
    for (const block of blocks) checkGradients(block, [x], () => block(x as never) as T.Tensor);
  });

  test('drop path drops whole examples and keeps the mean', () => {
    T.manualSeed(0);
    const drop = new B.DropPath(0.25);
    const y = drop(T.ones([400, 2, 2])).flatten(1);
    expect(T.allclose(y.amax(1), y.amin(1))).toBe(true);
    expect(Math.abs((y.mean().item() as number) - 1)).toBeLessThan(0.1);
    drop.eval();
    expect(drop(T.ones([3])).toArray()).toEqual([1, 1, 1]);
  });
});

describe('convolutional blocks', () => {
  test('NiN, Inception, dense block and patches: shapes and counts', () => {
    expect(onMeta(new B.MLPConv(3, 192, 5, { padding: 2 }))(meta([1, 3, 32, 32])).shape).toEqual([1, 192, 32, 32]);
    const inception = onMeta(
      new B.Inception(192, { ch1x1: 64, ch3x3reduce: 96, ch3x3: 128, ch5x5reduce: 16, ch5x5: 32, poolProj: 32 }),
    );
    expect(inception(meta([1, 192, 28, 28])).shape).toEqual([1, 256, 28, 28]);
    expect(count(inception) - norms(inception)).toBe(
      192 * 64 + 192 * 96 + 96 * 128 * 9 + 192 * 16 + 16 * 32 * 25 + 192 * 32,
    );
    const dense = onMeta(new B.DenseBlock(6, 64, 32));
    expect(dense(meta([1, 64, 14, 14])).shape).toEqual([1, 256, 14, 14]);
    expect(Object.keys(dense.stateDict())).toContain('denselayer6.conv2.weight');
    const patches = onMeta(new B.PatchEmbedding(3, 768, 16));
    expect(patches(meta([2, 3, 224, 224])).shape).toEqual([2, 196, 768]);
    expect(() => new B.PatchEmbedding(3, 8, 16)(T.ones([1, 3, 20, 32]))).toThrow(/multiples of the patch size 16/);
  });

  test('a patch embedding is a linear map of each patch', () => {
    const embed = new B.PatchEmbedding(1, 2, 2).double();
    const x = values([1, 1, 4, 4]);
    const second = x.narrow(3, 2, 2).narrow(2, 0, 2).flatten();
    const expected = embed.proj.weight
      .reshape([2, 4])
      .mv(second)
      .add(embed.proj.bias as T.Tensor);
    expect(T.allclose(embed(x).select(1, 1).squeeze(0), expected)).toBe(true);
  });

  test('deformable convolution: zero offsets are a plain convolution, whole offsets a shift', () => {
    const conv = new B.DeformConv2d(4, 6, 3, { stride: 2, padding: 1, dilation: 1, groups: 2 }).double();
    const x = values([2, 4, 7, 6]);
    const plain = T.conv2d(x, conv.weight, conv.bias, { stride: 2, padding: 1, groups: 2 });
    expect(conv(x, T.zeros([2, 18, 4, 3], { dtype: 'float64' })).shape).toEqual(plain.shape);
    expect(T.allclose(conv(x, T.zeros([2, 18, 4, 3], { dtype: 'float64' })), plain)).toBe(true);
    // A mask of one half halves everything but the bias.
    const half = T.full([2, 9, 4, 3], 0.5, { dtype: 'float64' });
    const bias = (conv.bias as T.Tensor).reshape([1, 6, 1, 1]);
    expect(
      T.allclose(conv(x, T.zeros([2, 18, 4, 3], { dtype: 'float64' }), half).sub(bias), plain.sub(bias).mul(0.5)),
    ).toBe(true);
    // Every place one pixel to the right: the convolution of the image moved to the left.
    const one = new B.DeformConv2d(1, 1, 2, { bias: false }).double();
    const image = values([1, 1, 4, 5], 9);
    const right = T.tensor([0, 1, 0, 1, 0, 1, 0, 1], { dtype: 'float64' }).reshape([1, 8, 1, 1]).expand([1, 8, 3, 4]);
    const moved = T.pad(image.narrow(3, 1, 4), [0, 1]);
    expect(T.allclose(one(image, right), T.conv2d(moved, one.weight))).toBe(true);
    // Half a pixel down: the mean of two rows.
    const down = T.tensor([0.5, 0, 0.5, 0, 0.5, 0, 0.5, 0], { dtype: 'float64' })
      .reshape([1, 8, 1, 1])
      .expand([1, 8, 3, 4]);
    const below = T.pad(image.narrow(2, 1, 3), [0, 0, 0, 1]);
    expect(T.allclose(one(image, down), T.conv2d(image.add(below).mul(0.5), one.weight))).toBe(true);
    expect(() => one(image, right.narrow(1, 0, 4))).toThrow(/the offset must be \[1, 8, 3, 4\]/);
  });

  test('learned offsets start as a plain convolution', () => {
    const layer = new B.LearnedDeformConv2d(2, 3, 3, { padding: 1 }).double();
    const x = values([1, 2, 4, 4]);
    expect(T.allclose(layer(x), T.conv2d(x, layer.conv.weight, layer.conv.bias, { padding: 1 }))).toBe(true);
  });

  test('gradients', () => {
    const x = values([2, 2, 4, 4], 11).requiresGrad_();
    const blocks = [
      new B.MLPConv(2, 3, 3),
      new B.Inception(2, { ch1x1: 1, ch3x3reduce: 1, ch3x3: 2, ch5x5reduce: 1, ch5x5: 1, poolProj: 1 }),
      new B.DenseBlock(2, 2, 2, 1),
      new B.PatchEmbedding(2, 3, 2),
      new B.LearnedDeformConv2d(2, 2, 2),
    ];
    for (const block of blocks) checkGradients(block, [x], () => block(x as never) as T.Tensor, { scale: 0.3 });
  });
});
