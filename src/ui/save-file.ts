/** Offers a text to the browser as a file to save. */
export function saveFile(name: string, type: string, text: string | Blob): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the text by the time that anything else runs.
  setTimeout(() => URL.revokeObjectURL(address));
}
