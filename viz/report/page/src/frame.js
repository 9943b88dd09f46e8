// SPDX-License-Identifier: Apache-2.0
// Positions for the viewer: as solved, or in the frame of one disc, with its centre at the origin.

/** rotation: row-major, its columns the axes of the frame; local = transpose(rotation) (x - origin). */
export function toFrame(frame, points) {
  const {origin, rotation: r} = frame;
  const result = new Float32Array(points.length);
  for (let i = 0; i < points.length; i += 3) {
    const x = points[i] - origin[0];
    const y = points[i + 1] - origin[1];
    const z = points[i + 2] - origin[2];
    for (let k = 0; k < 3; ++k) result[i + k] = r[k] * x + r[3 + k] * y + r[6 + k] * z;
  }
  return result;
}

/** x = centre + translation + rotation (X - centre), rotation row-major. */
export function moveBone(centre, motion, points) {
  const {rotation: r, translation: t} = motion;
  const result = new Float32Array(points.length);
  for (let i = 0; i < points.length; i += 3) {
    const x = points[i] - centre[0];
    const y = points[i + 1] - centre[1];
    const z = points[i + 2] - centre[2];
    for (let k = 0; k < 3; ++k)
      result[i + k] = centre[k] + t[k] + r[3 * k] * x + r[3 * k + 1] * y + r[3 * k + 2] * z;
  }
  return result;
}

/** The points of one row each: those of `node` among xyz `nodes`. */
export function pointsOf(node, nodes) {
  const result = new Float32Array(3 * node.length);
  for (let p = 0; p < node.length; ++p) {
    for (let k = 0; k < 3; ++k) result[3 * p + k] = nodes[3 * node[p] + k];
  }
  return result;
}

/** {low, high} of the points that `used` yields, or of all points without it. */
export function extentOf(points, used) {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  const take = (p) => {
    for (let k = 0; k < 3; ++k) {
      low[k] = Math.min(low[k], points[3 * p + k]);
      high[k] = Math.max(high[k], points[3 * p + k]);
    }
  };
  if (used) {
    for (const p of used) take(p);
  } else {
    for (let p = 0; p < points.length / 3; ++p) take(p);
  }
  return {low, high};
}
