import { EleventyI18nPlugin } from "@11ty/eleventy";

export default function (config) {
  config.addPlugin(EleventyI18nPlugin, { defaultLanguage: "en" });
  config.addFilter("byWeight", (pages) => [...pages].sort((one, other) => one.data.weight - other.data.weight));
  config.addFilter("headings", (content) => [...content.matchAll(/<h2>(.*?)<\/h2>/g)].map((found) => found[1]));
  return { dir: { input: "src", output: "_site" }, pathPrefix: "/conference-microsite/", markdownTemplateEngine: false };
}
