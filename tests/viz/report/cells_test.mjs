// SPDX-License-Identifier: Apache-2.0
// Surfaces and cuts of cells against closed forms: node --test cells_test.mjs.
import assert from 'node:assert/strict';
import test from 'node:test';

import {cutCells, cutTriangles, outerFaces, withStarts} from '../../../viz/report/page/src/cells.js';

const kinds = [
  {
    nodes: 8,
    faces: [[0, 3, 2, 1], [4, 5, 6, 7], [0, 1, 5, 4], [1, 2, 6, 5], [2, 3, 7, 6], [3, 0, 4, 7]],
    tetrahedra: [[0, 1, 2, 6], [0, 2, 3, 6], [0, 3, 7, 6], [0, 7, 4, 6], [0, 4, 5, 6], [0, 5, 1, 6]],
  },
  {
    nodes: 6,
    faces: [[0, 2, 1], [3, 4, 5], [0, 1, 4, 3], [1, 2, 5, 4], [2, 0, 3, 5]],
    tetrahedra: [[0, 1, 2, 5], [0, 1, 5, 4], [0, 4, 5, 3]],
  },
];

// A row of n unit cubes along x, points shared. Those that `split` names are two wedges each.
function row(n, split = () => false) {
  const xyz = [];
  for (let i = 0; i <= n; ++i) {
    for (const [y, z] of [[0, 0], [1, 0], [1, 1], [0, 1]]) xyz.push(i, y, z);
  }
  const kind = [];
  const points = [];
  for (let i = 0; i < n; ++i) {
    const a = 4 * i;
    const b = a + 4;
    // VTK: 0-3 around the side z = 0, 4-7 opposite of them.
    const cube = [a, b, b + 1, a + 1, a + 3, b + 3, b + 2, a + 2];
    if (split(i)) {
      kind.push(1, 1);
      for (const local of [0, 1, 2, 4, 5, 6, 0, 2, 3, 4, 6, 7]) points.push(cube[local]);
    } else {
      kind.push(0);
      points.push(...cube);
    }
  }
  return {points: Float32Array.from(xyz), node: Uint32Array.from({length: xyz.length / 3}, (_, p) => p),
          cells: withStarts({kinds, kind: Uint8Array.from(kind), points: Uint32Array.from(points)})};
}

function area(positions) {
  let sum = 0;
  for (let t = 0; t < positions.length; t += 9) {
    const u = [0, 1, 2].map((k) => positions[t + 3 + k] - positions[t + k]);
    const v = [0, 1, 2].map((k) => positions[t + 6 + k] - positions[t + k]);
    sum += Math.hypot(u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]) / 2;
  }
  return sum;
}

const all = () => true;

test('faces between two cells are inside', () => {
  const {cells, node} = row(3);
  assert.equal(outerFaces(cells, node, all).triangles.length / 3, 28);
  assert.equal(outerFaces(cells, node, (c) => c !== 1).triangles.length / 3, 24);
  const mixed = row(3, (i) => i === 1);
  const faces = outerFaces(mixed.cells, mixed.node, all);
  assert.equal(faces.triangles.length / 3, 28);
  assert.deepEqual(new Set(faces.cell), new Set([0, 1, 2, 3]));
});

for (const [name, split] of [['hexahedra', () => false], ['hexahedra and wedges', (i) => i % 2 === 1]]) {
  test(`outer faces of ${name} turn their front outwards: volume by the divergence theorem`, () => {
    const {cells, node, points} = row(3, split);
    const corners = outerFaces(cells, node, all).triangles;
    let volume = 0;
    for (let t = 0; t < corners.length; t += 3) {
      const [a, b, c] = [0, 1, 2].map((k) => Array.from(points.subarray(3 * corners[t + k], 3 * corners[t + k] + 3)));
      volume += (a[0] * (b[1] * c[2] - b[2] * c[1]) + a[1] * (b[2] * c[0] - b[0] * c[2]) +
                 a[2] * (b[0] * c[1] - b[1] * c[0])) / 6;
    }
    assert.ok(Math.abs(volume - 3) < 1e-6, `volume ${volume}`);
  });

  test(`area and values of a cut of ${name}`, () => {
    const {cells, points} = row(4, split);
    // A field that grows linearly along x and y is met exactly, whatever the tetrahedra.
    const values = Float32Array.from({length: points.length / 3}, (_, p) => 2 * points[3 * p] + points[3 * p + 1]);
    const across = cutCells(cells, points, values, 0, 1.3, all);
    assert.ok(Math.abs(area(across.positions) - 1) < 1e-6);
    const along = cutCells(cells, points, values, 1, 0.4, all);
    assert.ok(Math.abs(area(along.positions) - 4) < 1e-5);
    along.values.forEach((value, i) => assert.ok(Math.abs(value - 2 * along.positions[3 * i] - 0.4) < 1e-5));
    assert.equal(cutCells(cells, points, values, 1, 1.5, all).positions.length, 0);
  });
}

test('a cut of some cells', () => {
  const {cells, points} = row(4);
  const values = new Float32Array(points.length / 3);
  assert.ok(Math.abs(area(cutCells(cells, points, values, 1, 0.4, (c) => c > 1).positions) - 2) < 1e-5);
});

test('the outline of a cut is closed and as long as it should be', () => {
  const {cells, node, points} = row(2);
  const lines = cutTriangles(outerFaces(cells, node, all).triangles, points, 1, 0.25);
  let length = 0;
  for (let i = 0; i < lines.length; i += 6)
    length += Math.hypot(...[0, 1, 2].map((k) => lines[i + 3 + k] - lines[i + k]));
  assert.ok(Math.abs(length - 6) < 1e-5, `length ${length}`);
});
