// What is pasted from Word, Google Docs or a page of the wire comes into a story as paragraphs, headings, lists, links
// and emphasis, and as nothing else. The paste is taken before the editor sees it, cleaned, and given to it again.

const GONE =
  "script,style,meta,link,title,iframe,object,embed,form,button,input,select,textarea,svg,canvas,noscript,template," +
  "nav,aside,figure,img,picture,video,audio,[hidden],[aria-hidden=true]," +
  // What somebody struck out, and what was said in the margin.
  "del,.msoDel,.MsoCommentReference,[style*='mso-element:comment' i]";
const BLOCKS = new Set(["P", "H2", "H3", "UL", "OL", "LI", "BLOCKQUOTE", "HR"]);
const INLINE = new Set(["A", "STRONG", "EM", "SUP", "BR"]);
const RENAMED = { H1: "H2", H4: "H3", H5: "H3", H6: "H3", B: "STRONG", I: "EM", DIV: "P", SECTION: "P", ARTICLE: "P" };
// Where a link goes first, on which path, and what says where it was meant to go.
const WRAPPERS = [
  [/^(www\.)?google\.[a-z.]{2,6}$/, "/url", ["q", "url"]],
  [/(^|\.)safelinks\.protection\.outlook\.com$/, "/", ["url"]],
  [/^lm?\.(facebook|instagram)\.com$/, "/", ["u"]],
];
const TRACKING = /^(utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|yclid|_hs(enc|mi)|ref_src)$/i;
const BULLET = /^[•·▪◦‣]\s*/;

/** Clean HTML of pasted HTML. */
export function clean(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const body = page.body;
  body.querySelectorAll(GONE).forEach((one) => one.remove());
  for (const one of [...all(page, body, NodeFilter.SHOW_COMMENT)]) one.remove();
  body.normalize(); // spaces on both sides of what is gone are one
  listsOfWord(page, body);
  innerLists(body);
  for (const one of [...all(page, body, NodeFilter.SHOW_ELEMENT)]) if (one.isConnected) plain(page, one);
  for (const one of [...all(page, body, NodeFilter.SHOW_TEXT)]) one.data = words(one.data);
  paragraphs(page, body);
  bullets(page, body);
  for (const one of [...all(page, body, NodeFilter.SHOW_TEXT)])
    if (!one.data.trim() && /^(BODY|UL|OL)$/.test(one.parentNode.tagName)) one.remove();
  return body.innerHTML;
}

function* all(page, root, what) {
  const walker = page.createTreeWalker(root, what);
  while (walker.nextNode()) yield walker.currentNode;
}

/** Word writes lists as paragraphs that say of themselves that they are items, and how deep. */
function listsOfWord(page, body) {
  let open = []; // the lists that an item may still join, the outermost first
  for (const one of body.querySelectorAll("p")) {
    const style = one.getAttribute("style") ?? "";
    if (!/mso-list:(?!\s*Ignore)/i.test(style)) {
      open = [];
      continue;
    }
    const level = Number(/mso-list:[^;]*level(\d)/i.exec(style)?.[1] ?? 1);
    const sign = one.querySelector('[style*="mso-list:Ignore" i]');
    const kind = /^\s*\(?(\d+|[a-z]|[ivx]+)[.)]/i.test(sign?.textContent ?? "") ? "ol" : "ul";
    sign?.remove();
    if (open[0]?.list.nextElementSibling !== one) open = [];
    while (open.length && (open.at(-1).level > level || (open.at(-1).level === level && open.at(-1).kind !== kind)))
      open.pop();
    if (open.at(-1)?.level !== level) {
      const list = page.createElement(kind);
      if (open.length) open.at(-1).list.lastElementChild.append(list);
      else one.before(list);
      open.push({ level, kind, list });
    }
    const item = page.createElement("li");
    item.append(...one.childNodes);
    one.remove();
    open.at(-1).list.append(item);
  }
}

/** Docs writes an inner list after the item that it belongs to. */
function innerLists(body) {
  for (const one of body.querySelectorAll(":is(ul,ol) > :is(ul,ol)"))
    if (one.previousElementSibling?.localName === "li") one.previousElementSibling.append(one);
}

/** One element as what it means: emphasis by its style, a link where it leads, and no attribute but that. */
function plain(page, one) {
  const style = one.getAttribute("style") ?? "";
  if (/display:\s*none|mso-hide:\s*all/i.test(style)) return one.remove();
  const strong = /(?:^|;)\s*font-weight:\s*(bold|[6-9]00)/i.test(style);
  const light = /(?:^|;)\s*font-weight:\s*(normal|[1-4]00)/i.test(style);
  const slanted = /(?:^|;)\s*font-style:\s*italic/i.test(style);
  const upright = /(?:^|;)\s*font-style:\s*normal/i.test(style);
  let name = RENAMED[one.tagName] ?? one.tagName;
  const inHeading = one.parentNode.closest("h1,h2,h3,h4,h5,h6");
  if ((name === "STRONG" && (light || inHeading)) || (name === "EM" && upright)) name = "";
  if (one.tagName === "SPAN") {
    if (/vertical-align:\s*super/i.test(style)) wrap(page, one, "sup");
    if (slanted) wrap(page, one, "em");
    if (strong && !inHeading) wrap(page, one, "strong");
  }
  if (name === "A") {
    const href = leads(one.getAttribute("href"));
    if (!href || !one.textContent.trim()) return unwrap(one);
    for (const said of [...one.attributes]) one.removeAttribute(said.name);
    return one.setAttribute("href", href);
  }
  if (name === "TR") {
    const row = page.createElement("p");
    row.textContent = [...one.cells].map((cell) => cell.textContent.trim()).filter(Boolean).join(" · ");
    return one.replaceWith(row);
  }
  if (!BLOCKS.has(name) && !INLINE.has(name)) return unwrap(one);
  if (name === "P" && one.closest("li")) return unwrap(one);
  if (name === "P" && one.querySelector("p,div,h1,h2,h3,h4,h5,h6,ul,ol,table,blockquote")) return unwrap(one);
  const fresh = page.createElement(name);
  fresh.append(...one.childNodes);
  one.replaceWith(fresh);
}

