// In the frame of the Airflow UI a link may not leave the frame: the page around it follows it instead.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[target]");
  if (!link || window.parent === window) return;
  event.preventDefault();
  const outside = window.parent.document.createElement("a");
  outside.href = link.href;
  outside.target = link.target === "_top" ? "_self" : link.target;
  outside.rel = "noopener noreferrer";
  outside.click();
});
