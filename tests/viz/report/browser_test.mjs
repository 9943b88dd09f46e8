// SPDX-License-Identifier: Apache-2.0
// Opens a report in a headless browser and uses it: node browser_test.mjs PAGE_FOLDER SAMPLE_REPORT CHROMIUM.
// PAGE_FOLDER holds node_modules, SAMPLE_REPORT is the program that writes the page.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

const [, , pageFolder, sampleReport, chromiumPath] = process.argv;
const {chromium} = createRequire(join(pageFolder, 'package.json'))('playwright-core');

const folder = mkdtempSync(join(tmpdir(), 'spondyl-report-'));
const file = join(folder, 'report.html');
const written = spawnSync(sampleReport, [file], {encoding: 'utf8'});
assert.equal(written.status, 0, written.stderr);
const address = pathToFileURL(file).href;

// WebGL on the processor: a machine that tests has no graphics card.
const browser = await chromium.launch({
  executablePath: chromiumPath,
  args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
});

async function open(options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const troubles = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) troubles.push(message.text());
  });
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('request', (request) => {
    const url = request.url();
    if (url !== address && !url.startsWith('data:') && !url.startsWith('blob:')) troubles.push(`request of ${url}`);
  });
  await page.goto(address);
  await page.click('#section-viewer > details > summary');
  await page.waitForSelector('#viewer-frame canvas');
  return {page, troubles, close: () => context.close()};
}

/** What the canvas shows once it has been drawn anew: number of colours, and a fingerprint. */
function picture(page) {
  return page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    await frame();
    await frame();
    const canvas = document.querySelector('#viewer-frame canvas');
    const copy = document.createElement('canvas');
    copy.width = canvas.width;
    copy.height = canvas.height;
    const context = copy.getContext('2d');
    context.drawImage(canvas, 0, 0);
    const pixels = new Uint32Array(context.getImageData(0, 0, copy.width, copy.height).data.buffer);
    let hash = 0;
    for (const pixel of pixels) hash = (Math.imul(hash, 31) + pixel) | 0;
    return {colours: new Set(pixels).size, hash};
  });
}

let shown = null;
async function changes(page, what, act) {
  await act();
  const now = await picture(page);
  assert.ok(now.colours > 50, `${what}: only ${now.colours} colours on the canvas`);
  assert.notEqual(now.hash, shown.hash, `${what} does not change the picture`);
  shown = now;
}

const text = (page, name) => page.textContent(`#viewer-${name}`);

async function viewerOnDesktop() {
  const {page, troubles, close} = await open({viewport: {width: 1200, height: 900}});
  shown = await picture(page);
  assert.ok(shown.colours > 200, `the canvas shows ${shown.colours} colours`);
  assert.match(await text(page, 'status'), /Load <closer>, All discs, Von Mises stress\. Seen from the right/);
  assert.match(await text(page, 'frame'), /Base.*Load <closer>/s);

  await changes(page, 'another case', () => page.selectOption('#viewer-case', {label: 'Weak muscles'}));
  assert.match(await text(page, 'frame'), /Weak muscles/);
  await changes(page, 'another field', () => page.selectOption('#viewer-field', {label: 'Pressure'}));
  assert.match(await text(page, 'legend'), /Pressure in MPa/);
  await changes(page, 'fibre strain', () => page.selectOption('#viewer-field', {label: 'Fibre strain'}));
  await changes(page, 'one disc', () => page.selectOption('#viewer-level', {label: 'L4-L5'}));
  await changes(page, 'no base beside it', () => page.uncheck('#viewer-beside'));
  await changes(page, 'no vertebrae', () => page.uncheck('#viewer-bones'));
  await changes(page, 'a cut from top to bottom', () => page.selectOption('#viewer-cut', 'transverse'));
  await changes(page, 'no cut', () => page.selectOption('#viewer-cut', 'none'));
  assert.ok(await page.isDisabled('#viewer-position'));
  await changes(page, 'a cut from front to back', () => page.selectOption('#viewer-cut', 'frontal'));
  await changes(page, 'all discs', () => page.selectOption('#viewer-level', '-1'));

  await page.evaluate(() => document.getElementById('viewer-frame').scrollIntoView({block: 'center'}));
  const box = await page.locator('#viewer-frame canvas').boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await changes(page, 'dragging', async () => {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 120, y + 30, {steps: 4});
    await page.mouse.up();
  });
  await changes(page, 'looking from behind', () => page.click('[data-look="behind"]'));
  assert.match(await text(page, 'status'), /Seen from behind/);
  await changes(page, 'going closer', () => page.click('[data-zoom="1.25"]'));
  await changes(page, 'the reset', () => page.click('[data-look="home"]'));

  // Somewhere on the discs the value of the field is shown.
  await page.selectOption('#viewer-cut', 'sagittal');
  let value = '';
  for (let i = 0; i < 30 && !value; ++i) {
    await page.mouse.move(box.x + box.width * (0.35 + 0.01 * i), y);
    value = await text(page, 'value');
  }
  assert.match(value, /^Fibre strain here: -?\d+\.\d+$/);
  assert.deepEqual(troubles, []);
  await close();
}

