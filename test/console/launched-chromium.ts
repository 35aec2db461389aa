import { chromium, type Browser } from 'playwright-core';
import { findChromium } from './chromium.ts';

let launched: Promise<Browser> | undefined;

/** The browser that all test files of this process share; it ends with the process. Another is started where it crashed. */
export async function launchedChromium(): Promise<Browser> {
  const browser = await launched;
  if (browser?.isConnected() === true) return browser;
  launched = launchChromium();
  return launched;
}

/** Starts a headless browser. */
export async function launchChromium(): Promise<Browser> {
  const { executablePath, env } = await findChromium();
  return chromium.launch({
    executablePath,
    env: { ...process.env, ...env },
    // Its own sandbox wants a user who is not root, as CI's machines have none.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
  });
}
