/* One key for each deed on the wire desk: j and k go through the rows, o opens one; t, h, i and l press the row's own
   buttons. After a deed the list is loaded anew, and one is where one was. */

const DEEDS = { t: "take", h: "hold", i: "ignore", l: "link" };
const KEPT = "wire-desk";
const table = document.querySelector("[data-wire-desk]");
const rows = table ? [...table.tBodies[0].rows] : [];

const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
sessionStorage.removeItem(KEPT);
if (kept && rows.length) {
  (rows.find((row) => row.id === kept.id) ?? rows[Math.min(kept.place, rows.length - 1)]).focus();
}

table?.addEventListener("submit", (event) => {
  const row = event.target.closest("tr");
  sessionStorage.setItem(KEPT, JSON.stringify({ id: row.id, place: rows.indexOf(row) }));
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, [contenteditable]");
  if (!table || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const place = rows.indexOf(document.activeElement.closest("tr"));
  if (event.key === "j" || event.key === "k") {
    const next = rows[Math.max(0, Math.min(rows.length - 1, place + (event.key === "j" ? 1 : -1)))];
    next.focus();
    event.preventDefault();
  } else if (event.key === "o" && place >= 0) {
    rows[place].querySelector("a").click();
  } else if (DEEDS[event.key] && place >= 0) {
    rows[place].querySelector(`button[value="${DEEDS[event.key]}"]`)?.click();
  }
});
