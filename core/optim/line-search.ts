/** A line search for the strong Wolfe conditions, as in Nocedal and Wright (2006), algorithms 3.5 and 3.6. */

/** A point on the line: step length, loss, gradient, and slope along the direction. */
export interface LinePoint {
  readonly t: number;
  readonly f: number;
  readonly g: Float64Array;
  readonly slope: number;
}

/** Minimum of the cubic through two points with slopes, kept within the bounds. */
function cubicMinimum(a: LinePoint, b: LinePoint, low = Math.min(a.t, b.t), high = Math.max(a.t, b.t)): number {
  const d1 = a.slope + b.slope - (3 * (a.f - b.f)) / (a.t - b.t);
  const square = d1 * d1 - a.slope * b.slope;
  if (!(square >= 0)) return (low + high) / 2;
  const d2 = Math.sqrt(square);
  const t =
    a.t <= b.t
      ? b.t - (b.t - a.t) * ((b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2))
      : a.t - (a.t - b.t) * ((a.slope + d2 - d1) / (a.slope - b.slope + 2 * d2));
  return Math.min(Math.max(t, low), high);
}

export interface LineResult {
  readonly point: LinePoint;
  readonly evaluations: number;
}

/**
 * A step from `start` (t = 0) that lowers the loss enough (c1) and flattens the slope enough (c2): first steps grow
 * until such a point is bracketed, then the bracket shrinks by cubic interpolation. `evaluate` gives the point at t;
 * `scale` is the largest component of the direction;
 * at most `limit` steps are tried.
 */
export function strongWolfe(
  evaluate: (t: number) => LinePoint,
  start: LinePoint,
  firstStep: number,
  scale: number,
  toleranceChange: number,
  limit = 25,
): LineResult {
  const c1 = 1e-4;
  const c2 = 0.9;
  const tooHigh = (x: LinePoint) => x.f > start.f + c1 * x.t * start.slope;
  const flat = (x: LinePoint) => Math.abs(x.slope) <= -c2 * start.slope;

  let previous = start;
  let point = evaluate(firstStep);
  let evaluations = 1;
  let iteration = 0;
  let bracket: [LinePoint, LinePoint] | null = null;
  for (; iteration < limit; iteration++) {
    if (tooHigh(point) || (iteration > 1 && point.f >= previous.f)) {
      bracket = [previous, point];
      break;
    }
    if (flat(point)) return { point, evaluations };
    if (point.slope >= 0) {
      bracket = [previous, point];
      break;
    }
    const next = cubicMinimum(previous, point, point.t + 0.01 * (point.t - previous.t), point.t * 10);
    previous = point;
    point = evaluate(next);
    evaluations++;
  }
  bracket ??= [start, point];

  let [low, high] = bracket[0].f <= bracket[1].f ? [0, 1] : [1, 0];
  let slow = false;
  for (; iteration < limit; iteration++) {
    const [from, to] = [Math.min(bracket[0].t, bracket[1].t), Math.max(bracket[0].t, bracket[1].t)];
    if ((to - from) * scale < toleranceChange) break;
    let t = cubicMinimum(bracket[0], bracket[1]);
    // A minimum too near the edge twice in a row is moved inside, or the bracket would hardly shrink.
    const margin = 0.1 * (to - from);
    if (Math.min(to - t, t - from) < margin) {
      if (slow || t >= to || t <= from) {
        t = Math.abs(t - to) < Math.abs(t - from) ? to - margin : from + margin;
        slow = false;
      } else slow = true;
    } else slow = false;
    point = evaluate(t);
    evaluations++;
    if (tooHigh(point) || point.f >= bracket[low].f) {
      bracket[high] = point;
      [low, high] = bracket[0].f <= bracket[1].f ? [0, 1] : [1, 0];
    } else {
      const done = flat(point);
      if (!done && point.slope * (bracket[high].t - bracket[low].t) >= 0) bracket[high] = bracket[low];
      bracket[low] = point;
      if (done) break;
    }
  }
  return { point: bracket[low], evaluations };
}
