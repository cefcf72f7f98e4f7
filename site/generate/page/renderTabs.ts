const TABS = /<!-- tabs (\S+) -->\n\n([\s\S]*?)\n\n<!-- \/tabs -->/g;

/** Marks of tabs as HTML around their Markdown. A script of the theme makes the buttons work. */
export function renderTabs(body: string): string {
  let count = 0;
  return body.replaceAll(TABS, (_, group: string, inner: string) => {
    const id = `tabs-${++count}`;
    const list = tabsOf(inner);
    const buttons = list.map(({ label }, index) => {
      const state = index === 0 ? `aria-selected="true"` : `aria-selected="false" tabindex="-1"`;
      return `<button type="button" role="tab" id="${id}-${index}" aria-controls="${id}-${index}-panel" ${state}>${label}</button>`;
    });
    const panels = list.map(({ body: panel }, index) => {
      const hidden = index === 0 ? "" : " hidden";
      const role = `role="tabpanel" tabindex="0" id="${id}-${index}-panel" aria-labelledby="${id}-${index}"`;
      return `<div ${role}${hidden}>\n\n${panel}\n\n</div>`;
    });
    const open = `<site-tabs data-group="${group}" data-pagefind-ignore>\n<div role="tablist" aria-label="How to ${group} it">${buttons.join("")}</div>`;
    return [open, ...panels, "</site-tabs>"].join("\n\n");
  });
}

/** Marks of tabs as plain Markdown: each label, and what is under it. */
export function plainTabs(body: string): string {
  return body.replaceAll(TABS, (_, __, inner: string) =>
    tabsOf(inner)
      .map(({ label, body: panel }) => `**${label}**\n\n${panel}`)
      .join("\n\n"),
  );
}

function tabsOf(inner: string): { label: string; body: string }[] {
  return inner
    .split(/^<!-- tab /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf(" -->");
      return { label: part.slice(0, end), body: part.slice(end + 4).trim() };
    });
}
