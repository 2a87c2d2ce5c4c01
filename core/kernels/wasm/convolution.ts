// Windows of an image as the columns of a matrix and back. A convolution is then a matrix product (see gemm.ts).

/**
 * Sizes, as the caller lays them out: channels, then depth, height, width of the input, of the kernel, of the output, then
 * stride, padding and dilation, three each: 19 i32.
 */
// @ts-ignore: decorator
@inline
function at(g: usize, i: usize): i32 {
  return load<i32>(g + (i << 2));
}

/** columns[c, window, output] = x at that window element, 0 outside. */
export function unfold(g: usize, x: usize, columns: usize): void {
  const C = at(g, 0), D = at(g, 1), H = at(g, 2), W = at(g, 3);
  const KD = at(g, 4), KH = at(g, 5), KW = at(g, 6);
  const OD = at(g, 7), OH = at(g, 8), OW = at(g, 9);
  const SD = at(g, 10), SH = at(g, 11), SW = at(g, 12);
  const PD = at(g, 13), PH = at(g, 14), PW = at(g, 15);
  const LD = at(g, 16), LH = at(g, 17), LW = at(g, 18);
  const line = <usize>OW << 2;
  for (let c = 0; c < C; c++) {
    for (let kd = 0; kd < KD; kd++) {
      for (let kh = 0; kh < KH; kh++) {
        for (let kw = 0; kw < KW; kw++) {
          const shift = kw * LW - PW;
          // Outputs whose window element lies inside the row: first <= ow < last.
          const first = min(OW, shift < 0 ? (-shift + SW - 1) / SW : 0);
          const last = max(first, min(OW, W - shift > 0 ? (W - shift - 1) / SW + 1 : 0));
          for (let od = 0; od < OD; od++) {
            const d = od * SD - PD + kd * LD;
            for (let oh = 0; oh < OH; oh++, columns += line) {
              const h = oh * SH - PH + kh * LH;
              if (d < 0 || d >= D || h < 0 || h >= H) {
                memory.fill(columns, 0, line);
                continue;
              }
              let from = x + (<usize>(((c * D + d) * H + h) * W + shift + first * SW) << 2);
              let to = columns;
              for (let i = 0; i < first; i++, to += 4) store<f32>(to, 0);
              if (SW == 1) {
                const n = last - first;
                let i = 0;
                for (; i + 4 <= n; i += 4, to += 16, from += 16) v128.store(to, v128.load(from));
                for (; i < n; i++, to += 4, from += 4) store<f32>(to, load<f32>(from));
              } else {
                for (let i = first; i < last; i++, to += 4, from += <usize>SW << 2) store<f32>(to, load<f32>(from));
              }
              for (let i = last; i < OW; i++, to += 4) store<f32>(to, 0);
            }
          }
        }
      }
    }
  }
}

/** Adds every column entry to the place of x that it came from; x must start at zero. */
export function fold(g: usize, columns: usize, x: usize): void {
  const C = at(g, 0), D = at(g, 1), H = at(g, 2), W = at(g, 3);
  const KD = at(g, 4), KH = at(g, 5), KW = at(g, 6);
  const OD = at(g, 7), OH = at(g, 8), OW = at(g, 9);
  const SD = at(g, 10), SH = at(g, 11), SW = at(g, 12);
  const PD = at(g, 13), PH = at(g, 14), PW = at(g, 15);
  const LD = at(g, 16), LH = at(g, 17), LW = at(g, 18);
  const line = <usize>OW << 2;
  for (let c = 0; c < C; c++) {
    for (let kd = 0; kd < KD; kd++) {
      for (let kh = 0; kh < KH; kh++) {
        for (let kw = 0; kw < KW; kw++) {
          const shift = kw * LW - PW;
          const first = min(OW, shift < 0 ? (-shift + SW - 1) / SW : 0);
          const last = max(first, min(OW, W - shift > 0 ? (W - shift - 1) / SW + 1 : 0));
          for (let od = 0; od < OD; od++) {
            const d = od * SD - PD + kd * LD;
            for (let oh = 0; oh < OH; oh++, columns += line) {
              const h = oh * SH - PH + kh * LH;
              if (d < 0 || d >= D || h < 0 || h >= H) continue;
              let to = x + (<usize>(((c * D + d) * H + h) * W + shift + first * SW) << 2);
              let from = columns + (<usize>first << 2);
              if (SW == 1) {
                const n = last - first;
                let i = 0;
                for (; i + 4 <= n; i += 4, to += 16, from += 16) v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
                for (; i < n; i++, to += 4, from += 4) store<f32>(to, load<f32>(to) + load<f32>(from));
              } else {
                for (let i = first; i < last; i++, from += 4, to += <usize>SW << 2) store<f32>(to, load<f32>(to) + load<f32>(from));
              }
            }
          }
        }
      }
    }
  }
}
