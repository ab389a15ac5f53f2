/* Search, filter and sort the tables that the page already holds. Without this script they are there whole. */
"use strict";
document.documentElement.classList.add("js");
{
  const STEP = 25;
  const viet = new Intl.Collator("vi", { numeric: true });
  /* The same folding as made the keys of the rows: without accents and apostrophes, đ as d, small letters. */
  const fold = text => text.normalize("NFD").replace(/\p{M}|['’ʼ]/gu, "").replace(/[đĐ]/g, "d").toLowerCase().replace(/[-/|,\s]+/g, " ").trim();
  /* Whether these words stand side by side in one name, the last one perhaps unfinished but for a number; or a whole name
     first, with or without its kind, and the rest in the others: "hoang luu thanh hoa", not "phu thuong" in Thượng, Phú Thọ. */
  const kind = /^(xa|phuong|thi tran|dac khu|huyen|quan|thi xa|thanh pho|tinh|nam) /;
  const fits = (words, names) => names.some((name, at) =>
    ` ${name} `.includes(` ${words}${/\d$/.test(words) ? " " : ""}`)
    || [name, name.replace(kind, "")].some(whole => words.startsWith(`${whole} `)
      && fits(words.slice(whole.length + 1), names.filter((_, other) => other !== at))));
  const number = text => parseFloat(text.replace(/\./g, "").replace(",", "."));
  const grouped = count => String(count).replace(/\B(?=(\d{3})+$)/g, ".");

  const sortable = (table, arrange) => {
    const heads = [...table.tHead.querySelectorAll("th[data-sap]")];
    for (const head of heads) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        /* Of findings one looks for the most first. */
        const down = (head.getAttribute("aria-sort") ?? (head.dataset.sap === "nhieu" ? "ascending" : "")) === "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        arrange(by(columnOf(table, head), head.dataset.sap, down));
      });
    }
  };
  /* Which cell of a row a head stands over: heads may span rows and columns. */
  const columnOf = (table, head) => {
    const taken = [];
    for (const [y, row] of [...table.tHead.rows].entries()) {
      let x = 0;
      for (const cell of row.cells) {
        while (taken[y]?.[x]) x++;
        if (cell === head) return x;
        for (let dy = 0; dy < cell.rowSpan; dy++)
          for (let dx = 0; dx < cell.colSpan; dx++) (taken[y + dy] ??= [])[x + dx] = true;
        x += cell.colSpan;
      }
    }
    return 0;
  };
  const by = (column, kind, down) => {
    const sign = down ? -1 : 1;
    const text = row => row.cells[column].dataset.v ?? row.cells[column].textContent;
    if (kind === "chu") return rows => {
      const keys = new Map(rows.map(row => [row, text(row)]));
      return rows.sort((a, b) => sign * viet.compare(keys.get(a), keys.get(b)));
    };
    return rows => {
      const keys = new Map(rows.map(row => [row, number(text(row))]));
      return rows.sort((a, b) => {
        const x = keys.get(a), y = keys.get(b);
        /* A row without a number stands last, whichever way. */
        return isNaN(x) - isNaN(y) || (isNaN(x) ? 0 : sign * (x - y));
      });
    };
  };

  const start = table => {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    sortable(table, arrange => body.append(...arrange(rows)));
  };

  const startIndex = (table, form) => {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const told = new Map(rows.map(row => [row, { ...row.dataset, k: row.dataset.k.split("|"), s: row.dataset.s.split(" ") }]));
    const more = document.querySelector(".them");
    const status = form.querySelector("[role=status]");
    let found = rows, shown = STEP;
    /* Looking anew after each step: a tall screen may need several. */
    const watcher = new IntersectionObserver(seen => { if (seen.some(one => one.isIntersecting)) grow(); }, { rootMargin: "400px" });
    const show = () => {
      body.replaceChildren(...found.slice(0, shown));
      more.hidden = found.length <= shown;
    };
    const grow = () => {
      if (more.hidden) return;
      body.append(...found.slice(shown, shown + STEP));
      shown += STEP;
      more.hidden = found.length <= shown;
      watcher.unobserve(more);
      watcher.observe(more);
    };
    const apply = () => {
      const { q, tinh, ky, tt } = Object.fromEntries(new FormData(form));
      const words = fold(q);
      found = rows.filter(row => {
        const { k, p, y, s } = told.get(row);
        return (!tinh || p === tinh) && (!ky || y === ky) && (!tt || s.includes(tt)) && (!words || fits(words, k));
      });
      shown = STEP;
      show();
      status.textContent = found.length === rows.length ? `${grouped(rows.length)} báo cáo`
        : found.length ? `${grouped(found.length)} trên ${grouped(rows.length)} báo cáo`
        : "Không có báo cáo nào như vậy; hãy bớt chữ hoặc bỏ lọc.";
    };
    /* The filter stands in the address, so that one can come back to it. */
    const remember = () => {
      const kept = new URLSearchParams([...new FormData(form)].filter(([, value]) => value)).toString();
      try { history.replaceState(null, "", kept ? `#${kept}` : location.href.split("#")[0]); } catch { /* not allowed here */ }
    };
    const recall = () => {
      const kept = new URLSearchParams(location.hash.slice(1));
      for (const field of form.elements) if (field.name) field.value = kept.get(field.name) ?? "";
      apply();
    };
    let waiting;
    form.addEventListener("input", () => { apply(); clearTimeout(waiting); waiting = setTimeout(remember, 300); });
    form.addEventListener("reset", () => setTimeout(() => { apply(); remember(); }));
    form.addEventListener("submit", event => event.preventDefault());
    addEventListener("hashchange", recall);
    addEventListener("beforeprint", () => { shown = found.length; show(); });
    more.querySelector("button").addEventListener("click", grow);
    sortable(table, arrange => { arrange(rows); apply(); });
    recall();
    watcher.observe(more);
    table.classList.add("xong");
  };

  addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("form.loc");
    for (const table of document.querySelectorAll("table.sap"))
      table.classList.contains("dai") && form ? startIndex(table, form) : start(table);
    /* A place inside a closed part is opened before one is led to it. */
    const reveal = () => document.getElementById(location.hash.slice(1))?.closest("details")?.setAttribute("open", "");
    addEventListener("hashchange", reveal);
    reveal();
  });
}
