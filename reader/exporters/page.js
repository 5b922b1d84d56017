"use strict";
(function () {
  var root = document.documentElement, cells = document.querySelectorAll(".en");
  root.classList.add("js");
  function show(cell, on) {
    cell.classList.toggle("shown", on);
    cell.setAttribute("aria-expanded", on ? "true" : "false");
  }
  function reveal(on) {
    document.body.classList.toggle("reveal", on);
    cells.forEach(function (cell) {
      if (on) { cell.tabIndex = 0; cell.setAttribute("role", "button"); cell.setAttribute("aria-label", "English"); show(cell, false); }
      else { ["tabindex", "role", "aria-label", "aria-expanded"].forEach(function (a) { cell.removeAttribute(a); }); cell.classList.remove("shown"); }
    });
  }
  function toggle(cell) {
    if (!document.body.classList.contains("reveal")) { return; }
    var on = !cell.classList.contains("shown");
    show(cell, on);
    if (on) { cell.removeAttribute("aria-label"); } else { cell.setAttribute("aria-label", "English"); }
  }
  cells.forEach(function (cell) {
    cell.addEventListener("click", function (event) { if (!event.target.closest("a")) { toggle(cell); } });
    cell.addEventListener("keydown", function (event) {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); toggle(cell); }
    });
  });
  document.querySelectorAll(".bar input").forEach(function (input) {
    input.addEventListener("change", function () {
      var body = document.body.classList;
      if (input.name === "view") { body.remove("only-fr", "only-en"); if (input.value) { body.add(input.value); } }
      if (input.name === "layout") { body.toggle("stacked", input.value === "stacked"); }
      if (input.name === "reveal") { reveal(input.checked); }
    });
  });
}());
