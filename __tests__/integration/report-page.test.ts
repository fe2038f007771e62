import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AxeResults } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { RunReport } from '../../src/report/run-report';
import { pageText, runReport } from '../../test-support/builders/run-report';
import { drifted, failedValidation, richValidation, textVerdict } from '../../test-support/builders/validation-facts';
import { findChromium } from '../../test-support/run/chromium';
import { temporaryFolder } from '../../test-support/run/temporary-folder';

const AXE = readFileSync(path.resolve('node_modules/axe-core/axe.min.js'), 'utf8');
const executablePath = findChromium();
const described = executablePath ? describe : describe.skip;
const FAILED = runReport({ validation: richValidation({ texts: 260, faulty: 30 }) });

described(`report.html in Chromium${executablePath ? '' : ' (no Chromium on this machine)'}`, () => {
  const folder = temporaryFolder();
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath as string });
  });
  afterAll(() => browser?.close());

  /** Opens a page, and collects what a quiet one has nothing of: messages in the console, errors, and requests. */
  async function open(html: string, options: Parameters<Browser['newPage']>[0] = {}) {
    const url = pathToFileURL(await folder.write('report.html', html)).href;
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
    const noise: string[] = [];
    page.on('console', (message) => noise.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => noise.push(`error: ${error.message}`));
    page.on('request', (request) => {
      if (request.url() !== url && !request.url().startsWith('data:')) noise.push(`request: ${request.url()}`);
    });
    page.on('requestfailed', (request) => noise.push(`blocked: ${request.url()}: ${request.failure()?.errorText}`));
    page.on('response', (response) => {
      if (response.url() !== url) noise.push(`loaded: ${response.url()}`);
    });
    await page.goto(url);
    return { page, noise };
  }

  const openReport = (report: RunReport, options = {}) => open(pageText(report), options);

  async function graveFaults(page: Page): Promise<string[]> {
    await page.evaluate(AXE);
    const { violations } = (await page.evaluate("axe.run({ resultTypes: ['violations'] })")) as AxeResults;
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)}: ${failureSummary}`),
      );
  }

  const VIEWS = (['light', 'dark'] as const).flatMap((colorScheme) =>
    [1280, 390].map((width) => ({ colorScheme, width })),
  );

  it.each(VIEWS)('is accessible, silent and no wider than the window: %j', async ({ colorScheme, width }) => {
    const some = runReport({ validation: richValidation({ texts: 24, faulty: 4 }), warnings: ['one\n  two'] });
    for (const report of [some, runReport()]) {
      const { page, noise } = await openReport(report, { colorScheme, viewport: { width, height: 900 } });
      if (report.validation) await page.click('#texts button.open');
      expect(await graveFaults(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      expect(noise).toEqual([]);
      await page.close();
    }
  });

  it('runs and styles nothing that was put into it', async () => {
    const html = pageText(FAILED).replace(
      '</main>',
      '<script>globalThis.intruder = 1</script><img src="https://example.org/x.png" onerror="globalThis.intruder = 2"><p id="styled" style="color: red">x</p></main>',
    );
    const { page, noise } = await open(html);
    expect(await page.evaluate('globalThis.intruder')).toBeUndefined();
    expect(await page.evaluate('getComputedStyle(styled).color')).not.toBe('rgb(255, 0, 0)');
    expect(noise.filter((one) => /^(blocked|loaded)/.test(one))).toEqual(['blocked: https://example.org/x.png: csp']);
    expect(noise.filter((one) => one.includes('Content Security Policy')).length).toBeGreaterThan(0);
    await page.close();
  });

  it('shows texts as they are, whatever they hold', async () => {
    const text = '</script><img src=x onerror="globalThis.intruder=1">\u202E';
    const shown = '</script><img src=x onerror="globalThis.intruder=1">[U+202E]';
    const near = [{ name: text, excerpt: text, similarity: 0.5 }];
    const one = drifted({ name: text, excerpt: text, presentNeighbours: near });
    const { page, noise } = await openReport(runReport({ validation: failedValidation([one, textVerdict(1)]) }));
    await page.click('#text-0 button');
    expect(await page.textContent('#text-0 button')).toBe(shown);
    expect(await page.textContent('#text-0 + .detail ol.present li.new strong')).toBe(shown);
    expect(await page.evaluate('globalThis.intruder')).toBeUndefined();
    expect(noise).toEqual([]);
    await page.close();
  });

  it('is searched, filtered, sorted and opened by keys alone', async () => {
    const { page } = await openReport(FAILED);
    const found = () => page.textContent('#found');
    const firstName = () => page.textContent('#all tbody button.open');
    const focused = () => page.evaluate('document.activeElement.id || document.activeElement.textContent');
    expect(await found()).toBe('1 to 50 of 260 texts, worst first.');

    await page.focus('#search');
    await page.keyboard.type('invoices-1');
    expect(await found()).toMatch(/^1 to \d+ of \d+ matching texts, worst first\.$/);
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('filter');
    await page.keyboard.type('with a fault in neigh');
    expect(await found()).toBe('No text matches.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await found()).toBe('1 to 50 of 260 texts, worst first.');

    while ((await focused()) !== 'Similarity') await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.getAttribute('th[data-sort=similarity]', 'aria-sort')).toBe('ascending');
    const worst = await firstName();
    await page.keyboard.press('Enter');
    expect(await page.getAttribute('th[data-sort=similarity]', 'aria-sort')).toBe('descending');
    expect(await firstName()).not.toBe(worst);
    await page.keyboard.press('Enter');
    expect(await page.getAttribute('th[data-sort=similarity]', 'aria-sort')).toBeNull();
    expect(await firstName()).toBe(worst);

    while ((await focused()) !== worst) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.locator('.detail ol.approved li').count()).toBe(10);
    expect(await page.locator('.detail ol.approved li.gone').count()).toBe(5);
    await page.keyboard.press('Space');
    expect(await page.locator('.detail').count()).toBe(0);

    await page.focus('#next');
    await page.keyboard.press('Enter');
    expect(await found()).toBe('51 to 100 of 260 texts, worst first.');
    await page.close();
  });

  it('shows the same of a text, whether the page was made with it or the script made it', async () => {
    const { page } = await openReport(FAILED);
    const listsOf = (within: string) =>
      page.evaluate(
        `document.querySelector(${JSON.stringify(within)}).querySelector('.lists').innerHTML.replace(/\\s*\\n\\s*/g, '')`,
      );
    await page.click('#all tbody button.open');
    expect(await listsOf('.detail')).toBe(await listsOf('.card'));
    await page.close();
  });

  it('leads from the map to a text, by keys and by pointer, and tells of it on the way', async () => {
    const { page } = await openReport(FAILED);
    const points = page.locator('a.point');
    expect(await points.count()).toBe(200);
    expect(await page.locator('a.point[tabindex="0"]').count()).toBe(1);
    await page.focus('a.point[tabindex="0"]');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await page.isVisible('#tip')).toBe(true);
    const name = await page.textContent('#tip strong');
    await page.keyboard.press('Escape');
    expect(await page.isVisible('#tip')).toBe(false);
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.textContent')).toBe(name);
    expect(await page.getAttribute('.open[aria-expanded=true]', 'aria-expanded')).toBe('true');
    await points.last().locator('.at').hover();
    expect(await page.isVisible('#tip')).toBe(true);
    await page.close();
  });

  it('turns from light to dark and back, unfolds what is printed, and holds without its script', async () => {
    const { page } = await openReport(FAILED, { colorScheme: 'light' });
    const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await background();
    await page.click('#theme');
    expect(await background()).not.toBe(light);
    expect(await page.getAttribute('#theme', 'aria-pressed')).toBe('true');
    await page.click('#theme');
    expect(await background()).toBe(light);
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    expect(await page.locator('details:not([open])').count()).toBe(0);
    await page.close();

    const { page: still } = await openReport(FAILED, { javaScriptEnabled: false });
    expect(await still.locator('#all tbody tr').count()).toBe(200);
    expect(await still.isVisible('#controls')).toBe(false);
    expect(await still.locator('a.point').first().getAttribute('href')).toMatch(/^#text-\d+$/);
    await still.close();
  });
});
