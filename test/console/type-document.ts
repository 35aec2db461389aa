import type { Page } from 'playwright-core';

/** Puts a document into an editor as somebody pastes it: in place of what stands there. */
export async function typeDocument(page: Page, label: string, text: string): Promise<void> {
  const editor = page.getByRole('textbox', { name: label });
  await editor.waitFor({ state: 'attached' });
  await editor.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
  // Cloudscape tells of it in a moment, and the page is drawn with it.
  await page.evaluate(() => new Promise((drawn) => setTimeout(() => requestAnimationFrame(drawn))));
}
