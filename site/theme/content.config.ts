import { defineCollection } from "astro:content";
import { docsSchema, i18nSchema } from "@astrojs/starlight/schema";
import { glob } from "astro/loaders";
import { z } from "astro/zod";

export const collections = {
  docs: defineCollection({
    // Pages keep the spelling of the names that they are about.
    loader: glob({ base: "./pages", pattern: "**/*.md", generateId: ({ entry }) => entry.replace(/\.md$/, "") }),
    schema: docsSchema({
      extend: z.object({
        kind: z.string().default("page"),
        label: z.string().optional(),
        terms: z.string().default(""),
        weight: z.number().default(1),
        twin: z.string().optional(),
      }),
    }),
  }),
  i18n: defineCollection({ loader: () => [{ id: "en", "search.label": "Search" }], schema: i18nSchema() }),
};
