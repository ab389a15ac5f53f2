/* Filter the findings, walk through them, tick them as seen, and write the sheet for the commune out of them. Without this
   script they are there whole. What is made here has the class `cong-cu`. */
"use strict";
{
  const part = document.querySelector(".kiem-tra"), box = part.querySelector(".loc");
  const found = [...part.querySelectorAll("li[data-q]")];
  const make = (name, props, ...within) => {
    const one = Object.assign(document.createElement(name), props);
    one.append(...within);
    return one;
  };
  const tool = (name, props, ...within) => make(name, { className: "cong-cu", ...props }, ...within);
  const button = (text, onclick) => tool("button", { type: "button", onclick }, text);

  /* Ticks are kept by what a finding says, so that a tick ends where that changes. A browser may refuse to keep them. */
  const place = `cchc:${part.dataset.baoCao}`;
  const hash = text => [...text].reduce((sum, one) => Math.imul(sum, 31) + one.codePointAt() | 0, 0);
  let seen = new Set();
  try { seen = new Set(JSON.parse(localStorage[place] ?? "[]")); } catch {}
  const ticks = new Map(found.map(one => {
    const number = one.id.slice(3), key = hash(one.textContent);
    const tick = make("input", { type: "checkbox", autocomplete: "off", checked: seen.has(key), ariaLabel: `Đã xem số ${number}` });
    tick.onchange = () => {
      seen[tick.checked ? "add" : "delete"](key);
      try { localStorage[place] = JSON.stringify([...seen]); } catch {}
      count();
    };
    one.querySelector(".cho").prepend(tool("label", {}, tick, " Đã xem"));
    return [one, tick];
  }));

  const chosen = box.appendChild(tool("div", { className: "cong-cu chon" }));
  const select = (label, ...options) => {
    const one = make("select", { autocomplete: "off", onchange: () => filter() }, new Option("Tất cả", ""));
    one.append(...options.map(([value, text]) => new Option(text, value)));
    chosen.append(make("label", {}, `${label} `, one));
    return one;
  };
  const each = told => [...new Set(found.flatMap(told))].filter(Boolean).sort();
  const places = one => one.dataset.m.split(" ");
  const section = select("Mục", ...each(places).map(key => [key, /\.(csv|yaml)$/.test(key) ? key : `Mục ${key}`]));
  const rule = select("Quy tắc", ...each(one => one.dataset.q).map(key => [key, document.getElementById(`qt-${key}`).firstChild.data]));
  const cause = select("Nguyên nhân", ...[...part.querySelectorAll("h4")].map(one => [one.id, one.textContent.slice(12, 80)]));
  const state = select("Trạng thái", ["chua", "Chưa xem"], ["roi", "Đã xem"], ["mo", "Chưa chấp nhận"], ["xong", "Đã chấp nhận"]);
  const states = {
    chua: one => !ticks.get(one).checked, roi: one => ticks.get(one).checked,
    mo: one => !one.classList.contains("xong"), xong: one => one.classList.contains("xong"),
  };
  const status = box.appendChild(tool("p", { role: "status" }));
  const count = () => {
    const shown = found.filter(one => !one.hidden).length, done = found.filter(states.roi).length;
    status.textContent = `${shown} trên ${found.length} chỗ; đã xem ${done}.`;
  };
  const filter = () => {
    for (const one of found) one.hidden = !(
      (!section.value || places(one).some(key => `${key}.`.startsWith(`${section.value}.`)))
      && (!rule.value || one.dataset.q === rule.value)
      && (!cause.value || one.closest(".nn").firstElementChild.id === cause.value)
      && (!state.value || states[state.value](one)));
    for (const one of part.querySelectorAll(".nn, section")) one.hidden = !one.querySelector("li:not([hidden])");
    count();
  };

  let at = null;
  const step = by => {
    const shown = found.filter(one => one.getClientRects().length);
    at = document.activeElement.closest("li[data-q]") ?? at ?? part.querySelector("li:target");
    const next = shown[at && shown.includes(at) ? shown.indexOf(at) + by : by < 0 ? shown.length - 1 : 0];
    if (!next) return;
    at = next;
    at.scrollIntoView({ block: "center" });
    ticks.get(at).focus({ preventScroll: true });
  };
  const keys = make("input", { type: "checkbox", autocomplete: "off", checked: true });
  addEventListener("keydown", event => {
    const by = { n: 1, p: -1 }[event.key.toLowerCase()];
    if (!by || !keys.checked || event.ctrlKey || event.altKey || event.metaKey) return;
    if (!event.target.matches("select, textarea, input:not([type=checkbox])")) step(by);
  });

  const write = () => {
    const page = document.documentElement.cloneNode(true), sheet = page.querySelector(".kiem-tra");
    for (const one of sheet.querySelectorAll(".loc, .khi-in, .xem, .quy-tac, .xong, .cong-cu")) one.remove();
    for (const one of sheet.querySelectorAll(".nn, section")) one.querySelector("li") ? one.hidden = false : one.remove();
    for (const one of sheet.querySelectorAll("li")) one.hidden = false;
    page.querySelector("title").textContent = `Phiếu rà soát: ${document.title}`;
    const body = page.querySelector("body");
    body.className = "rieng";
    body.replaceChildren(sheet);
    const href = URL.createObjectURL(new Blob(["<!DOCTYPE html>\n", page.outerHTML], { type: "text/html" }));
    make("a", { href, download: `phieu-ra-soat-${part.dataset.baoCao.replaceAll("/", "-")}.html` }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60000);
  };
  box.append(button("Tải phiếu gửi đơn vị", write));
  part.append(tool("p", { className: "cong-cu di" }, button("← Trước (p)", () => step(-1)), button("Sau (n) →", () => step(1)),
    make("label", {}, keys, " Phím tắt n, p")));
  count();
}
