// SPDX-License-Identifier: Apache-2.0
// Surfaces and plane cuts of cells of any kind. No drawing, no page.
//
// cells: {kinds: [{nodes, faces, tetrahedra}], kind: which of them each cell is, start: where its points begin in
// points, points: those of all cells}. faces: local numbers of the points of each face, counter-clockwise seen from
// outside; tetrahedra: of pieces that fill the cell.

/** The same with `start`, which follows from the kinds. */
export function withStarts(cells) {
  const start = new Uint32Array(cells.kind.length);
  let next = 0;
  cells.kind.forEach((kind, c) => {
    start[c] = next;
    next += cells.kinds[kind].nodes;
  });
  return {...cells, start};
}

/**
 * Faces that belong to one cell only, among those that `wanted` names.
 * node: point -> node, equal where bodies touch.
 * Returns {triangles: 3 points each, cell: owner of each triangle}.
 */
export function outerFaces(cells, node, wanted) {
  let nodes = 0;
  for (const n of node) nodes = Math.max(nodes, n + 1);
  const seen = new Map();  // face -> its place in the list, or -1 once met twice
  const found = [];
  for (let c = 0; c < cells.kind.length; ++c) {
    if (!wanted(c)) continue;
    for (const face of cells.kinds[cells.kind[c]].faces) {
      const points = face.map((local) => cells.points[cells.start[c] + local]);
      const ids = points.map((point) => node[point]).sort((a, b) => a - b);
      // Two faces of a mesh whose cells meet face to face never share three nodes.
      const key = (ids[0] * nodes + ids[1]) * nodes + ids[2];
      if (seen.has(key)) {
        seen.set(key, -1);
      } else {
        seen.set(key, found.length);
        found.push([c, points]);
      }
    }
  }
  const triangles = [];
  const cell = [];
  for (const place of seen.values()) {
    if (place < 0) continue;
    const [owner, points] = found[place];
    for (let k = 2; k < points.length; ++k) {
      triangles.push(points[0], points[k - 1], points[k]);
      cell.push(owner);
    }
  }
  return {triangles: Uint32Array.from(triangles), cell: Uint32Array.from(cell)};
}

/**
 * Where the plane "coordinate `axis` = `place`" meets the cells that `wanted` names.
 * points: xyz each; values: one per point. Returns {positions: 9 per triangle, values: 3 per triangle}.
 */
export function cutCells(cells, points, values, axis, place, wanted) {
  const out = {positions: [], values: []};
  for (let c = 0; c < cells.kind.length; ++c) {
    if (!wanted(c)) continue;
    const {nodes, tetrahedra} = cells.kinds[cells.kind[c]];
    const corners = cells.points.subarray(cells.start[c], cells.start[c] + nodes);
    const height = Array.from(corners, (point) => points[3 * point + axis] - place);
    const above = height.filter((h) => h > 0).length;
    if (above === 0 || above === nodes) continue;
    for (const piece of tetrahedra) cutTetrahedron(corners, piece, height, points, values, out);
  }
  return {positions: Float32Array.from(out.positions), values: Float32Array.from(out.values)};
}

function cutTetrahedron(cell, piece, height, points, values, out) {
  const over = piece.filter((c) => height[c] > 0);
  const under = piece.filter((c) => !(height[c] > 0));
  if (over.length === 0 || under.length === 0) return;
  const between = (a, b) => {
    const t = height[a] / (height[a] - height[b]);
    const p = cell[a];
    const q = cell[b];
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
