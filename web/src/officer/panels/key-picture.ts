// Shows the key of a second factor: as a picture to scan, as a link for this device, as letters to type.
import { encode } from "uqr";
import { h } from "../../dom";
import { t } from "../../i18n";
import { inGroups, otpauthAddress } from "../model/otpauth";
import { o } from "../words";

const SVG = "http://www.w3.org/2000/svg";

export function keyPicture(user: string, secret: string): HTMLElement {
  const address = otpauthAddress(t("app.name"), user, secret);
  return h(
    "div",
    { class: "key" },
    h("p", {}, o("signIn.enrolScan")),
    picture(address),
    h("p", { class: "key-letters", translate: "no" }, inGroups(secret)),
    h("a", { class: "button", href: address }, o("signIn.enrolOpen")),
  );
}

/** Dark on white in both themes: cameras read nothing else reliably. */
function picture(text: string): SVGElement {
  const { data, size } = encode(text, { border: 4, ecc: "M" });
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("class", "key-picture");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", o("signIn.enrolPicture"));
  const path = document.createElementNS(SVG, "path");
  const dots = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")));
  path.setAttribute("d", dots.join(""));
  svg.append(path);
  return svg;
}
