// One photo as large as the screen, and the way to remove it.
import { fill, h } from "../../dom";
import type { Photo } from "../types";
import { o } from "../words";
import { signatureWords } from "./signature";
import { exactly } from "./times";

/** Opens above everything; Escape and the button close it. Removing asks once more. */
export function openPhoto(photo: Photo, acts: { remove: () => void; closed: () => void }): void {
  const buttons = h("div", { class: "buttons" });
  const dialog = h(
    "dialog",
    { class: "photo-view", "aria-label": nameOf(photo), on: { close: () => left() } },
    h("img", { src: photo.picture, alt: nameOf(photo) }),
    h("p", {}, nameOf(photo), " · ", signatureWords(photo.by)),
    buttons,
  );
  const left = (): void => {
    dialog.remove();
    acts.closed();
  };
  const close = button(o("photo.close"), () => dialog.close());
  const removing = button(o("photo.remove"), () => {
    const sure = button(o("photo.removeSure"), () => {
      dialog.close();
      acts.remove();
    });
    fill(
      buttons,
      sure,
      button(o("move.cancel"), () => fill(buttons, close, removing)),
    );
    sure.focus();
  });
  fill(buttons, close, photo.removable && removing);
  // Keys of the page behind it are not for the photo.
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  document.body.append(dialog);
  dialog.showModal();
  close.focus();
}

const nameOf = ({ asked_at }: Photo): string => o("photo.named", { when: exactly(asked_at) });

const button = (words: string, act: () => void): HTMLButtonElement =>
  h("button", { type: "button", class: "button", on: { click: act } }, words);
