/** Gives a person a file, as a download of their browser's. */
export function saveFile(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun by then; without this the text would stay in memory as long as the tab.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
