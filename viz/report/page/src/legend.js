// SPDX-License-Identifier: Apache-2.0
// Colour bars below the viewer.

function gradient(palette) {
  const stops = [];
  for (let i = 0; i < 256; i += 15) stops.push(`rgb(${palette[3 * i]},${palette[3 * i + 1]},${palette[3 * i + 2]})`);
  return `linear-gradient(to right, ${stops.join(', ')})`;
}

function bar(title, palette, ticks, note) {
  const figure = document.createElement('div');
  figure.className = 'bar';
  const add = (kind, text = '') => {
    const part = document.createElement('div');
    part.className = kind;
    part.textContent = text;
    figure.append(part);
    return part;
  };
  add('bar-title', title);
  add('bar-colours').style.backgroundImage = gradient(palette);
  const numbers = add('bar-ticks');
  for (const text of ticks) {
    const tick = document.createElement('span');
    tick.textContent = text;
    numbers.append(tick);
  }
  add('bar-note', note);
  return figure;
}

export function legend(place, data, field, {ligaments, muscles}) {
  const {label, unit, ticks, tick_decimals, decimals, smallest, largest, doc} = data.fields[field];
  const cells = `single cells range from ${smallest.toFixed(decimals)} to ${largest.toFixed(decimals)}`;
  const {field: fieldColours, lines} = data.palettes;
  const bars = [bar(unit ? `${label} in ${unit}` : label, fieldColours, ticks.map((t) => t.toFixed(tick_decimals)),
                    `${doc} All cases have the same colour scale; ${cells}.`)];
  if (ligaments && data.tension_max > 0) {
    bars.push(bar('Tension of ligament bundles in N', lines, ['0', data.tension_max.toFixed(0)], 'slack bundles are grey'));
  }
  if (muscles) bars.push(bar('Muscle activation', lines, ['0', '0.5', '1'], 'active force divided by strength'));
  place.replaceChildren(...bars);
}
