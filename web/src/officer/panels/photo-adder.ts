// Takes one more photo from the camera or a file, and sends it to storage.
import { h } from "../../dom";
import { officerIcon } from "../icons";
import { NotTaken, sendFile, shrunk } from "../upload";
import { o } from "../words";
import type { Case } from "./report";

const TYPES = ["image/jpeg", "image/png", "image/webp"];

export function photoAdder(chosen: (file: File) => void): HTMLElement {
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
  return h("label", { class: "button add-photo" }, input, officerIcon("camera"), o("photo.add"));
}

/** Asks for a form and sends the file by it; what cannot be sent is not left behind as awaited. */
export async function sendPhoto(
  { desk, report }: Pick<Case, "desk" | "report">,
  chosen: Blob,
  part: (sent: number) => void,
): Promise<void> {
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
