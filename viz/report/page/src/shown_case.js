// SPDX-License-Identifier: Apache-2.0
// One case as objects of three.js: discs coloured by a field, the cut through them, vertebrae, ligaments, muscles.
import * as three from 'three';
import {LineMaterial} from 'three/addons/lines/LineMaterial.js';
import {LineSegments2} from 'three/addons/lines/LineSegments2.js';
import {LineSegmentsGeometry} from 'three/addons/lines/LineSegmentsGeometry.js';

import {cutCells, cutTriangles, outerFaces} from './cells.js';
import {extentOf, moveBone, pointsOf, toFrame} from './frame.js';

const boneColour = 0xd9c9a3;
const borderColour = 0xffffff;  // of the nucleus, in the cut
const slackColour = [0.62, 0.62, 0.62];

/** Outer faces of discs and nuclei, once per mesh. */
export function facesOf(mesh) {
  mesh.faces ??= outerFaces(mesh.cells, mesh.node, () => true);
  mesh.nucleusFaces ??= outerFaces(mesh.cells, mesh.node, (c) => mesh.nucleus[c] !== 0);
  return mesh;
}

function ofLevel(faces, mesh, level) {
  if (level < 0) return faces.triangles;
  const triangles = [];
  faces.cell.forEach((c, t) => {
    if (mesh.level[c] === level) triangles.push(...faces.triangles.subarray(3 * t, 3 * t + 3));
  });
  return Uint32Array.from(triangles);
}

/** Colours of a palette of 256 as the pixels of a picture one row high. */
export function paletteTexture(palette) {
  const pixels = new Uint8Array(4 * 256);
  for (let i = 0; i < 256; ++i) pixels.set([...palette.subarray(3 * i, 3 * i + 3), 255], 4 * i);
  const texture = new three.DataTexture(pixels, 256, 1);
  texture.colorSpace = three.SRGBColorSpace;
  texture.minFilter = texture.magFilter = three.LinearFilter;
  texture.needsUpdate = true;
  return texture;
}

// Middle of the first and of the last colour for low and high; beyond them the texture keeps its last colour.
function textureCoordinates(values, scale) {
  const result = new Float32Array(2 * values.length);
  for (let i = 0; i < values.length; ++i) {
    const t = (values[i] - scale.low) / (scale.high - scale.low);
    result[2 * i] = (t * 255 + 0.5) / 256;
    result[2 * i + 1] = 0.5;
  }
  return new three.BufferAttribute(result, 2);
}

export class ShownCase {
  constructor(one, data, texture) {
    this.one = one;
    this.palette = data.palettes.lines;
    this.tensionMax = data.tension_max;
    this.scene = new three.Scene();
    this.clip = new three.Plane(new three.Vector3(0, 0, -1), Infinity);
    const clippingPlanes = [this.clip];
    // The colours must be those of the bar: little shading outside, none on the cut.
    // Where disc and vertebra touch, the disc is in front.
    const shaded = new three.MeshLambertMaterial({map: texture, clippingPlanes, side: three.DoubleSide,
                                                  polygonOffset: true, polygonOffsetFactor: -2, polygonOffsetUnits: -8});
    this.discs = new three.Mesh(new three.BufferGeometry(), shaded);
    this.cap = new three.Mesh(new three.BufferGeometry(),
                              new three.MeshBasicMaterial({map: texture, side: three.DoubleSide}));
    this.boneMaterial = new three.MeshLambertMaterial(
        {color: boneColour, transparent: true, opacity: 0.42, depthWrite: false, side: three.DoubleSide, clippingPlanes});
    this.bones = new three.Group();
    this.lineMaterials = [];
    this.border = this.lines(2, {color: borderColour});
    this.ligaments = this.lines(4, {vertexColors: true});
    this.muscles = this.lines(3, {vertexColors: true, clippingPlanes, clipping: true});
    this.scene.add(this.discs, this.cap, this.bones, this.border, this.ligaments, this.muscles);
    this.scene.add(new three.AmbientLight(0xffffff, 2.1));
    this.key = new three.DirectionalLight(0xffffff, 1.3);
    this.scene.add(this.key, this.key.target);
  }

  lines(width, options) {
    const material = new LineMaterial({linewidth: width, ...options});
    this.lineMaterials.push(material);
    return new LineSegments2(new LineSegmentsGeometry(), material);
  }

  /** Shows all levels (-1) as solved or one disc, with its neighbours, in its own frame. */
  place(level) {
    const {one} = this;
    const mesh = facesOf(one.mesh);
    this.level = level;
    const frame = one.frames.find((f) => f.level === level) ?? {origin: [0, 0, 0], rotation: [1, 0, 0, 0, 1, 0, 0, 0, 1]};
    this.toView = (points) => toFrame(frame, points);
    this.points = pointsOf(mesh.node, this.toView(one.nodes));
    this.nucleus = ofLevel(mesh.nucleusFaces, mesh, level);
    const corners = ofLevel(mesh.faces, mesh, level);
    this.discs.geometry.dispose();
    this.discs.geometry = new three.BufferGeometry();
    this.discs.geometry.setAttribute('position', new three.BufferAttribute(this.points, 3));
    this.discs.geometry.setIndex(new three.BufferAttribute(corners, 1));
    this.discs.geometry.computeVertexNormals();
    this.extent = extentOf(this.points, corners);
    this.placeBones(level);
    this.setLines(this.muscles, one.muscles, () => true, 1);
  }

