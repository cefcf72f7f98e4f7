// Runs Astro on what `buildSite.ts` has written. Plain JavaScript: the types of Astro are there only once it is installed.
import { fileURLToPath } from "node:url";
import starlight from "@astrojs/starlight";
import { build } from "astro";

const { base, sidebar, outDir } = JSON.parse(process.argv[2] ?? "{}");

await build({
  root: fileURLToPath(new URL(".", import.meta.url)),
  configFile: false,
  srcDir: "./theme",
  publicDir: "./public",
  outDir,
  base,
  trailingSlash: "always",
  devToolbar: { enabled: false },
  integrations: [
    // Starlight would add a map of the site, which needs to know where the site will be: nobody does.
    { name: "@astrojs/sitemap", hooks: {} },
    starlight({
      title: "bluesky",
      sidebar,
      customCss: ["./theme/site.css"],
      components: {
        Head: "./theme/components/Head.astro",
        PageTitle: "./theme/components/PageTitle.astro",
        Search: "./theme/components/Search.astro",
      },
      markdown: { processedDirs: ["./pages"] },
      expressiveCode: { themes: ["github-dark", "github-light"] },
      pagination: false,
      disable404Route: true,
      tableOfContents: { minHeadingLevel: 2, maxHeadingLevel: 3 },
    }),
  ],
});