async function viewerByKeyboard() {
  const {page, troubles, close} = await open({viewport: {width: 1000, height: 800}});
  const press = (key) => page.keyboard.press(key);
  const focused = () => page.evaluate(() => document.activeElement.id);
  await page.focus('#viewer-position');
  shown = await picture(page);
  const before = await text(page, 'position-text');
  await changes(page, 'the slider', () => press('PageUp'));
  assert.notEqual(await text(page, 'position-text'), before);
  for (let i = 0; i < 20 && await focused() !== 'viewer-frame'; ++i) await press('Tab');
  assert.equal(await focused(), 'viewer-frame', 'Tab comes to the view');
  const home = await picture(page);
  for (const key of ['ArrowLeft', 'ArrowUp', '+', 'PageDown', 'PageUp', 'ArrowRight', 'ArrowDown', '-'])
    await changes(page, key, () => press(key));
  await press('ArrowLeft');
  await press('Home');
  assert.equal((await picture(page)).hash, home.hash, 'Home leads back to the first view');
  await press('Tab');
  assert.notEqual(await focused(), 'viewer-frame', 'Tab leaves the view');
  assert.deepEqual(troubles, []);
  await close();
}

async function viewerOnPhone() {
  const {page, troubles, close} =
      await open({viewport: {width: 360, height: 740}, isMobile: true, hasTouch: true, deviceScaleFactor: 2});
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  assert.ok(widths[0] <= widths[1], `${widths[0]} pixels of page on ${widths[1]} of screen`);
  shown = await picture(page);
  assert.ok(shown.colours > 200, `the canvas shows ${shown.colours} colours`);
  await changes(page, 'another case', () => page.selectOption('#viewer-case', {label: 'Base'}));
  await changes(page, 'a button', () => page.tap('[data-look="front"]'));
  assert.deepEqual(troubles, []);
  await close();
}

// What eyes that do not see, and paper, get.
async function accessibleAndPrintable() {
  const {page, troubles, close} = await open({viewport: {width: 900, height: 900}});
  const nameless = await page.evaluate(() => {
    const words = (element) => element.getAttribute('aria-label') ?? element.textContent;
    const labelled = (control) => control.labels.length > 0 && control.labels[0].textContent.trim() !== '';
    const result = [];
    for (const image of document.querySelectorAll('svg[role=img]')) if (!image.getAttribute('aria-label')) result.push('svg');
    for (const control of document.querySelectorAll('input, select')) if (!labelled(control)) result.push(control.id);
    for (const button of document.querySelectorAll('button')) if (!words(button).trim()) result.push('button');
    const links = [...document.querySelectorAll('a[href^="#"]')];
    for (const link of links) {
      if (!document.getElementById(decodeURIComponent(link.hash.slice(1)))) result.push(link.hash);
    }
    return result;
  });
  assert.deepEqual(nameless, []);
  assert.equal(await page.evaluate(() => document.querySelectorAll('h1').length), 1);

  await page.emulateMedia({media: 'print'});
  const dark = await page.evaluate(() => {
    const result = [];
    for (const element of document.querySelectorAll('body, body *')) {
      const {width, height} = element.getBoundingClientRect();
      const numbers = getComputedStyle(element).backgroundColor.match(/[\d.]+/g).map(Number);
      const opaque = numbers.length < 4 || numbers[3] > 0.5;
      if (opaque && width * height > 2000 && (numbers[0] + numbers[1] + numbers[2]) / 3 < 200)
        result.push(element.className || element.tagName);
    }
    return result;
  });
  assert.deepEqual(dark, [], 'no dark areas on paper');
  assert.equal(await page.isVisible('.controls'), false, 'no controls on paper');
  const paper = await page.pdf({format: 'A4'});
  assert.equal(paper.subarray(0, 5).toString(), '%PDF-');
  const onPaper = (id) => page.isVisible(`#section-${id}`);
  for (const id of ['job', 'summary', 'headline', 'lifting', 'strategies', 'assumptions', 'viewer'])
    assert.ok(await onPaper(id), `${id} is printed`);
  for (const id of ['charts', 'ranking', 'measures', 'provenance'])
    assert.ok(!await onPaper(id), `${id} is folded and not printed`);
  assert.deepEqual(troubles, []);
  await close();
}

