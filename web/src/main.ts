// Starts the map page: loads the catalogue and the background's settings, then hands over to the page.
import "@fontsource-variable/libre-franklin/index.css";
import "./styles/index.css";
import { getCatalogue } from "./api/client";
import type { Lang } from "./api/types";
import { fill, h } from "./dom";
import { preferredLanguage, rememberLanguage, useLanguage } from "./i18n";
import { loadBasemap } from "./map/config";
import { parseAddress } from "./model/address";
import { emergencyStrip } from "./shell/emergency";
import { header } from "./shell/header";
import { failure, loading } from "./shell/states";

const root = document.body.appendChild(h("div", { id: "app" }));

async function start(): Promise<void> {
  useLanguage(preferredLanguage(parseAddress(location.hash).lang));
  frame(loading());
  try {
    // The map is most of the code: bar and 112 stand there before it has come.
    const page = import("./page");
    const [catalogue, basemap, { openPage }] = await Promise.all([getCatalogue(), loadBasemap(), page]);
    openPage(root, catalogue, basemap);
  } catch (error) {
    frame(failure(error, () => void start()));
  }
}

function frame(content: HTMLElement): void {
  const choose = (lang: Lang): void => {
    rememberLanguage(lang);
    void start();
  };
  fill(root, emergencyStrip(), header("", choose), h("main", { class: "lone" }, content));
}

void start();
