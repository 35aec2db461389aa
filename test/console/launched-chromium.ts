import { chromium, type Browser } from 'playwright-core';
import { findChromium } from './chromium.ts';

let launched: Promise<Browser> | undefined;

/** The browser that all test files of this process share; it ends with the process. Another is started where it crashed. */
export async function launchedChromium(): Promise<Browser> {
  const browser = await launched;
  if (browser?.isConnected() === true) return browser;
  // Vitest ends its processes by SIGTERM and half a second. Closing a browser may take longer; at an exit Playwright kills
  // it at once, with its folders.
  if (browser === undefined) process.once('SIGTERM', () => process.exit(143));
  launched = launchChromium({ handleSIGTERM: false });
  return launched;
}

/** Starts a headless browser; whoever asks for it closes it. */
export async function launchChromium({ handleSIGTERM = true } = {}): Promise<Browser> {
  const { executablePath, env } = await findChromium();
  return chromium.launch({
    executablePath,
    env: { ...process.env, ...env },
    handleSIGTERM,
    // Its own sandbox wants a user who is not root, as CI's machines have none.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
  });
}
