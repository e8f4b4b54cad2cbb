// Sends a photo straight to storage by the form that the service gave, smaller than the camera made it.
import { Unreachable } from "../api/client";
import type { UploadForm } from "./types";

const LONGEST = 2048;
const QUALITY = 0.88;
const PATIENCE_MS = 180_000;

/** A picture of the pixels alone, or the file as it is where this browser cannot open it. */
export async function shrunk(file: Blob): Promise<Blob> {
  try {
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(image.width * scale));
    canvas.height = Math.max(1, Math.round(image.height * scale));
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    return made ?? file;
  } catch {
    return file;
  }
}

/** Storage does not take this file. */
export class NotTaken extends Error {}

/** Storage failed: the same file may be sent again. */
export class StorageFailed extends Error {}

/** `sent` hears how much of the file is through, from 0 to 1. Throws `NotTaken`, `StorageFailed` or `Unreachable`. */
export function sendFile(
  { url, fields }: UploadForm,
  file: Blob,
  sent: (part: number) => void,
): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", file);
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest(); // fetch does not tell how far an upload is
    request.timeout = PATIENCE_MS;
    request.upload.addEventListener("progress", ({ loaded, total }) => sent(total ? loaded / total : 0));
    request.addEventListener("load", () => {
      if (request.status < 300) done();
      else fail(new (request.status < 500 ? NotTaken : StorageFailed)(String(request.status)));
    });
    request.addEventListener("error", () => fail(new Unreachable(navigator.onLine ? "network" : "offline")));
    request.addEventListener("timeout", () => fail(new Unreachable("timeout")));
    request.open("POST", url);
    request.send(form);
  });
}
