// Gives somebody a file that was asked for in their name: a plain link could not carry the token.
import { h } from "../../dom";

export function saveAs(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  h("a", { href: address, download: name }).click();
  // The browser has taken the file over once the click has been worked through.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
