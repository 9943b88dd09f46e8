// SPDX-License-Identifier: Apache-2.0
// Connects the controls that viz/report writes into the page with the viewer.
import {unpack} from './data.js';
import {legend} from './legend.js';
import {connectTools, save} from './tools.js';
import {directions, Viewer} from './viewer.js';

const element = (name) => document.getElementById(`viewer-${name}`);
const axes = {sagittal: 2, frontal: 0, transverse: 1};

function start(raw) {
  const data = unpack(raw);
  const frame = element('frame');
  const status = element('status');
  let view = '';
  const writeStatus = () => {
    status.textContent = `${element('case').selectedOptions[0].text}, ${element('level').selectedOptions[0].text}, ` +
                         `${element('field').selectedOptions[0].text}. Seen ${view}.`;
  };
  const viewer = new Viewer(frame, data, (words) => {
    if (words === view) return;
    view = words;
    writeStatus();
  });

  const refresh = () => {
    const chosen = Number(element('case').value);
    const axis = axes[element('cut').value] ?? null;
    const beside = element('beside').checked && chosen !== 0;
    element('beside').disabled = chosen === 0;
    element('position').disabled = axis === null;
    viewer.show({
      cases: beside ? [0, chosen] : [chosen],
      level: Number(element('level').value),
      field: Number(element('field').value),
      axis,
      share: Number(element('position').value) / 100,
      bones: element('bones').checked,
      ligaments: element('ligaments').checked,
      muscles: element('muscles').checked,
    });
    element('position-text').textContent = axis === null ? '' : `${Math.round(viewer.placeOfCut())} mm`;
    legend(element('legend'), data, Number(element('field').value),
           {ligaments: element('ligaments').checked, muscles: element('muscles').checked});
    writeStatus();
  };
  for (const name of ['case', 'field', 'level', 'cut', 'position', 'beside', 'bones', 'ligaments', 'muscles'])
    element(name).addEventListener('input', refresh);

  const moveCut = (by) => {
    const slider = element('position');
    slider.value = Number(slider.value) + by;
    refresh();
  };
  const keys = {
    ArrowLeft: () => viewer.turn(-10, 0),
    ArrowRight: () => viewer.turn(10, 0),
    ArrowUp: () => viewer.turn(0, 10),
    ArrowDown: () => viewer.turn(0, -10),
    '+': () => viewer.zoom(1.2),
    '=': () => viewer.zoom(1.2),
    '-': () => viewer.zoom(1 / 1.2),
    PageUp: () => moveCut(5),
    PageDown: () => moveCut(-5),
    Home: () => viewer.home(),
  };
  frame.addEventListener('keydown', (event) => {
    const action = keys[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  });
  for (const button of document.querySelectorAll('[data-look]')) {
    button.addEventListener('click', () => {
      const direction = directions[button.dataset.look];
      if (direction) viewer.look(direction);
      else viewer.home();
    });
  }
  element('save').addEventListener('click', () => viewer.canvas.toBlob((blob) => save(blob, 'view.png')));
  for (const button of document.querySelectorAll('[data-zoom]'))
    button.addEventListener('click', () => viewer.zoom(Number(button.dataset.zoom)));

  frame.addEventListener('pointermove', (event) => {
    if (event.pointerType === 'touch' || event.buttons !== 0) return;
    const box = frame.getBoundingClientRect();
    const value = viewer.valueAt(event.clientX - box.left, event.clientY - box.top);
    const field = data.fields[Number(element('field').value)];
    element('value').textContent =
        value === null ? '' : `${field.label} here: ${value.toFixed(field.decimals)} ${field.unit}`.trim();
  });
  refresh();
}

const embedded = element('data');
function startOrExplain() {
  try {
    start(JSON.parse(embedded.textContent));
  } catch (error) {
    const note = element('failure');
    note.hidden = false;
    note.textContent = `The interactive 3-D view needs WebGL, which this browser does not provide (${error.message}). ` +
                       'The pictures of the discs above show the same results.';
    element('panel').hidden = true;
  }
}
// Drawn when it is first unfolded: a folded view has no size.
const fold = embedded?.closest('details');
fold?.addEventListener('toggle', startOrExplain, {once: true});

connectTools();
