/* One key for each deed on the wire desk: j and k go through the rows; t, h, i and l press the row's own buttons. */

const DEEDS = { t: "take", h: "hold", i: "ignore", l: "link" };
const table = document.querySelector("[data-wire-desk]");

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, [contenteditable]");
  if (!table || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const rows = [...table.tBodies[0].rows];
  const place = rows.indexOf(document.activeElement.closest("tr"));
  if (event.key === "j" || event.key === "k") {
    const next = rows[Math.max(0, Math.min(rows.length - 1, place + (event.key === "j" ? 1 : -1)))];
    next.focus();
    event.preventDefault();
  } else if (DEEDS[event.key] && place >= 0) {
    rows[place].querySelector(`button[value="${DEEDS[event.key]}"]`)?.click();
  }
});
