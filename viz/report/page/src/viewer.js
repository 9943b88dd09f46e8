// SPDX-License-Identifier: Apache-2.0
// Draws one case, or the base and a case side by side, and lets the user rotate the view.
import * as three from 'three';
import {OrbitControls} from 'three/addons/controls/OrbitControls.js';

import {paletteTexture, ShownCase} from './shown_case.js';

const background = 0xf4f6f8;
const symmetryOffset = 0.05;  // mm; a cut through the nodes of the plane of symmetry would be full of slivers
const homeDirection = new three.Vector3(0.62, 0.3, 1.0).normalize();  // from the right, somewhat from front and above

export const directions = {
  front: new three.Vector3(1, 0, 0),
  right: new three.Vector3(0, 0, 1),
  behind: new three.Vector3(-1, 0, 0),
  left: new three.Vector3(0, 0, -1),
  above: new three.Vector3(1e-3, 1, 0),
};

export class Viewer {
  /** frame: the element to fill; changed: called with the description of the view whenever the camera has moved. */
  constructor(frame, data, changed) {
    this.frame = frame;
    this.data = data;
    this.changed = changed;
    this.renderer = new three.WebGLRenderer({antialias: true, preserveDrawingBuffer: true});
    this.renderer.localClippingEnabled = true;
    this.renderer.setScissorTest(true);
    this.renderer.setClearColor(background);
    this.canvas = this.renderer.domElement;
    this.canvas.setAttribute('aria-hidden', 'true');
    frame.prepend(this.canvas);
    this.texture = paletteTexture(data.palettes.field);
    this.shown = [];
    this.camera = new three.OrthographicCamera(-1, 1, 1, -1, 0.1, 4000);
    this.controls = new OrbitControls(this.camera, this.canvas);
    this.controls.addEventListener('change', () => this.request());
    // Until the viewer has the focus, the wheel scrolls the page, and so does a finger.
    this.controls.enableZoom = false;
    frame.addEventListener('focus', () => (this.controls.enableZoom = true));
    frame.addEventListener('blur', () => (this.controls.enableZoom = false));
    this.canvas.addEventListener('pointerdown', () => frame.focus({preventScroll: true}));
    this.canvas.style.touchAction = 'pan-y';
    this.labels = document.createElement('div');
    this.labels.className = 'viewer-labels';
    this.labels.setAttribute('aria-hidden', 'true');
    frame.append(this.labels);
    new ResizeObserver(() => this.request()).observe(frame);
  }

  /** choice: {cases: indices, level, field, axis, share (-1 .. 1 along the axis), bones, ligaments, muscles} */
  show(choice) {
    const old = this.choice;
    this.choice = choice;
    const cases = choice.cases.join();
    const rebuilt = !old || cases !== old.cases.join();
    if (rebuilt) {
      this.shown = choice.cases.map((i) => this.shown.find((s) => s.one === this.data.cases[i]) ??
                                           new ShownCase(this.data.cases[i], this.data, this.texture));
    }
    const scale = this.data.fields[choice.field];
    for (const one of this.shown) {
      if (one.level !== choice.level) one.place(choice.level);
      one.colour(choice.field, scale);
    }
    this.extent = this.commonExtent();
    for (const one of this.shown) {
      one.cut(choice.axis, this.placeOfCut());
      one.show(choice);
    }
    if (!old || old.level !== choice.level) this.home();
    this.request();
  }

  /** Of the discs of all cases shown. */
  commonExtent() {
    const low = [0, 1, 2].map((k) => Math.min(...this.shown.map((s) => s.extent.low[k])));
    const high = [0, 1, 2].map((k) => Math.max(...this.shown.map((s) => s.extent.high[k])));
    return {low, high};
  }

  /** mm along the axis of the cut. */
  placeOfCut() {
    const {axis, share} = this.choice;
    if (axis === null) return 0;
    const {low, high} = this.extent;
    // The middle of the body is the middle of the cut from side to side.
    const middle = axis === 2 ? symmetryOffset : (low[axis] + high[axis]) / 2;
    return middle + share * Math.max(high[axis] - middle, middle - low[axis]);
  }

  home() {
    this.look(homeDirection, true);
  }

  /** Looks from a direction; whole: zoomed so that everything is visible. */
  look(direction, whole = false) {
    if (whole) {
      this.frameFrom(direction);
      this.camera.zoom = 1;
    }
    this.camera.position.copy(this.controls.target).addScaledVector(direction, 4 * this.radius);
    this.camera.far = 10 * this.radius;
    this.controls.update();
    this.request();
  }

  /** Puts what is shown into the middle of the picture seen from a direction, and stores its size. */
  frameFrom(direction) {
    const right = new three.Vector3().crossVectors(this.camera.up, direction).normalize();
    const axes = [right, new three.Vector3().crossVectors(direction, right), direction];
    const low = [Infinity, Infinity, Infinity];
    const high = [-Infinity, -Infinity, -Infinity];
    for (const one of this.shown) {
      one.forSomePoints((point) => axes.forEach((axis, k) => {
        low[k] = Math.min(low[k], point.dot(axis));
        high[k] = Math.max(high[k], point.dot(axis));
      }));
    }
    this.controls.target.set(0, 0, 0);
    axes.forEach((axis, k) => this.controls.target.addScaledVector(axis, (low[k] + high[k]) / 2));
    this.half = {width: (high[0] - low[0]) / 2, height: (high[1] - low[1]) / 2};
    this.radius = Math.hypot(...axes.map((_, k) => high[k] - low[k])) / 2;
  }

