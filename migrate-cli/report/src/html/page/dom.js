// Elements. Text is only ever set as text, so that names from foreign code stay names.

const byId = (id) => document.getElementById(id);

function fillIn(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "onclick") node.addEventListener("click", value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

const el = (tag, attributes, ...children) => fillIn(document.createElement(tag), attributes, children);
const svg = (tag, attributes, ...children) =>
  fillIn(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

const thousands = (n) => Math.round(n).toString().replace(/\B(?=(\d{3})+$)/g, ",");
const plural = (n, noun) => thousands(n) + " " + (n === 1 ? noun : noun.endsWith("y") ? noun.slice(0, -1) + "ies" : noun + "s");
const signed = (x) => (x > 0 ? "+" : x < 0 ? "−" : "") + Math.abs(x).toFixed(2);

const folderOf = (name) => name.slice(0, name.lastIndexOf("/") + 1);
const baseOf = (name) => name.slice(name.lastIndexOf("/") + 1);

// A name as an element: its folder is fainter, and its direction of writing stays its own.
const named = (name) => el("bdi", {}, el("span", { class: "folder" }, folderOf(name)), baseOf(name));

// Cuts a text in its middle so that it fits.
function cutMiddle(text, most) {
  const letters = Array.from(text);
  if (letters.length <= most) return text;
  const front = Math.max(1, Math.floor((most - 1) / 2));
  return letters.slice(0, front).join("") + "…" + letters.slice(letters.length - Math.max(1, most - 1 - front)).join("");
}
