// One photo among the others: small, or what became of it in words.
import { h } from "../../dom";
import { officerIcon } from "../icons";
import { isComing } from "../model/album";
import type { Photo } from "../types";
import { o, wordsFor } from "../words";
import { exactly } from "./times";

export interface TileActs {
  open: () => void;
  remove: () => void;
  /** The small picture could not be had: its address ends with time. Told once. */
  faded: (image: HTMLImageElement) => void;
}

export function photoTile(photo: Photo, acts: TileActs): HTMLElement {
  const named = o("photo.named", { when: exactly(photo.asked_at) });
  if (photo.stage === "ready" && photo.thumbnail) {
    const image = h("img", { src: photo.thumbnail, alt: named, loading: "lazy" });
    image.addEventListener("error", () => acts.faded(image), { once: true });
    return h(
      "li",
      {},
      h(
        "button",
        { type: "button", class: "photo", "data-photo": photo.id, on: { click: acts.open } },
        image,
      ),
    );
  }
  return h(
    "li",
    { class: `photo is-${photo.stage}`, "data-photo": photo.id },
    officerIcon(isComing(photo) ? "coming" : "noPhoto"),
    h("p", {}, stateOf(photo)),
    photo.removable &&
      !isComing(photo) &&
      h("button", { type: "button", class: "button", on: { click: acts.remove } }, o("photo.remove")),
  );
}

function stateOf(photo: Photo): string {
  if (photo.stage === "refused") return wordsFor("photo.flaw", photo.flaw ?? "");
  return o(isComing(photo) ? "photo.coming" : "photo.lost");
}
