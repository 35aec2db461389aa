import type { Page } from 'playwright-core';

/** Puts a document into an editor as somebody pastes it: in place of what stands there. */
export async function typeDocument(page: Page, label: string, text: string): Promise<void> {
  const editor = page.getByRole('textbox', { name: label });
  await editor.waitFor({ state: 'attached' });
  await editor.focus();
  await replaceAll(page, text);
}

/** The same in the page's only editor, once it shows what it holds, or some of it. */
export async function typeInOnlyEditor(page: Page, text: string, before?: string): Promise<void> {
  if (before === undefined) await page.locator('.ace_gutter-cell').first().waitFor();
  else await page.locator('.ace_content', { hasText: before }).waitFor();
  await page.locator('.ace_text-input').focus();
  await replaceAll(page, text);
}

async function replaceAll(page: Page, text: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
  // Cloudscape tells of it in a moment, and the page is drawn with it.
  await page.evaluate(() => new Promise((drawn) => setTimeout(() => requestAnimationFrame(drawn))));
}