function wrap(page, one, name) {
  const around = page.createElement(name);
  around.append(...one.childNodes);
  one.append(around);
}

function unwrap(one) {
  one.replaceWith(...one.childNodes);
}

/** Where a link leads without those who count in between; empty for what is no address. */
function leads(href) {
  let to;
  try {
    to = new URL(href);
  } catch {
    return "";
  }
  const [, , names = []] = WRAPPERS.find(([host, path]) => host.test(to.hostname) && to.pathname.startsWith(path)) ?? [];
  const real = names.map((name) => to.searchParams.get(name)).find((said) => /^https?:/i.test(said ?? ""));
  if (real) return leads(real);
  if (!["http:", "https:", "mailto:", "tel:"].includes(to.protocol)) return "";
  const counted = [...to.searchParams.keys()].filter((name) => TRACKING.test(name));
  counted.forEach((name) => to.searchParams.delete(name));
  return counted.length ? to.href : href;
}

/** Ordinary spaces, but for those that typography wants; no signs that nobody sees. */
function words(text) {
  return text
    .replace(/[\u200b\u200e\u200f\ufeff\u00ad\u2060]/g, "")
    .replace(/(«)\u00a0|\u00a0(?=[»!?;:%])/g, (found, before) => (before ? `${before}\u202f` : "\u202f"))
    .replace(/[\u00a0\s]+/g, " ")
    .replace(/\u202f/g, "\u00a0");
}

/** Loose text between blocks becomes paragraphs; two line breaks are one paragraph's end; what is empty goes. */
function paragraphs(page, body) {
  let open = null;
  for (const one of [...body.childNodes]) {
    if (one.nodeType === Node.ELEMENT_NODE && BLOCKS.has(one.tagName)) {
      open = null;
    } else if (open || one.textContent.trim() || one.nodeName === "BR") {
      if (!open) {
        open = page.createElement("p");
        one.before(open);
      }
      open.append(one);
    }
  }
  for (const one of [...body.querySelectorAll("p")]) split(page, one);
  for (const one of [...body.querySelectorAll("p,h2,h3,li,blockquote,strong,em,sup,ul,ol")].reverse()) {
    if (!one.textContent.trim() && !one.querySelector("hr")) one.remove();
    else trim(one);
  }
}

function split(page, one) {
  for (const rest of one.querySelectorAll("br")) {
    let next = rest.nextSibling;
    while (next && next.nodeType === Node.TEXT_NODE && !next.data.trim()) next = next.nextSibling;
    if (next?.nodeName !== "BR" || rest.parentNode !== one) continue;
    const after = page.createElement("p");
    while (next.nextSibling) after.append(next.nextSibling);
    next.remove();
    rest.remove();
    one.after(after);
    split(page, after);
    return;
  }
}

function trim(one) {
  if (!BLOCKS.has(one.tagName)) return;
  while (one.firstChild?.nodeName === "BR") one.firstChild.remove();
  while (one.lastChild?.nodeName === "BR") one.lastChild.remove();
  if (one.firstChild?.nodeType === Node.TEXT_NODE) one.firstChild.data = one.firstChild.data.trimStart();
  if (one.lastChild?.nodeType === Node.TEXT_NODE) one.lastChild.data = one.lastChild.data.trimEnd();
}

/** Paragraphs that begin with a bullet, as mail programs write them. */
function bullets(page, body) {
  let list = null;
  for (const one of [...body.querySelectorAll(":scope > p")]) {
    if (!BULLET.test(one.textContent) || one.firstChild?.nodeType !== Node.TEXT_NODE) {
      list = null;
      continue;
    }
    one.firstChild.data = one.firstChild.data.replace(BULLET, "");
    if (!list || list.nextElementSibling !== one) {
      list = page.createElement("ul");
      one.before(list);
    }
    const item = page.createElement("li");
    item.append(...one.childNodes);
    one.remove();
    list.append(item);
  }
}

document.addEventListener(
  "paste",
  (event) => {
    const html = event.clipboardData?.getData("text/html");
    if (!event.isTrusted || !html || !event.target.closest?.(".Draftail-Editor")) return;
    if (/data-editor=/.test(html)) return; // from the editor itself, with its own blocks and entities
    event.preventDefault();
    event.stopImmediatePropagation();
    const given = new DataTransfer();
    given.setData("text/html", clean(html));
    given.setData("text/plain", event.clipboardData.getData("text/plain"));
    const again = new ClipboardEvent("paste", { clipboardData: given, bubbles: true, cancelable: true });
    event.target.dispatchEvent(again);
  },
  { capture: true },
);
