/// What the HTML pages do beside being read: filter, search, keys, copying, light and dark.
///
/// Without it everything stays readable. It puts nothing into the page that comes from a target.
enum HTMLScript {
    /// SHA-256 of `text` as a content security policy names it.
    static let digest = "sha256-KVf6/EJJuyx9Sx2QOxLnZ10oFywhHmjNN2dvZf2jRf4="

    static let text = #"""
        (() => {
          const $ = (s, e = document) => e.querySelector(s), all = (s, e = document) => [...e.querySelectorAll(s)];
          const root = document.documentElement;
          const keep = (k, v) => { try { v === undefined || localStorage.setItem(k, v); return localStorage.getItem(k); } catch { return null; } };
          const saved = keep("hallmark-theme");
          if (saved === "dark" || saved === "light") root.dataset.theme = saved;
          const toggleTheme = () => {
            const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
            root.dataset.theme = dark ? "light" : "dark";
            keep("hallmark-theme", root.dataset.theme);
          };
          $("#theme")?.addEventListener("click", toggleTheme);
          document.addEventListener("click", event => {
            const button = event.target.closest("button.copy");
            if (!button) return;
            const text = $("pre", button.parentElement).textContent;
            const done = () => { button.textContent = "copied"; setTimeout(() => button.textContent = "copy", 1500); };
            const select = () => { const r = document.createRange(); r.selectNodeContents($("pre", button.parentElement)); getSelection().removeAllRanges(); getSelection().addRange(r); };
            if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, select); else select();
          });
          const rules = all("[data-rule]"), search = $("#search"), shown = $("#shown");
          const texts = new Map();
          const textOf = rule => { if (!texts.has(rule)) texts.set(rule, rule.textContent.toLowerCase()); return texts.get(rule); };
          const chosen = kind => new Set(all(`.chip[data-${kind}][aria-pressed=true]`).map(c => c.dataset[kind]));
          const apply = () => {
            const verdicts = chosen("v"), levels = chosen("l");
            const words = (search?.value ?? "").toLowerCase().split(/\s+/).filter(Boolean);
            let count = 0;
            for (const rule of rules) {
              const fits = (!verdicts.size || verdicts.has(rule.dataset.rule)) && (!levels.size || levels.has(rule.dataset.level))
                && words.every(word => textOf(rule).includes(word));
              rule.hidden = !fits;
              if (fits) count += 1;
            }
            for (const group of all("[data-group]")) group.hidden = !$("[data-rule]:not([hidden])", group);
            const total = `${rules.length} ${rules.length === 1 ? "rule" : "rules"}`;
            if (shown) shown.textContent = count === rules.length ? total : `${count} of ${total}`;
            const none = $("#none");
            if (none) none.hidden = count > 0;
          };
          for (const chip of all(".chip")) chip.addEventListener("click", () => {
            chip.setAttribute("aria-pressed", chip.getAttribute("aria-pressed") !== "true");
            apply();
          });
          search?.addEventListener("input", apply);
          const reveal = () => {
            const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
            if (!target) return;
            if (target.hidden) { for (const chip of all(".chip")) chip.setAttribute("aria-pressed", "false"); if (search) search.value = ""; apply(); }
            if ("open" in target) target.open = true;
            target.scrollIntoView();
          };
          addEventListener("hashchange", reveal);
          const visible = () => rules.filter(rule => !rule.hidden);
          const move = (step, test = () => true) => {
            const list = visible(), here = list.findIndex(rule => rule.contains(document.activeElement));
            for (let i = here < 0 ? (step > 0 ? 0 : list.length - 1) : here + step; i >= 0 && i < list.length; i += step)
              if (test(list[i])) { ($("summary", list[i]) ?? list[i]).focus(); list[i].scrollIntoView({ block: "nearest" }); return; }
          };
          const openAll = () => { const list = visible().filter(r => "open" in r), open = list.some(r => !r.open); for (const r of list) r.open = open; };
          $("#open")?.addEventListener("click", openAll);
          addEventListener("keydown", event => {
            if (event.ctrlKey || event.metaKey || event.altKey) return;
            if (event.target === search) { if (event.key === "Escape") { search.value = ""; apply(); search.blur(); } return; }
            const keys = { "/": () => search?.focus(), j: () => move(1), k: () => move(-1), o: openAll, t: toggleTheme,
              f: () => move(1, rule => rule.dataset.rule === "fail" || rule.dataset.rule === "undecided") };
            if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
          });
          let closed = [];
          addEventListener("beforeprint", () => { closed = all("details.rule:not([open])").filter(d => d.dataset.rule !== "pass"); for (const d of closed) d.open = true; });
          addEventListener("afterprint", () => { for (const d of closed) d.open = false; });
          apply();
          reveal();
        })();
        """#
}
