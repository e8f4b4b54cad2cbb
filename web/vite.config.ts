// Two pages, no server of others: the map (index.html) and the API's reference (docs/index.html).
import { defineConfig } from "vitest/config";

export default defineConfig({
  build: {
    target: "es2022",
    sourcemap: false,
    // A font or an image inlined as data: would need a laxer content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { input: ["index.html", "docs/index.html"] },
  },
  worker: { format: "es" },
  server: {
    proxy: Object.fromEntries(
      ["/v1", "/boundaries"].map((path) => [path, process.env.API ?? "http://127.0.0.1:8000"]),
    ),
  },
  test: { include: ["tests/**/*.test.ts"], environment: "node" },
});
