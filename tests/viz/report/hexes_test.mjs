// SPDX-License-Identifier: Apache-2.0
// Surfaces and cuts of hexahedra against closed forms: node --test hexes_test.mjs.
import assert from 'node:assert/strict';
import test from 'node:test';

import {cutHexes, cutTriangles, outerFaces, triangles} from '../../../viz/report/page/src/hexes.js';

// A row of n unit cubes along x, points shared.
function row(n) {
  const points = [];
  for (let i = 0; i <= n; ++i) {
    for (const [y, z] of [[0, 0], [1, 0], [1, 1], [0, 1]]) points.push(i, y, z);
  }
  const hexes = [];
  for (let i = 0; i < n; ++i) {
    const a = 4 * i;
    const b = a + 4;
    // VTK: 0-3 around the side z = 0, 4-7 opposite of them.
    hexes.push(a, b, b + 1, a + 1, a + 3, b + 3, b + 2, a + 2);
  }
  return {points: Float32Array.from(points), hexes: Uint32Array.from(hexes), node: Uint32Array.from({length: points.length / 3}, (_, p) => p)};
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

test('faces between two hexahedra are inside', () => {
  const {hexes, node} = row(3);
  const faces = outerFaces(hexes, node, all);
  assert.equal(faces.quads.length / 4, 14);
  assert.equal(triangles(faces.quads).length / 3, 28);
  assert.equal(outerFaces(hexes, node, (h) => h !== 1).quads.length / 4, 12);
});

test('outer faces turn their front outwards: volume by the divergence theorem', () => {
  const {hexes, node, points} = row(3);
  const corners = triangles(outerFaces(hexes, node, all).quads);
  let volume = 0;
  for (let t = 0; t < corners.length; t += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => Array.from(points.subarray(3 * corners[t + k], 3 * corners[t + k] + 3)));
    volume += (a[0] * (b[1] * c[2] - b[2] * c[1]) + a[1] * (b[2] * c[0] - b[0] * c[2]) +
               a[2] * (b[0] * c[1] - b[1] * c[0])) / 6;
  }
  assert.ok(Math.abs(volume - 3) < 1e-6, `volume ${volume}`);
});

test('area and values of a cut', () => {
  const {hexes, points} = row(4);
  // A field that grows linearly along x and y is met exactly, whatever the tetrahedra.
  const values = Float32Array.from({length: points.length / 3}, (_, p) => 2 * points[3 * p] + points[3 * p + 1]);
  const across = cutHexes(hexes, points, values, 0, 1.3, all);
  assert.ok(Math.abs(area(across.positions) - 1) < 1e-6);
  const along = cutHexes(hexes, points, values, 1, 0.4, all);
  assert.ok(Math.abs(area(along.positions) - 4) < 1e-5);
  along.values.forEach((value, i) => assert.ok(Math.abs(value - 2 * along.positions[3 * i] - 0.4) < 1e-5));
  assert.ok(Math.abs(area(cutHexes(hexes, points, values, 1, 0.4, (h) => h > 1).positions) - 2) < 1e-5);
  assert.equal(cutHexes(hexes, points, values, 1, 1.5, all).positions.length, 0);
});

test('the outline of a cut is closed and as long as it should be', () => {
  const {hexes, node, points} = row(2);
  const lines = cutTriangles(triangles(outerFaces(hexes, node, all).quads), points, 1, 0.25);
  let length = 0;
  for (let i = 0; i < lines.length; i += 6)
    length += Math.hypot(...[0, 1, 2].map((k) => lines[i + 3 + k] - lines[i + k]));
  assert.ok(Math.abs(length - 6) < 1e-5, `length ${length}`);
});
