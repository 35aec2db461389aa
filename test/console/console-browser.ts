import type { Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import type { TestHouse, Credentials } from '../house.ts';
import { launchedChromium } from './launched-chromium.ts';

/** How somebody looks at the console. */
export interface Look {
  readonly language?: 'en' | 'ja' | undefined;
  readonly theme?: 'light' | 'dark' | undefined;
  /** px */
  readonly width?: number | undefined;
}

/** A tab in a browser of its own, as far as storage goes. */
interface Tab {
  readonly page: Page;
  /** What the browser asks for; the one thing that a tab cannot change. */
  readonly language: 'en' | 'ja';
}

/**
 * A browser with the console of one house; a page that logs an error, or fails, fails the test file that closes it. Tabs are
 * used by one test after another, for a new one costs more than most tests: each begins by loading the console anew,
 * which signs out, with nothing remembered.
 */
export class ConsoleBrowser {
  readonly #house: TestHouse;
  /** Those that no test has now. */
  readonly #free: Tab[] = [];
  readonly #all = new Set<Tab>();
  readonly complaints: string[] = [];

  private constructor(house: TestHouse) {
    this.#house = house;
  }

  static async open(house: TestHouse): Promise<ConsoleBrowser> {
    await launchedChromium();
    return new ConsoleBrowser(house);
  }

  /** A tab that nobody is signed in to, at an address of the console's: `/iam/roles`. The test has it until it ends. */
  async visit(path = '/', { language = 'en', theme = 'light', width = 1280 }: Look = {}): Promise<Page> {
    const tab = this.#take(language) ?? (await this.#open(language));
    onTestFinished(async ({ task }) => {
      if (task.result?.state !== 'fail') return this.#release(tab);
      await tellWhatIsSeen(tab.page);
      return this.#discard(tab);
    });
    const { page } = tab;
    await page.setViewportSize({ width, height: 900 });
    // What moves costs, and is clicked beside.
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
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
    await Promise.all([...this.#all].map((tab) => this.#discard(tab)));
    if (this.complaints.length > 0) throw new Error(`the console complained:\n${this.complaints.join('\n')}`);
  }

  #take(language: Tab['language']): Tab | undefined {
    const at = this.#free.findIndex((tab) => tab.language === language);
    return at < 0 ? undefined : this.#free.splice(at, 1)[0];
  }

  async #open(language: Tab['language']): Promise<Tab> {
    const browser = await launchedChromium();
    const context = await browser.newContext({ locale: language === 'ja' ? 'ja-JP' : 'en-US' });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    page.on('console', (message) => {
      // What AWS refuses, the browser logs as a failed load; that is the answer, no defect.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        this.complaints.push(`${page.url()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.complaints.push(`${page.url()}: ${error.stack ?? error.message}`));
    const tab = { page, language };
    this.#all.add(tab);
    return tab;
  }

  /** For the next test: with the network as it is, and no taste remembered. */
  async #release(tab: Tab): Promise<void> {
    await tab.page.unrouteAll({ behavior: 'ignoreErrors' });
    await tab.page.evaluate(() => localStorage.clear());
    this.#free.push(tab);
  }

  async #discard(tab: Tab): Promise<void> {
    this.#all.delete(tab);
    await tab.page.context().close();
  }
}

/** What a failed test looked at last: without it a failure that comes once in a hundred runs is not understood. */
async function tellWhatIsSeen(page: Page): Promise<void> {
  const seen = await page.locator('body').ariaSnapshot({ timeout: 5_000 }).catch(String);
  console.error(`${page.url()}\n${seen}`);
}
