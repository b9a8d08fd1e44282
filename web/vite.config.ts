import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type HtmlTagDescriptor, type Plugin } from "vite";

const dist = fileURLToPath(new URL("dist", import.meta.url));

/**
 * Leaves only .gz files in dist: web.go embeds the folder whole, and the binary should hold each file once.
 * .gitkeep stays, so that the Go package compiles before any build.
 */
function gzipOnly(): Plugin {
  return {
    name: "gzip-only",
    apply: "build",
    buildStart() {
      for (const name of readdirSync(dist)) if (name !== ".gitkeep") rmSync(join(dist, name), { recursive: true });
    },
    writeBundle(_, bundle) {
      for (const name of Object.keys(bundle)) {
        const file = join(dist, name);
        writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
        rmSync(file);
      }
      for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
        const file = join(entry.parentPath, entry.name);
        if (entry.isFile() && !/\.gz$|\.gitkeep$/.test(file)) this.error(`not compressed: ${relative(dist, file)}`);
      }
    },
  };
}

/**
 * What a page needs soon and would learn of late: the fonts of its first words, which its styles name, and of the explorer the script
 * that draws, which is asked for when there is something to draw.
 */
function needSoon(): Plugin {
  const fonts = /(source-sans-3|source-serif-4)-latin-wght-normal.*woff2$/;
  return {
    name: "need-soon",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(_, { bundle, filename }) {
        if (!bundle || filename.endsWith("playground.html")) return;
        const tag = (rel: string, file: string, attrs: Record<string, string> = {}): HtmlTagDescriptor => ({
          tag: "link",
          injectTo: "head",
          attrs: { rel, href: `./${file}`, crossorigin: true, ...attrs },
        });
        const links = Object.keys(bundle)
          .filter((file) => fonts.test(file))
          .map((file) => tag("preload", file, { as: "font", type: "font/woff2" }));
        const stage = Object.values(bundle).find((chunk) => chunk.type === "chunk" && chunk.name === "stage");
        if (stage && filename.endsWith("index.html")) links.push(tag("modulepreload", stage.fileName));
        return links;
      },
    },
  };
}

export default defineConfig({
  plugins: [react(), gzipOnly(), needSoon()],
  base: "./", // the server may answer below another path: --base-path
  publicDir: false,
  build: {
    emptyOutDir: false,
    // The playground's icon font would become a data: URL, which its font-src refuses.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 5000,
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        explorer: "index.html",
        list: "list.html",
        work: "work.html",
        data: "data.html",
        playground: "playground.html",
        copy: "src/copy/main.ts",
      },
      onwarn(warning, warn) {
        // GraphiQL's compiled components keep their "use client" lines; a bundle has no use for them.
        if (warning.code !== "MODULE_LEVEL_DIRECTIVE") warn(warning);
      },
    },
  },
  worker: { format: "es" },
  server: { proxy: { "^/(graphql|list.csv|entity|profile.css|export|dry-run|load)": process.env.WHENCE_URL ?? "http://127.0.0.1:8080" } },
});
