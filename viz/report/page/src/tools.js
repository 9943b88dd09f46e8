// SPDX-License-Identifier: Apache-2.0
// Printing, saving the table and the pictures of the bodies, and links into folded sections.

/** Offers the blob as a file. */
export function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** Saves all bodies side by side in one picture, each below the title of its case. */
function saveBodies() {
  const bodies = [...document.querySelectorAll('img.body')];
  const [width, height] = [bodies[0].naturalWidth, bodies[0].naturalHeight];
  const heading = 40;
  const canvas = document.createElement('canvas');
  canvas.width = width * bodies.length;
  canvas.height = height + heading;
  const context = canvas.getContext('2d');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#1c2733';
  context.font = '600 20px sans-serif';
  context.textAlign = 'center';
  bodies.forEach((body, i) => {
    context.fillText(body.dataset.case, (i + 0.5) * width, 27, width - 16);
    context.drawImage(body, i * width, heading);
  });
  canvas.toBlob((blob) => save(blob, 'postures.png'));
}

function unfold() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const details = target && (target.querySelector(':scope > details') ?? target.closest('details'));
  if (details) details.open = true;
}

export function connectTools() {
  const table = JSON.parse(document.getElementById('report-csv').textContent);
  document.getElementById('take-pdf').addEventListener('click', () => window.print());
  document.getElementById('take-csv').addEventListener(
      'click', () => save(new Blob([table.text], {type: 'text/csv;charset=utf-8'}), table.name));
  document.getElementById('take-picture')?.addEventListener('click', saveBodies);
  window.addEventListener('hashchange', unfold);
  unfold();
}
