// One photo among the others: small, or what became of it in words.
import { h } from "../../dom";
import { officerIcon } from "../icons";
import { isComing } from "../model/album";
import type { Photo } from "../types";
import { o, wordsFor } from "../words";
import { exactly } from "./times";

export function photoTile(photo: Photo, acts: { open: () => void; remove: () => void }): HTMLElement {
  const named = o("photo.named", { when: exactly(photo.asked_at) });
  if (photo.stage === "ready" && photo.thumbnail) {
    return h(
      "li",
      {},
      h(
        "button",
        { type: "button", class: "photo", "data-photo": photo.id, on: { click: acts.open } },
        h("img", { src: photo.thumbnail, alt: named, loading: "lazy" }),
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
