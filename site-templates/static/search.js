// Search over static shards. Each shard is a script that calls throughlineSearch(kind, key, value),
// so that it loads from a file and under a policy that allows nothing but the site itself.
(function (page) {
  "use strict";
  var base = new URL(page.dataset.root || "./", location.href);
  var weights = [0, 1, 3, 8];
  var shardsPerWord = 3;

  // Loading. Everything is kept in Maps: no word of the index ever becomes a property name.
  var loaded = new Map();
  var waiting = new Map();
  window.throughlineSearch = function (kind, key, value) {
    var done = waiting.get(kind + " " + key);
    if (done) done(value);
  };
  function load(kind, key, file) {
    var name = kind + " " + key;
    if (!loaded.has(name)) {
      loaded.set(name, new Promise(function (done) {
        var script = document.createElement("script");
        waiting.set(name, done);
        script.src = new URL("search/" + file + ".js", base).href;
        script.onload = function () { script.remove(); done(null); };
        script.onerror = function () { script.remove(); loaded.delete(name); done(null); };
        document.head.append(script);
      }));
    }
    return loaded.get(name);
  }
  function encode(prefix) {
    var name = "";
    new TextEncoder().encode(prefix).forEach(function (byte) {
      var plain = (byte > 47 && byte < 58) || (byte > 96 && byte < 123);
      name += plain ? String.fromCharCode(byte) : "_" + byte.toString(16).padStart(2, "0");
    });
    return name;
  }
  function loadTerms(prefix) { return load("t", prefix, "t-" + encode(prefix)); }
  function loadIDs(prefix) { return load("ids", prefix, prefix ? "ids-" + encode(prefix) : "ids"); }

  // The shards that may hold a word: the longest listed prefix, and for an unfinished word what follows it.
  function shards(listed, word, isPrefix) {
    var best = null;
    listed.forEach(function (prefix) {
      if (word.startsWith(prefix) && (best === null || prefix.length > best.length)) best = prefix;
    });
    var names = best === null ? [] : [best];
    if (isPrefix) listed.forEach(function (prefix) {
      if (prefix !== best && prefix.startsWith(word)) names.push(prefix);
    });
    return names.slice(0, shardsPerWord);
  }

  // Documents of one word, as a Map from number to score.
  async function documents(map, word, isPrefix) {
    var scores = new Map();
    var parts = await Promise.all(shards(map.terms, word, isPrefix).map(loadTerms));
    parts.forEach(function (part) {
      for (var i = 0; part && i < part.length; i += 2) {
        var exact = part[i] === word;
        if (!exact && !(isPrefix && part[i].startsWith(word))) continue;
        var rarity = Math.log(1 + map.documents / part[i + 1].length) * (exact ? 1 : 0.6);
        part[i + 1].reduce(function (before, posting) {
          var number = before + (posting >> 2);
          scores.set(number, Math.max(scores.get(number) || 0, weights[posting & 3] * rarity));
          return number;
        }, 0);
      }
    });
    return scores;
  }
  function both(a, b) {
    var scores = new Map();
    a.forEach(function (score, number) { if (b.has(number)) scores.set(number, score + b.get(number)); });
    return scores;
  }
  async function rank(map, words) {
    var isOpen = function (index) { return index === words.length - 1 && words[index].length > 1; };
    var sets = await Promise.all(words.map(async function (word, index) {
      var whole = await documents(map, word, isOpen(index));
      var pieces = word.split(/[-_./]/).filter(function (piece) { return !map.stop.includes(piece); });
      if (whole.size || pieces.length < 2) return whole;
      var found = await Promise.all(pieces.map(function (piece) { return documents(map, piece, false); }));
      return found.reduce(both);
    }));
    var scores = Array.from(sets.length ? sets.reduce(both) : []);
    return scores.sort(function (a, b) { return b[1] - a[1] || a[0] - b[0]; })
      .map(function (pair) { return pair[0]; });
  }

  // Ids that begin with what was typed, the exact one first: [id, title, kind, status, url, scope].
  async function ids(map, typed) {
    var slash = typed.lastIndexOf("/");
    var id = typed.slice(slash + 1);
    var scope = slash < 0 ? "" : typed.slice(0, slash);
    if (!id) return [];
    var parts = await Promise.all(shards(map.ids, id, true).map(loadIDs));
    var rows = [].concat.apply([], parts.filter(Boolean)).filter(function (row) {
      return row[0].toLowerCase().startsWith(id) && (!scope || row[5].toLowerCase().endsWith(scope));
    });
    var isExact = function (row) { return row[0].toLowerCase() === id ? 0 : 1; };
    return rows.sort(function (a, b) { return isExact(a) - isExact(b); });
  }

  // A page of hits: { total, hits: [{ url, title, kind, status, excerpt }] }, or null without an index.
  async function search(text, limit) {
    var map = await load("map", "", "map");
    if (!map) return null;
    var typed = text.trim().toLowerCase();
    var words = typed.match(/[\p{L}\p{M}\p{N}]+(?:[-_./][\p{L}\p{M}\p{N}]+)*/gu) || [];
    var useful = words.filter(function (word) { return !map.stop.includes(word); });
    words = (useful.length ? useful : words).slice(0, 8);
    var answers = await Promise.all([ids(map, typed), rank(map, words)]);
    var seen = new Set();
    // Ids come first, but never push every other hit out of the list.
    var room = Math.max(limit >> 1, limit - answers[1].length);
    var hits = answers[0].slice(0, room).map(function (row) {
      seen.add(row[4]);
      return { url: row[4], title: row[0] + " " + row[1], kind: row[2], status: row[3], excerpt: row[5] };
    });
    var wanted = answers[1].slice(0, limit);
    var chunks = await Promise.all(wanted.map(function (number) {
      var chunk = String(Math.floor(number / map.chunk));
      return load("d", chunk, "d-" + chunk);
    }));
    wanted.forEach(function (number, index) {
      var row = chunks[index] && chunks[index][number % map.chunk];
      if (!row || seen.has(row[0])) return;
      seen.add(row[0]);
      hits.push({ url: row[0], title: row[1], kind: row[2], status: row[3], excerpt: row[4] });
    });
    var total = Math.max(hits.length, answers[0].length, answers[1].length);
    hits.forEach(function (hit) {
      var at = map.statuses.indexOf(hit.status);
      hit.word = at < 0 || at % 2 ? "" : map.statuses[at + 1];
    });
    return { total: total, hits: hits.slice(0, limit), words: words };
  }

  // Showing.
  function make(tag, attributes, children) {
    var element = document.createElement(tag);
    Object.keys(attributes).forEach(function (name) { element.setAttribute(name, attributes[name]); });
    element.append.apply(element, children || []);
    return element;
  }
  function marked(text, words) {
    if (!words.length) return [text];
    var pattern = words.map(function (word) { return word.replace(/[./]/g, "\\$&"); }).join("|");
    return text.split(new RegExp("(" + pattern + ")", "giu")).map(function (piece, index) {
      return index % 2 ? make("mark", {}, [piece]) : piece;
    });
  }
  var count = 0;
  function option(hit, words) {
    var target = new URL(hit.url, base);
    if (target.protocol !== location.protocol) return null;
    var state = hit.word ? make("span", { class: "st st-" + hit.status }, [hit.word]) : make("span", { class: "scope" }, [hit.kind]);
    var children = [make("b", {}, marked(hit.title, words)), state];
    var about = [hit.word ? hit.kind : "", hit.excerpt].filter(Boolean).join(" · ");
    if (about) children.push(make("span", { class: "about" }, marked(about, words)));
    return make("a", { role: "option", tabindex: "-1", id: "hit-" + (count += 1), href: target.href, "aria-selected": "false" }, children);
  }

  // Builds box, state and list inside a place; the list is driven from the box by arrow keys.
  function attach(place, isDialog) {
    var name = isDialog ? "search-dialog" : "search-page";
    var input = make("input", {
      type: "search", role: "combobox", autocomplete: "off", autocapitalize: "off", spellcheck: "false", "aria-label": "Search the site",
      "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": name + "-hits", placeholder: "Id or words: RT-1, retry budget",
    });
    var box = make("div", { class: "search-box", role: "search" }, [input]);
    var state = make("p", { class: "search-state", role: "status" });
    var list = make("div", { class: "hits", id: name + "-hits", role: "listbox", "aria-label": "Results" });
    var more = make("button", { type: "button", class: "button" }, ["More results"]);
    var limit = isDialog ? 8 : 10;
    var turn = 0;
    var timer = 0;
    var active = -1;
    place.append(box, state, list, more);

    function choose(index) {
      var options = list.children;
      if (options[active]) options[active].setAttribute("aria-selected", "false");
      active = (index + options.length) % options.length;
      options[active].setAttribute("aria-selected", "true");
      options[active].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[active].id);
    }
    function say(text, options) {
      state.textContent = text;
      list.replaceChildren.apply(list, options);
      list.hidden = !options.length;
      input.setAttribute("aria-expanded", String(options.length > 0));
      input.removeAttribute("aria-activedescendant");
      active = -1;
      if (isDialog && options.length) choose(0);
    }
    async function run() {
      var mine = (turn += 1);
      var text = input.value;
      if (!isDialog) {
        try { history.replaceState(null, "", text ? "?q=" + encodeURIComponent(text) : location.pathname); }
        catch (refused) { /* the address then stays as it was */ }
      }
      more.hidden = true;
      if (!text.trim()) return say("Ids are found exactly; the last word may be unfinished.", []);
      var answer = await search(text, limit);
      if (mine !== turn) return;
      if (!answer) return say("The search index could not be loaded.", []);
      var options = answer.hits.map(function (hit) { return option(hit, answer.words); }).filter(Boolean);
      var found = answer.total === 1 ? "1 result" : answer.total + " results";
      say(options.length ? found : "Nothing matches “" + text.trim() + "”. Try fewer words, or part of an id.", options);
      more.hidden = answer.total <= options.length;
    }
    input.addEventListener("input", function () {
      limit = isDialog ? 8 : 10;
      clearTimeout(timer);
      timer = setTimeout(run, 60);
    });
    input.addEventListener("keydown", function (event) {
      if (event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!list.children.length) return;
        if (event.key === "ArrowDown") choose(active + 1);
        else choose(active < 0 ? -1 : active - 1);
      } else if (event.key === "Enter" && list.children[active]) {
        event.preventDefault();
        list.children[active].click();
      }
    });
    more.addEventListener("click", function () { limit += 20; run(); input.focus(); });
    run();
    return { input: input, box: box };
  }

  var area = document.querySelector("[data-search-page]");
  var own = null;
  if (area) {
    // Read first: an empty box takes the question out of the address.
    var asked = new URLSearchParams(location.search).get("q") || "";
    own = attach(area, false);
    own.input.value = asked;
    own.input.dispatchEvent(new Event("input"));
    own.input.focus();
  }

  var dialog = null;
  var opened = null;
  function open() {
    if (own) return own.input.focus();
    if (!dialog) {
      dialog = make("dialog", { class: "search", "aria-label": "Search" });
      opened = attach(dialog, true);
      var close = make("button", { type: "button", "aria-label": "Close search" }, ["✕"]);
      close.addEventListener("click", function () { dialog.close(); });
      opened.box.append(close);
      dialog.addEventListener("click", function (event) {
        if (event.target === dialog || event.target.closest("[role=option]")) dialog.close();
      });
      document.body.append(dialog);
    }
    if (!dialog.open) dialog.showModal();
    opened.input.focus();
    opened.input.select();
  }
  document.addEventListener("click", function (event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !event.target.closest("[data-find]")) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", function (event) {
    var isTyping = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
    var isSlash = event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey;
    var isK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (!isSlash && !isK) return;
    event.preventDefault();
    open();
  });
})(document.documentElement);