  placeBones(level) {
    for (const bone of this.bones.children) bone.geometry.dispose();
    this.bones.clear();
    this.labels = [];
    this.one.mesh.bones.forEach((bone, i) => {
      if (level >= 0 && bone.index !== level && bone.index !== level + 1) return;
      const motion = this.one.bones[i];
      const points = this.toView(moveBone(bone.centre, motion, bone.points));
      const geometry = new three.BufferGeometry();
      geometry.setAttribute('position', new three.BufferAttribute(points, 3));
      geometry.setIndex(new three.BufferAttribute(bone.triangles, 1));
      geometry.computeVertexNormals();
      this.bones.add(new three.Mesh(geometry, this.boneMaterial));
      const centre = this.toView(moveBone(bone.centre, motion, bone.centre));
      this.labels.push({text: bone.name, position: new three.Vector3(...centre)});
    });
  }

  // wanted: of a line by its number and its two ends.
  setLines(object, {points, values}, wanted, most) {
    const positions = [];
    const colours = [];
    const inView = this.toView(points);
    for (let i = 0; i < values.length; ++i) {
      if (!wanted(i, inView.subarray(6 * i, 6 * i + 6))) continue;
      positions.push(...inView.subarray(6 * i, 6 * i + 6));
      const place = 3 * Math.min(255, Math.round((255 * values[i]) / most));
      const colour = values[i] > 0 ? [0, 1, 2].map((k) => this.palette[place + k] / 255) : slackColour;
      const linear = new three.Color().setRGB(...colour, three.SRGBColorSpace).toArray();
      colours.push(...linear, ...linear);
    }
    this.replaceLines(object, positions, colours);
  }

  replaceLines(object, positions, colours) {
    object.geometry.dispose();
    object.geometry = new LineSegmentsGeometry();
    object.hasLines = positions.length > 0;
    if (!object.hasLines) return;
    object.geometry.setPositions(positions);
    if (colours) object.geometry.setColors(colours);
  }

  /** Calls `take` with a point in a dozen of what the picture has to hold. */
  forSomePoints(take) {
    const point = new three.Vector3();
    const each = (positions, used) => {
      for (let i = 0; i < used.length; i += 12) take(point.fromArray(positions, 3 * used[i]));
    };
    each(this.points, this.discs.geometry.index.array);
    // One disc fills the picture; its neighbours may reach over the edge.
    if (this.level >= 0) return;
    for (const bone of this.bones.children) each(bone.geometry.attributes.position.array, bone.geometry.index.array);
  }

  colour(field, scale) {
    this.values = this.one.field[field]();
    this.scale = scale;
    this.discs.geometry.setAttribute('uv', textureCoordinates(this.values, scale));
  }

  /** Takes away what lies beyond the plane; axis null: nothing. */
  cut(axis, place) {
    this.cap.geometry.dispose();
    this.cap.geometry = new three.BufferGeometry();
    this.clip.normal.set(0, 0, -1);
    this.clip.constant = 1e6;
    this.border.hasLines = false;
    // A bundle in the plane of the cut stays whole: those in the middle of the body show in its middle cut.
    const kept = (ends) => axis === null || (ends[axis] + ends[3 + axis]) / 2 < place + 1;
    this.setLines(this.ligaments, this.one.ligaments,
                  (i, ends) => (this.level < 0 || this.one.ligament_levels[i] === this.level) && kept(ends),
                  this.tensionMax);
    if (axis === null) return;
    this.clip.normal.set(...[0, 1, 2].map((k) => (k === axis ? -1 : 0)));
    this.clip.constant = place;
    const {mesh} = this.one;
    const wanted = (c) => this.level < 0 || mesh.level[c] === this.level;
    const section = cutCells(mesh.cells, this.points, this.values, axis, place, wanted);
    this.cap.geometry.setAttribute('position', new three.BufferAttribute(section.positions, 3));
    this.cap.geometry.setAttribute('uv', textureCoordinates(section.values, this.scale));
    this.capValues = section.values;
    const border = cutTriangles(this.nucleus, this.points, axis, place);
    for (let i = axis; i < border.length; i += 3) border[i] += 0.1;  // mm in front of the surface it lies in
    this.replaceLines(this.border, border);
  }

  show({bones, ligaments, muscles}) {
    this.bones.visible = bones;
    this.ligaments.visible = ligaments && this.ligaments.hasLines;
    this.muscles.visible = muscles && this.muscles.hasLines;
    this.border.visible = this.border.hasLines;
  }

  /** The value of the field where the ray meets discs or cut; null elsewhere. */
  valueUnder(ray) {
    const hits = ray.intersectObjects([this.discs, this.cap], false)
                     .filter((hit) => this.clip.distanceToPoint(hit.point) > -1e-3);
    if (hits.length === 0) return null;
    const {object, face, uv} = hits[0];
    if (!face || !uv) return null;
    const t = (uv.x * 256 - 0.5) / 255;
    return this.scale.low + t * (this.scale.high - this.scale.low);
  }
}
