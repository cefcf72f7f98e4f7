/** What pages do beside being read: alternatives in tabs, searching, and tables that scroll. */
import { SiteSearch } from "./SiteSearch.ts";
import { SiteTabs } from "./SiteTabs.ts";

customElements.define("site-search", SiteSearch);
customElements.define("site-tabs", SiteTabs);

// What scrolls by itself must be reached by the keyboard, too.
for (const table of document.querySelectorAll("table")) if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