  /** Rotates the camera around the target, degrees to the right and upwards. */
  turn(right, up) {
    const offset = this.camera.position.clone().sub(this.controls.target);
    const sphere = new three.Spherical().setFromVector3(offset);
    sphere.theta += three.MathUtils.degToRad(right);
    sphere.phi = three.MathUtils.clamp(sphere.phi - three.MathUtils.degToRad(up), 0.01, Math.PI - 0.01);
    this.camera.position.setFromSpherical(sphere).add(this.controls.target);
    this.controls.update();
    this.request();
  }

  zoom(factor) {
    this.camera.zoom = three.MathUtils.clamp(this.camera.zoom * factor, 0.3, 30);
    this.request();
  }

  request() {
    this.pending ??= requestAnimationFrame(() => {
      this.pending = null;
      this.draw();
    });
  }

  /** Boxes of the views in CSS pixels from the upper left; two stand side by side, on a narrow page above each other. */
  views() {
    const {clientWidth: width, clientHeight: height} = this.frame;
    const n = this.shown.length;
    const wide = width >= height;
    return this.shown.map((_, i) => wide ? {x: (i * width) / n, y: 0, width: width / n, height}
                                         : {x: 0, y: (i * height) / n, width, height: height / n});
  }

  fit(view) {
    const room = 1.12;
    const scale = room * Math.max(this.half.width / view.width, this.half.height / view.height);  // half mm per pixel
    this.camera.left = -scale * view.width;
    this.camera.right = scale * view.width;
    this.camera.top = scale * view.height;
    this.camera.bottom = -scale * view.height;
    this.camera.updateProjectionMatrix();
  }

  draw() {
    const {clientWidth: width, clientHeight: height} = this.frame;
    if (width === 0 || height === 0 || this.shown.length === 0) return;
    const ratio = Math.min(2, window.devicePixelRatio);
    if (this.renderer.getPixelRatio() !== ratio) this.renderer.setPixelRatio(ratio);
    const size = this.renderer.getSize(new three.Vector2());
    if (size.x !== width || size.y !== height) this.renderer.setSize(width, height);
    this.labels.replaceChildren();
    this.views().forEach((view, i) => {
      const one = this.shown[i];
      this.fit(view);
      const bottom = height - view.y - view.height;
      this.renderer.setViewport(view.x, bottom, view.width, view.height);
      this.renderer.setScissor(view.x, bottom, view.width, view.height);
      for (const material of one.lineMaterials) material.resolution.set(view.width, view.height);
      // The light stands over the viewer's left shoulder.
      one.key.target.position.copy(this.controls.target);
      one.key.position.copy(new three.Vector3(-0.5, 0.7, 1.0).applyQuaternion(this.camera.quaternion))
          .multiplyScalar(this.radius)
          .add(this.controls.target);
      this.renderer.render(one.scene, this.camera);
      this.writeLabels(one, view);
    });
    this.changed(this.words());
  }

  writeLabels(one, view) {
    const write = (text, x, y, kind) => {
      const label = document.createElement('span');
      label.className = kind;
      label.textContent = text;
      label.style.left = `${x}px`;
      label.style.top = `${y}px`;
      this.labels.append(label);
    };
    write(one.one.title, view.x + 10, view.y + 8, 'viewer-title');
    if (!one.bones.visible) return;
    for (const {text, position} of one.labels) {
      const place = position.clone().project(this.camera);
      if (Math.abs(place.x) > 0.97 || Math.abs(place.y) > 0.95) continue;
      write(text, view.x + ((place.x + 1) / 2) * view.width, view.y + ((1 - place.y) / 2) * view.height, 'viewer-bone');
    }
  }

  /** "from the right, somewhat from the front" */
  words() {
    const eye = this.camera.position.clone().sub(this.controls.target).normalize();
    const parts = [[eye.x, 'the front', 'behind'], [eye.z, 'the right', 'the left'], [eye.y, 'above', 'below']];
    const seen = parts.filter(([share]) => Math.abs(share) > 0.2)
                     .sort((a, b) => Math.abs(b[0]) - Math.abs(a[0]))
                     .map(([share, plus, minus]) => `from ${share > 0 ? plus : minus}`);
    return seen.length < 2 ? seen.join() : `${seen[0]}, somewhat ${seen.slice(1).join(' and ')}`;
  }

  /** The value of the field at a point of the canvas in CSS pixels; null where there is no disc. */
  valueAt(x, y) {
    const views = this.views();
    const i = views.findIndex((v) => x >= v.x && x < v.x + v.width && y >= v.y && y < v.y + v.height);
    if (i < 0) return null;
    const view = views[i];
    this.fit(view);
    const ray = new three.Raycaster();
    ray.setFromCamera(new three.Vector2(2 * (x - view.x) / view.width - 1, 1 - 2 * (y - view.y) / view.height),
                      this.camera);
    return this.shown[i].valueUnder(ray);
  }
}
