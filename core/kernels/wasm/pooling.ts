// Pooling over the last two dimensions. The windows of row `oh` run from starts[oh] to before ends[oh] by `step`, likewise
// for columns; `windows` points to the rows' starts, the rows' ends, the columns' starts and the columns' ends.

/** Largest element of every window and its place in the plane; the first on ties, NaN wins. */
export function maxPool(
  x: usize, y: usize, places: usize, planes: i32, H: i32, W: i32, OH: i32, OW: i32, windows: usize, hStep: i32, wStep: i32,
): void {
  const hEnds = windows + (<usize>OH << 2);
  const wStarts = hEnds + (<usize>OH << 2);
  const wEnds = wStarts + (<usize>OW << 2);
  for (let p = 0; p < planes; p++, x += <usize>(H * W) << 2) {
    for (let oh = 0; oh < OH; oh++) {
      const h0 = load<i32>(windows + (<usize>oh << 2));
      const h1 = load<i32>(hEnds + (<usize>oh << 2));
      for (let ow = 0; ow < OW; ow++, y += 4, places += 4) {
        const w0 = load<i32>(wStarts + (<usize>ow << 2));
        const w1 = load<i32>(wEnds + (<usize>ow << 2));
        let best = -1;
        let value: f32 = 0;
        for (let h = h0; h < h1; h += hStep) {
          const line = h * W;
          for (let w = w0; w < w1; w += wStep) {
            const v = load<f32>(x + (<usize>(line + w) << 2));
            if (best < 0 || v > value || v != v) {
              best = line + w;
              value = v;
            }
          }
        }
        store<f32>(y, value);
        store<i32>(places, best);
      }
    }
  }
}

/** x[plane, places[i]] += y[plane, i]; x must start at zero. */
export function unpool(y: usize, places: usize, x: usize, planes: i32, inner: i32, outputs: i32): void {
  for (let p = 0; p < planes; p++, x += <usize>inner << 2) {
    for (let i = 0; i < outputs; i++, y += 4, places += 4) {
      const at = x + (<usize>load<i32>(places) << 2);
      store<f32>(at, load<f32>(at) + load<f32>(y));
    }
  }
}
