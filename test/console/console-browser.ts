import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import type { TestHouse, Credentials } from '../house.ts';
import { findChromium } from './chromium.ts';

/** How somebody looks at the console. */
export interface Look {
  readonly language?: 'en' | 'ja' | undefined;
  readonly theme?: 'light' | 'dark' | undefined;
  /** px */
  readonly width?: number | undefined;
}

/** A browser with the console of one house; a page that logs an error, or fails, fails the test that closes it. */
export class ConsoleBrowser {
  readonly #browser: Browser;
  readonly #house: TestHouse;
  readonly #contexts: BrowserContext[] = [];
  readonly complaints: string[] = [];

  private constructor(browser: Browser, house: TestHouse) {
    this.#browser = browser;
    this.#house = house;
  }

  static async open(house: TestHouse): Promise<ConsoleBrowser> {
    const { executablePath, env } = await findChromium();
    const browser = await chromium.launch({
      executablePath,
      env: { ...process.env, ...env },
      // Its own sandbox wants a user who is not root, as CI's machines have none.
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
    });
    return new ConsoleBrowser(browser, house);
  }

  /** A new tab that nobody is signed in to, at an address of the console's: `/iam/roles`. */
  async visit(path = '/', { language = 'en', theme = 'light', width = 1280 }: Look = {}): Promise<Page> {
    const context = await this.#browser.newContext({
      locale: language === 'ja' ? 'ja-JP' : 'en-US',
      colorScheme: theme,
      viewport: { width, height: 900 },
      acceptDownloads: true,
    });
    this.#contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    page.on('console', (message) => {
      // What AWS refuses, the browser logs as a failed load; that is the answer, no defect.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        this.complaints.push(`${page.url()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.complaints.push(`${page.url()}: ${error.stack ?? error.message}`));
    await page.goto(`${this.#house.endpoint}/_utsuwa/console${path}`);
    return page;
  }

  /** The same as `admin`, by one click. */
  async asAdmin(path = '/', look: Look = {}): Promise<Page> {
    const page = await this.visit(path, look);
    await page
      .getByRole('button', { name: look.language === 'ja' ? 'admin としてサインイン' : 'Sign in as admin' })
      .click();
    return page;
  }

  /** The same as whoever has these keys. */
  async signedIn(keys: Credentials, path = '/', look: Look = {}): Promise<Page> {
    const page = await this.visit(path, look);
    const ja = look.language === 'ja';
    await page.getByLabel(ja ? 'アクセスキー ID' : 'Access key ID').fill(keys.accessKeyId);
    await page.getByLabel(ja ? 'シークレットアクセスキー' : 'Secret access key').fill(keys.secretAccessKey);
    if (keys.sessionToken !== undefined)
      await page.getByLabel(ja ? 'セッショントークン' : 'Session token').fill(keys.sessionToken);
    await page.getByRole('button', { name: ja ? 'サインイン' : 'Sign in', exact: true }).click();
    return page;
  }

  /** @throws Error when a page complained */
  async close(): Promise<void> {
    await Promise.all(this.#contexts.map((context) => context.close()));
    await this.#browser.close();
    if (this.complaints.length > 0) throw new Error(`the console complained:\n${this.complaints.join('\n')}`);
  }
}