// Paper of a report as it opens, nothing unfolded.
async function fewPages() {
  const context = await browser.newContext({viewport: {width: 900, height: 900}});
  const page = await context.newPage();
  await page.goto(address);
  const paper = (await page.pdf({format: 'A4'})).toString('latin1');
  const pages = paper.match(/\/Type\s*\/Page\b/g).length;
  assert.ok(pages <= 4, `${pages} pages`);
  await context.close();
}

async function takenAlong() {
  const {page, troubles, close} = await open({viewport: {width: 900, height: 900}});
  const taken = async (button) => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.click(button)]);
    return {name: download.suggestedFilename(), bytes: readFileSync(await download.path())};
  };
  const table = await taken('#take-csv');
  assert.equal(table.name, 'comparison.csv');
  assert.match(table.bytes.toString(), /^case,title,measure,unit,value,.*\nbase,Lifting,compression_L5S1_N,N,4000,/);
  for (const button of ['#take-picture', '#viewer-save']) {
    const picture = await taken(button);
    assert.equal(picture.bytes.subarray(1, 4).toString(), 'PNG', button);
  }
  await page.evaluate(() => { window.print = () => { window.printed = true; }; });
  await page.click('#take-pdf');
  assert.ok(await page.evaluate(() => window.printed));
  await page.fill('#form-company', 'Boxes & Co');
  await page.click('nav a[href="#section-charts"]');
  await page.waitForSelector('#section-charts .chart');
  assert.ok(await page.isVisible('#section-charts .chart'), 'a link opens what is folded');
  assert.deepEqual(troubles, []);
  await close();
}

async function darkMode() {
  const {page, troubles, close} = await open({viewport: {width: 900, height: 900}, colorScheme: 'dark'});
  const sum = (colour) => colour.match(/\d+/g).slice(0, 3).reduce((total, part) => total + Number(part), 0);
  const colours = await page.evaluate(() => {
    const style = getComputedStyle(document.documentElement);
    return [style.backgroundColor, style.color];
  });
  assert.ok(sum(colours[0]) < 200 && sum(colours[1]) > 500, `${colours}`);
  assert.deepEqual(troubles, []);
  await close();
}

// The policy of the page lets nothing run but what the program put there.
async function foreignCodeStaysText() {
  const {page, close} = await open({viewport: {width: 900, height: 900}});
  const ran = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.foreign = true;';
    document.body.append(script);
    const style = document.createElement('style');
    style.textContent = 'h1 { display: none; }';
    document.head.append(style);
    const button = document.createElement('button');
    button.setAttribute('onclick', 'window.foreign = true;');
    document.body.append(button);
    button.click();
    const hidden = getComputedStyle(document.querySelector('h1')).display === 'none';
    return {foreign: window.foreign === true, hidden};
  });
  assert.deepEqual(ran, {foreign: false, hidden: false});
  await close();
}

try {
  for (const check of [viewerOnDesktop, viewerByKeyboard, viewerOnPhone, accessibleAndPrintable, fewPages, takenAlong,
                       darkMode, foreignCodeStaysText]) {
    await check();
    console.log(`ok ${check.name}`);
  }
} finally {
  await browser.close();
  rmSync(folder, {recursive: true});
}
