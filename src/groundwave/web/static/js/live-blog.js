// A live blog on an open page: asks every ten seconds for what is new, and shows it when the reader wants it.
// Nothing jumps: entries above what is being read come in at the press of a button, which says how many there are.

const SECONDS = 10;
const AT_MOST = 120;

class LiveBlog extends HTMLElement {
  connectedCallback() {
    this.from = this.dataset.from;
    if (!this.from || this.asking) return;
    this.waiting = new Map();
    this.pause = SECONDS;
    this.sign = Object.assign(document.createElement("p"), { className: "live-new" });
    this.sign.setAttribute("role", "status");
    this.before(this.sign);
    this.onLook = () => document.hidden || this.ask();
    document.addEventListener("visibilitychange", this.onLook);
    this.asking = setTimeout(() => this.ask(), this.pause * 1000);
  }

  disconnectedCallback() {
    clearTimeout(this.asking);
    document.removeEventListener("visibilitychange", this.onLook);
  }

  async ask() {
    clearTimeout(this.asking);
    if (document.hidden || !this.isConnected) return; // goes on when the page is looked at again
    try {
      const answer = await fetch(this.from, { cache: "no-cache" });
      if (answer.status === 404 || answer.status === 410) return;
      if (!answer.ok) throw new Error(`answered ${answer.status}`);
      const { on, entries } = await answer.json();
      this.pause = SECONDS;
      this.take(entries);
      if (!on) return;
    } catch {
      this.pause = Math.min(this.pause * 2, AT_MOST);
    }
    this.asking = setTimeout(() => this.ask(), this.pause * 1000);
  }

  /** What is here already is brought up to date in its place; what is new waits for the reader. */
  take(entries) {
    for (const { id, html } of entries) {
      const here = document.getElementById(id);
      if (here && this.contains(here)) {
        const fresh = made(html);
        if (!here.isEqualNode(fresh)) here.replaceWith(fresh);
      } else this.waiting.set(id, html);
    }
    if (!this.waiting.size) return;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button" });
    const { one, many } = this.dataset;
    button.textContent = this.waiting.size === 1 ? one : many.replace("#", this.waiting.size);
    button.addEventListener("click", () => this.show());
    this.sign.replaceChildren(button);
  }

  show() {
    const fresh = [...this.waiting.values()].map(made);
    this.waiting.clear();
    this.sign.replaceChildren();
    this.querySelector("[data-empty]")?.remove();
    const pinned = fresh.some((entry) => entry.matches(".live-pinned")) ? null : this.querySelector(".live-pinned");
    if (pinned) pinned.after(...fresh);
    else this.prepend(...fresh);
    const first = fresh[0];
    first.tabIndex = -1;
    first.focus();
  }
}

/** Our own server's HTML of one entry; the policy of the page lets no script in it run. */
function made(html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return document.importNode(template.content.firstElementChild, true);
}

customElements.get("live-blog") ?? customElements.define("live-blog", LiveBlog);
