import { performance } from 'node:perf_hooks';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../test/console/launched-chromium.ts';
import type { MeasuredServer } from './measured-server.ts';
import { median } from './ratio.ts';

/** How long a browser waits for the console. */
export interface ConsoleLoad {
  /** From the address to a page that can be used, in a browser that never was here, ms. */
  readonly firstLoadMs: number;
  /** An empty page of the same server in the same browser, ms. */
  readonly emptyPageMs: number;
}

/** Opens the console again and again, each time in a browser without a cache. */
export async function benchConsole(server: MeasuredServer, runs: number): Promise<ConsoleLoad> {
  const browser = await launchChromium();
  try {
    const loads: number[] = [];
    const empty: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      empty.push(await timeTo(browser, `http://127.0.0.1:${server.port}/_utsuwa/health`, 'pre'));
      loads.push(
        await timeTo(browser, `http://127.0.0.1:${server.port}/`, 'button:has-text("Sign in as admin")'),
      );
    }
    return { firstLoadMs: median(loads), emptyPageMs: median(empty) };
  } finally {
    await browser.close();
  }
}

async function timeTo(browser: Browser, address: string, seen: string): Promise<number> {
  const context = await browser.newContext({ locale: 'en-US' });
  try {
    const page = await context.newPage();
    const began = performance.now();
    await page.goto(address);
    await page.locator(seen).waitFor();
    return performance.now() - began;
  } finally {
    await context.close();
  }
}
