// Enhancements only: colour scheme, sorting, filtering, place in the table of contents.
(function (page) {
  "use strict";
  var all = function (selector, within) { return Array.from((within || document).querySelectorAll(selector)); };

  // Colour scheme: automatic, light, dark, and round again.
  all("[data-theme-toggle]").forEach(function (button) {
    var name = button.querySelector("[data-theme-name]");
    var say = function () {
      name.textContent = "Colour scheme: " + (page.dataset.theme || "automatic");
      button.title = name.textContent;
    };
    button.addEventListener("click", function () {
      var next = { "": "light", light: "dark", dark: "" }[page.dataset.theme || ""];
      if (next) page.dataset.theme = next; else delete page.dataset.theme;
      try {
        if (next) localStorage.setItem("throughline-theme", next);
        else localStorage.removeItem("throughline-theme");
      } catch (refused) { /* the choice then lasts for this page */ }
      say();
    });
    say();
    button.hidden = false;
  });

  // A list of sections closes when the reader goes elsewhere.
  var lists = all(".sections details");
  document.addEventListener("click", function (event) {
    lists.forEach(function (list) { if (!list.contains(event.target)) list.open = false; });
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    lists.forEach(function (list) {
      if (list.open && list.contains(document.activeElement)) list.firstElementChild.focus();
      list.open = false;
    });
  });

  // Sorting keeps groups: rows move inside their own tbody. A third press restores the order.
  var collator = new Intl.Collator(undefined, { numeric: true });
  var valueOf = function (row, column) {
    var cell = row.cells[column];
    return cell ? cell.dataset.sort || cell.textContent.replace(/^#/, "").trim() : "";
  };
  all("table.sortable").forEach(function (table) {
    var heads = all("thead th", table);
    var original = all("tbody", table).map(function (body) { return [body, Array.from(body.rows)]; });
    heads.forEach(function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append.apply(button, Array.from(head.childNodes));
      head.append(button);
      button.addEventListener("click", function () {
        var was = head.getAttribute("aria-sort");
        var now = was === "ascending" ? "descending" : was === "descending" ? null : "ascending";
        heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
        if (now) head.setAttribute("aria-sort", now);
        original.forEach(function (group) {
          var fixed = group[1].filter(function (row) { return row.classList.contains("verb"); });
          var rows = group[1].filter(function (row) { return !row.classList.contains("verb"); });
          if (now) {
            var keyed = rows.map(function (row) { return [valueOf(row, column), row]; });
            var sign = now === "ascending" ? 1 : -1;
            keyed.sort(function (a, b) { return sign * collator.compare(a[0], b[0]); });
            rows = keyed.map(function (pair) { return pair[1]; });
          }
          group[0].append.apply(group[0], fixed.concat(rows));
        });
      });
    });
  });

  // Filtering in place. A chip that leads to another page stays an ordinary link.
  all("[data-filterable]").forEach(function (area) {
    if (area.hasAttribute("data-paged")) return;
    var rows = all("[data-row]", area);
    var lists = all(".chips", area);
    var found = area.querySelector(".found");
    var chosen = new Map();
    var fields = ["status", "kind", "type", "scope"];
    var apply = function () {
      var shown = 0;
      rows.forEach(function (row) {
        var fits = fields.every(function (field) {
          return !chosen.get(field) || row.getAttribute("data-" + field) === chosen.get(field);
        });
        row.hidden = !fits;
        if (fits) shown += 1;
      });
      all("tbody, [data-group]", area).forEach(function (group) {
        group.hidden = !group.querySelector("[data-row]:not([hidden])");
      });
      var active = Array.from(chosen.values()).some(Boolean);
      if (found) found.textContent = active ? shown + " of " + rows.length + " shown" : "";
      lists.forEach(function (list) {
        if (!chosen.has(list.dataset.field)) return;
        all(".chip", list).forEach(function (chip) {
          if (chip.dataset.value === chosen.get(list.dataset.field)) chip.setAttribute("aria-current", "true");
          else chip.removeAttribute("aria-current");
        });
      });
    };
    lists.forEach(function (list) {
      list.addEventListener("click", function (event) {
        var chip = event.target.closest(".chip");
        if (!chip || event.ctrlKey || event.metaKey || event.shiftKey || chip.pathname !== location.pathname) return;
        event.preventDefault();
        var field = list.dataset.field;
        chosen.set(field, chosen.get(field) === chip.dataset.value ? "" : chip.dataset.value);
        var query = new URLSearchParams();
        chosen.forEach(function (value, key) { if (value) query.set(key, value); });
        try { history.replaceState(null, "", (query.size ? "?" + query : location.pathname) + location.hash); }
        catch (refused) { /* the address then stays as it was */ }
        apply();
      });
    });
    var asked = new URLSearchParams(location.search);
    fields.forEach(function (field) { if (asked.get(field)) chosen.set(field, asked.get(field)); });
    if (chosen.size) apply();
  });

  // The section being read.
  var places = new Map(all(".toc a").map(function (link) {
    return [document.getElementById(decodeURIComponent(link.hash.slice(1))), link];
  }));
  places.delete(null);
  if (places.size && "IntersectionObserver" in window) {
    var watcher = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (!entry.isIntersecting) return;
        places.forEach(function (link) { link.removeAttribute("aria-current"); });
        places.get(entry.target).setAttribute("aria-current", "true");
      });
    }, { rootMargin: "0px 0px -70% 0px" });
    places.forEach(function (link, heading) { watcher.observe(heading); });
  }
})(document.documentElement);
