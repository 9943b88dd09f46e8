// SPDX-License-Identifier: Apache-2.0
// Unpacks the data that viz/report/viewer_data.cpp embeds: arrays as base64, real numbers as 16-bit steps between two bounds.
import {withStarts} from './cells.js';

function bytes(text) {
  const raw = atob(text);
  const result = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; ++i) result[i] = raw.charCodeAt(i);
  return result;
}

const kinds = {u8: Uint8Array, u16: Uint16Array, u32: Uint32Array};

/** {type: "u8" | "u16" | "u32", data: base64, little endian} as a typed array. */
export function integers(packed) {
  return new kinds[packed.type](bytes(packed.data).buffer);
}

/** {low: [..], high: [..], data: base64}: rows as wide as `low` is long, value = low + k / 65535 (high - low). */
export function reals(packed) {
  const steps = new Uint16Array(bytes(packed.data).buffer);
  const width = packed.low.length;
  const result = new Float32Array(steps.length);
  for (let i = 0; i < steps.length; ++i) {
    const k = i % width;
    result[i] = packed.low[k] + (steps[i] / 65535) * (packed.high[k] - packed.low[k]);
  }
  return result;
}

/** Unpacks everything but the values of fields, which are unpacked when they are first shown. */
export function unpack(raw) {
  const meshes = raw.meshes.map((mesh) => ({
    cells: withStarts({kinds: mesh.kinds, kind: integers(mesh.kind), points: integers(mesh.cells)}),
    node: integers(mesh.node),
    level: integers(mesh.level),
    nucleus: integers(mesh.nucleus),
    bones: mesh.bones.map((bone) => ({
      name: bone.name,
      index: bone.index,
      centre: bone.centre,
      points: reals(bone.points),
      triangles: integers(bone.triangles),
    })),
  }));
  const cases = raw.cases.map((one) => ({
    ...one,
    mesh: meshes[one.mesh],
    nodes: reals(one.nodes),
    ligaments: {points: reals(one.ligaments.points), values: reals(one.ligaments.values)},
    muscles: {points: reals(one.muscles.points), values: reals(one.muscles.values)},
    field: one.values.map((packed) => {
      let values = null;
      return () => (values ??= reals(packed));
    }),
  }));
  return {
    ...raw,
    cases,
    palettes: {field: bytes(raw.palettes.field), lines: bytes(raw.palettes.lines)},
  };
}
