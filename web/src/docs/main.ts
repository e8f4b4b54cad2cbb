// Shows the API's contract readably, from this site's own files. A page apart, so that the map stays light.
import "@fontsource-variable/libre-franklin/index.css";
import "swagger-ui-dist/swagger-ui.css";
import "../styles/tokens.css";
import "../styles/base.css";
import "../styles/controls.css";
import "../styles/layout.css";
import "../styles/phone.css";
import "./docs.css";
import SwaggerUI from "swagger-ui-dist/swagger-ui-es-bundle.js";
import type { Lang } from "../api/types";
import { fill, h } from "../dom";
import { preferredLanguage, rememberLanguage, t, useLanguage } from "../i18n";
import { emergencyStrip } from "../shell/emergency";
import { header } from "../shell/header";

const root = document.body.appendChild(h("div", { id: "app" }));
// The contract is written in English, whatever the language of the bar above it.
const contract = h("main", { lang: "en", class: "contract" });

function frame(lang: Lang): void {
  useLanguage(lang);
  document.title = `${t("nav.api")} · ${t("app.name")}`;
  fill(root, emergencyStrip(), header("docs", choose), contract);
}

function choose(lang: Lang): void {
  rememberLanguage(lang);
  frame(lang);
}

const dark = matchMedia("(prefers-color-scheme: dark)");
const paint = (): void => void document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", paint);
paint();
frame(preferredLanguage(null));
SwaggerUI({
  url: "/v1/openapi.json",
  domNode: contract,
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  // Without it the page would ask a validator on another host.
  validatorUrl: null,
});
