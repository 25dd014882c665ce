/** Builds page nodes: whatever data says only ever becomes text or an attribute, never markup. */

const SVG = "http://www.w3.org/2000/svg";

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child != null && child !== false && child !== ""));
  return node;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `/static/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

export function iconButton(name, label, onclick, more = {}) {
  const kind = more.class ? `icon-button ${more.class}` : "icon-button";
  return el(
    "button",
    { type: "button", "aria-label": label, title: label, onclick, ...more, class: kind },
    icon(name),
  );
}

/** The round picture of a person or a group: initials on a colour that follows from the id. */
export function avatar(persona) {
  const letters = (persona.title ? persona.title.split(/\s+/).slice(0, 2) : [persona.first_name, persona.last_name])
    .map((name) => [...(name ?? "").trim()][0] ?? "")
    .join("");
  return el(
    "span",
    { class: `avatar tint-${Math.abs(persona.id) % 7}`, "aria-hidden": "true" },
    letters || "?",
  );
}

export function nameOf(persona) {
  return persona.title ?? [persona.first_name, persona.last_name].filter(Boolean).join(" ");
}
