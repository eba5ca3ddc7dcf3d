// What is wrong with the look of this page, as sentences; an empty list is a good page.
() => {
  const BOOTSTRAP_BLUE = "rgb(13, 110, 253)";
  const found = [];
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length;
  const name = (element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 90);

  const levels = [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].filter(shown).map((h) => Number(h.tagName[1]));
  if (levels.filter((level) => level === 1).length !== 1) found.push(`not one h1: ${levels}`);
  levels.forEach((level, i) => i && level > levels[i - 1] + 1 && found.push(`skipped heading level: ${levels}`));

  for (const element of document.querySelectorAll("body *")) {
    const style = getComputedStyle(element);
    const colours = [style.color, style.backgroundColor, style.borderTopColor, style.outlineColor];
    if (colours.includes(BOOTSTRAP_BLUE)) found.push(`Bootstrap's blue: ${name(element)}`);
  }

  for (const element of document.querySelectorAll("button, .btn, summary, nav a, select, textarea, input:not([type=hidden])")) {
    if (!shown(element) || element.classList.contains("visually-hidden")) continue;
    const { width, height } = element.getBoundingClientRect();
    const least = element.matches("input[type=radio], input[type=checkbox], .btn-link") ? 24 : 44;
    if (height < least || width < 24) found.push(`${Math.round(width)}×${Math.round(height)} px: ${name(element)}`);
  }

  for (const element of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    for (const id of (element.getAttribute("aria-describedby") || "").split(/\s+/).filter(Boolean))
      if (!document.getElementById(id)) found.push(`aria-describedby="${id}" leads nowhere`);
  }
  return found;
}
