// The photos of the site: those that there are, and one more from the phone's camera.
import { Problem } from "../../api/client";
import { fill, h } from "../../dom";
import { refusalWords } from "../../refusals";
import { failure } from "../../shell/states";
import { officerIcon } from "../icons";
import { differByPhotos, isComing } from "../model/album";
import type { FullReport, Photo } from "../types";
import { NotTaken, sendFile, shrunk } from "../upload";
import { o, wordsFor } from "../words";
import { openPhoto } from "./photo-view";
import type { Case } from "./report";
import { exactly } from "./times";

const TYPES = ["image/jpeg", "image/png", "image/webp"];
const MOST = 10;
const LOOK_AGAIN_MS = 2000;

export function photosOf(file: Case): HTMLElement {
  const { desk, report } = file;
  const [album, said] = [h("ul", { class: "photos" }), h("div", { class: "photo-news", role: "status" })];
  const add = adder((chosen) => void send(chosen));
  let asking = 0;

  const draw = (photos: Photo[]): void => {
    report.photos = photos;
    fill(
      album,
      photos.map((photo) => tile(photo, { open: () => void open(photo), remove: () => void remove(photo) })),
    );
    add.input.disabled = photos.length >= MOST;
  };
  /** Looks until no photo is on its way, then learns the report's new version. */
  const follow = async (): Promise<void> => {
    const mine = ++asking;
    const current = (): boolean => mine === asking && album.isConnected;
    try {
      do {
        draw((await desk.api.photos(report.id)).photos);
        if (coming(report)) await later(LOOK_AGAIN_MS);
      } while (current() && coming(report));
      if (current()) await catchUp(file);
      fill(said);
    } catch (error) {
      fill(
        said,
        failure(error, () => void follow()),
      );
    }
  };
  const send = async (chosen: File): Promise<void> => {
    const bar = h("progress", { max: 1, value: 0, "aria-label": o("photo.sending") });
    fill(said, h("p", {}, o("photo.sending")), bar);
    try {
      await sent(file, chosen, (part) => (bar.value = part));
    } catch (error) {
      fill(said, refusal(error) ?? failure(error, () => void send(chosen)));
      return;
    }
    fill(said, o("photo.sent"));
    await follow();
  };
  /** Asks for new addresses first: those of a page that was left open have ended. */
  const open = async (photo: Photo): Promise<void> => {
    try {
      draw((await desk.api.photos(report.id)).photos);
    } catch (error) {
      fill(
        said,
        failure(error, () => void open(photo)),
      );
      return;
    }
    const fresh = report.photos.find(({ id }) => id === photo.id);
    if (!fresh) return;
    openPhoto(fresh, {
      remove: () => void remove(fresh),
      closed: () => album.querySelector<HTMLElement>(`[data-photo="${fresh.id}"]`)?.focus(),
    });
  };
  const remove = async (photo: Photo): Promise<void> => {
    try {
      await desk.api.removePhoto(report.id, photo.id);
    } catch (error) {
      fill(said, refusal(error) ?? failure(error, () => void remove(photo)));
      return;
    }
    desk.app.announce(o("photo.removed"));
    await follow();
  };

  draw(report.photos);
  if (coming(report)) void follow();
  return h(
    "section",
    { class: "photo-section" },
    h("h2", {}, o("photo.title")),
    album,
    add.field,
    h("p", { class: "hint" }, o("photo.hint")),
    said,
  );
}

/** Asks for a form and sends the file by it; what cannot be sent is not left behind as awaited. */
async function sent({ desk, report }: Case, chosen: File, part: (sent: number) => void): Promise<void> {
  const content = await shrunk(chosen);
  const type = TYPES.includes(content.type) ? content.type : "image/jpeg";
  const { photo, upload } = await desk.api.addPhoto(report.id, type);
  try {
    if (content.size > upload.most_bytes) throw new NotTaken("size");
    await sendFile(upload, content, part);
  } catch (error) {
    await desk.api.removePhoto(report.id, photo.id).catch(() => undefined);
    throw error;
  }
}

/** Takes over the version to which photos alone have led, so that the officer's next act still fits. */
async function catchUp(file: Case): Promise<void> {
  const fresh = await file.desk.api.report(file.report.id);
  if (!differByPhotos(file.report, fresh)) return;
  Object.assign(file.report, { version: fresh.version, history: fresh.history, photos: fresh.photos });
  file.photographed();
}

function adder(chosen: (file: File) => void): { field: HTMLElement; input: HTMLInputElement } {
  const input = h("input", {
    type: "file",
    class: "for-readers",
    accept: TYPES.join(","),
    capture: "environment",
    on: {
      change: () => {
        const [file] = input.files ?? [];
        input.value = "";
        if (file) chosen(file);
      },
    },
  });
  return {
    field: h("label", { class: "button add-photo" }, input, officerIcon("camera"), o("photo.add")),
    input,
  };
}

function tile(photo: Photo, acts: { open: () => void; remove: () => void }): HTMLElement {
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

/** What storage or the service said no to, in words; null for what may be tried again. */
function refusal(error: unknown): HTMLElement | null {
  const refused = error instanceof Problem && error.status < 500;
  if (!refused && !(error instanceof NotTaken)) return null;
  return h("p", { class: "fault", role: "alert" }, refused ? refusalWords(error) : o("photo.notTaken"));
}

const coming = ({ photos }: FullReport): boolean => photos.some((photo) => isComing(photo));

const later = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));
