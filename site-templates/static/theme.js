// Runs before the first paint: the stored colour scheme, and a mark that script is there.
(function (page) {
  page.classList.add("js");
  try {
    var chosen = localStorage.getItem("throughline-theme");
    if (chosen === "light" || chosen === "dark") page.dataset.theme = chosen;
  } catch (refused) { /* storage may be closed to files; the system's scheme then stands */ }
})(document.documentElement);
