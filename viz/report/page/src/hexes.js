// SPDX-License-Identifier: Apache-2.0
// Surfaces and plane cuts of hexahedra (corners in VTK's order). No drawing, no page.

// Corners of the six faces, counter-clockwise seen from outside.
const faces = [
  [0, 3, 2, 1],
  [4, 5, 6, 7],
  [0, 1, 5, 4],
  [1, 2, 6, 5],
  [2, 3, 7, 6],
  [3, 0, 4, 7],
];

// Six tetrahedra around the diagonal 0-6.
const ring = [1, 2, 3, 7, 4, 5, 1];

/**
 * Faces that belong to one hexahedron only, among those that `wanted` names.
 * hexes: 8 points each; node: point -> node, equal where bodies touch.
 * Returns {quads: 4 points each, hex: owner of each quad}.
 */
export function outerFaces(hexes, node, wanted) {
  let nodes = 0;
  for (const n of node) nodes = Math.max(nodes, n + 1);
  const seen = new Map();  // face -> its place in the list, or -1 once met twice
  const found = [];
  for (let h = 0; h < hexes.length / 8; ++h) {
    if (!wanted(h)) continue;
    for (let f = 0; f < 6; ++f) {
      const ids = faces[f].map((corner) => node[hexes[8 * h + corner]]).sort((a, b) => a - b);
      // Two faces of a mesh of hexahedra never share three nodes.
      const key = (ids[0] * nodes + ids[1]) * nodes + ids[2];
      if (seen.has(key)) {
        seen.set(key, -1);
      } else {
        seen.set(key, found.length);
        found.push([h, f]);
      }
    }
  }
  const quads = [];
  const hex = [];
  for (const place of seen.values()) {
    if (place < 0) continue;
    const [h, f] = found[place];
    for (const corner of faces[f]) quads.push(hexes[8 * h + corner]);
    hex.push(h);
  }
  return {quads: Uint32Array.from(quads), hex: Uint32Array.from(hex)};
}

/** Corner points of the triangles of quads. */
export function triangles(quads) {
  const result = new Uint32Array((quads.length / 4) * 6);
  for (let q = 0; q < quads.length / 4; ++q) {
    const [a, b, c, d] = quads.subarray(4 * q, 4 * q + 4);
    result.set([a, b, c, a, c, d], 6 * q);
  }
  return result;
}

/**
 * Where the plane "coordinate `axis` = `place`" meets the hexahedra that `wanted` names.
 * points: xyz each; values: one per point. Returns {positions: 9 per triangle, values: 3 per triangle}.
 */
export function cutHexes(hexes, points, values, axis, place, wanted) {
  const out = {positions: [], values: []};
  const height = new Float64Array(8);
  for (let h = 0; h < hexes.length / 8; ++h) {
    if (!wanted(h)) continue;
    let above = 0;
    for (let c = 0; c < 8; ++c) {
      height[c] = points[3 * hexes[8 * h + c] + axis] - place;
      if (height[c] > 0) ++above;
    }
    if (above === 0 || above === 8) continue;
    for (let t = 0; t < 6; ++t) cutTetrahedron(hexes, h, [0, 6, ring[t], ring[t + 1]], height, points, values, out);
  }
  return {positions: Float32Array.from(out.positions), values: Float32Array.from(out.values)};
}

function cutTetrahedron(hexes, h, corners, height, points, values, out) {
  const over = corners.filter((c) => height[c] > 0);
  const under = corners.filter((c) => !(height[c] > 0));
  if (over.length === 0 || under.length === 0) return;
  const between = (a, b) => {
    const t = height[a] / (height[a] - height[b]);
    const p = hexes[8 * h + a];
    const q = hexes[8 * h + b];
    const mix = (u, v) => u + t * (v - u);
    return [0, 1, 2].map((k) => mix(points[3 * p + k], points[3 * q + k])).concat(mix(values[p], values[q]));
  };
  const add = (...polygon) => {
    for (const [x, y, z, value] of polygon) {
      out.positions.push(x, y, z);
      out.values.push(value);
    }
  };
  if (over.length === 2) {
    const corner = [between(over[0], under[0]), between(over[0], under[1]), between(over[1], under[1]),
                    between(over[1], under[0])];
    add(corner[0], corner[1], corner[2]);
    add(corner[0], corner[2], corner[3]);
  } else {
    const [alone, others] = over.length === 1 ? [over[0], under] : [under[0], over];
    add(...others.map((other) => between(alone, other)));
  }
}

/** Where the plane meets triangles (3 points each): 6 coordinates per line. */
export function cutTriangles(corners, points, axis, place) {
  const lines = [];
  for (let t = 0; t < corners.length; t += 3) {
    const ends = [];
    for (let k = 0; k < 3; ++k) {
      const a = corners[t + k];
      const b = corners[t + ((k + 1) % 3)];
      const above = points[3 * a + axis] - place;
      const below = points[3 * b + axis] - place;
      if (above > 0 === below > 0) continue;
      const u = above / (above - below);
      for (let i = 0; i < 3; ++i) ends.push(points[3 * a + i] + u * (points[3 * b + i] - points[3 * a + i]));
    }
    if (ends.length === 6) lines.push(...ends);
  }
  return Float32Array.from(lines);
}
